package rules

import (
	"slices"

	"prepaudit/rules/tenant"
)

// Evaluator judges one tenant: users one by one as they are read, then what concerns the tenant
// as a whole. It keeps counts, never users.
type Evaluator struct {
	env       *Env
	scope     *Scope
	perUser   []judge // made at the first user or device
	perDevice []judge
	started   bool
	row       UserRow   // reused
	device    DeviceRow // reused

	tallies []Tally
	gaps    []Gap
	known   int                  // users read with assignedLicenses
	reached []int                // users in scope inside each MDM policy
	passing map[tenant.GUID]bool // trials

	causes   causes
	standing []standing
	target   *tenant.PreparationPolicy // that somebody is to get to whom none applies
	blind    []*Rule                   // about people, that cannot be judged, though their failure stops people
	whole    *Facts                    // where one user is judged: the facts before they were narrowed to that user
}

// judge is a rule that can be judged, and where its counts go.
type judge struct {
	rule  *Rule
	tally *Tally
}

// NewEvaluator judges by the selected rules; the others of the catalog are reported as skipped.
func NewEvaluator(facts *Facts, scope *Scope, selected []*Rule) *Evaluator {
	// What nobody asked for was not read, which is not the same as being empty.
	asked := Datasets(selected)
	for _, ds := range tenant.Datasets() {
		if !asked[ds] {
			facts.Forget(ds)
		}
	}
	who, why := scope.Describe()
	ev := &Evaluator{
		env: &Env{Facts: facts, count: counts{
			Scope: ScopeCount{
				Description: who, Why: why, Doubt: scope.Doubt, Asked: asked[tenant.Users], Expected: -1, After: -1,
			},
			Seatless: map[missingSeat]int{},
			Holders:  make(map[tenant.GUID]*holding, len(facts.SKUs)),
			Devices: DeviceCount{Asked: asked[tenant.ManagedDevices], ByRelease: map[string]int{},
				Others: map[string]int{}},
		}},
		scope:   scope,
		reached: make([]int, len(facts.MDMPolicies)),
		passing: facts.passing(),
	}
	for _, r := range Catalog() {
		skipped := !slices.Contains(selected, r)
		ev.tallies = append(ev.tallies,
			Tally{Rule: r, Skipped: skipped, Unprobed: !skipped && r.Probed && facts.Network == nil})
	}
	switch g, lacks := networkGap(facts.Network); {
	case !lacks:
	case facts.Network == nil:
		ev.lack(g) // told with the rules alone: nothing of the tenant is missing
	case asked[tenant.Network]:
		ev.Missing(g)
	}
	return ev
}

// Missing says that a dataset could not be read, or not to its end. The rules that need it are not
// evaluated; where it was read in part they are judged, and reported as incomplete.
func (ev *Evaluator) Missing(g Gap) {
	ev.gaps = append(ev.gaps, g)
	ev.lack(g)
}

// Without says that the tenant cannot have a dataset, see Facts.Without.
func (ev *Evaluator) Without(ds tenant.Dataset) { ev.env.Without(ds) }

func (ev *Evaluator) lack(g Gap) {
	if !g.Partial {
		ev.env.Forget(g.Dataset)
	}
	for i := range ev.tallies {
		if t := &ev.tallies[i]; !t.Skipped && slices.Contains(t.Rule.Needs, g.Dataset) {
			t.Gaps = append(t.Gaps, g)
		}
	}
}

// Expect sets the number of users that the tenant says it has; -1 where it does not say.
func (ev *Evaluator) Expect(users int) { ev.env.count.Scope.Expected = users }

// ExpectAfter sets the same number, asked again when all were read.
func (ev *Evaluator) ExpectAfter(users int) { ev.env.count.Scope.After = users }

// User judges one user. It returns nil for a user who is not in scope; a row is valid until the next call.
func (ev *Evaluator) User(u *tenant.User) *UserRow {
	ev.start()
	ev.env.count.Scope.Read++
	if u.LicensesKnown {
		ev.known++
	}
	place := ev.scope.placeOf(u)
	ev.env.count.Scope.place(place)
	ev.env.count.hold(u, place)
	ev.env.count.Access.learn(u)
	if place != inScope {
		return nil
	}
	row := &ev.row
	*row = UserRow{User: u, MDM: ev.env.MDM(u.ID), Devices: ev.env.devicesOf(u.ID), BlockedBy: row.BlockedBy[:0],
		Causes: row.Causes[:0], Findings: row.Findings[:0]}
	if ev.env.Licenses != nil {
		row.Entitlement = ev.env.Licenses.Of(u)
		row.InError = ev.env.inError(u, row.Entitlement)
	}
	row.Status = ev.status(u, &row.Entitlement)
	winning, meant := ev.env.Winning(u.ID)
	if meant == tenant.Yes {
		row.Policy = winning.Name
	}
	ev.tallyUser(row)
	var w way
	var subject Subject // made for the first finding
	for _, p := range ev.perUser {
		if row.Status == Unclassified && !p.rule.Accounts || row.Status == RoomAccount && !p.rule.Rooms {
			p.tally.NotEvaluated++
			p.tally.Unclassified++
			continue
		}
		v := p.rule.EachUser(ev.env.Facts, u, row.Entitlement)
		switch {
		case v.Outcome != Fail:
		case row.Status == NoSignIn:
			v = Warnf("probably not a person, since no sign-in is recorded: %s", v.Detail)
		case row.Status == Unclassified:
			v = Warnf("whether it is a person is not known: %s", v.Detail)
		}
		p.tally.add(p.rule, v)
		ev.stop(&w, p.rule, v, row)
		if v.Outcome == Pass || v.Outcome == NotApplicable {
			continue
		}
		if subject.ID == "" {
			subject = Subject{"user", u.ID.String(), u.UPN}
		}
		row.Findings = append(row.Findings, finding(p.rule, v, subject))
	}
	ev.settle(&w, row, winning, meant)
	row.Causes = ev.causes.ids(row.Causes, w.met())
	return row
}

// Device judges one device. It returns nil for one that is not a Windows computer; a row is valid until the
// next call.
func (ev *Evaluator) Device(d *tenant.Device) *DeviceRow {
	ev.start()
	row := &ev.device
	*row = describe(ev.env.Facts, d, row.Findings[:0])
	ev.env.count.Devices.add(row)
	ev.env.count.Associated.meet(row)
	if row.Kind == NotWindows {
		return nil
	}
	for _, p := range ev.perDevice {
		v := p.rule.device(ev.env.Facts, row)
		p.tally.add(p.rule, v)
		if v.Outcome == Pass || v.Outcome == NotApplicable {
			continue
		}
		row.Findings = append(row.Findings, finding(p.rule, v, Subject{"device", d.ID.String(), d.Name}))
	}
	return row
}

func (ev *Evaluator) start() {
	if ev.started {
		return
	}
	ev.started = true
	ev.env.begin()
	ev.beginReadiness()
	for i := range ev.tallies {
		t := &ev.tallies[i]
		if t.Skipped || !ev.can(t.Rule) {
			continue
		}
		switch {
		case t.Rule.EachUser != nil:
			ev.perUser = append(ev.perUser, judge{t.Rule, t})
		case t.Rule.EachDevice != nil:
			ev.perDevice = append(ev.perDevice, judge{t.Rule, t})
		}
	}
}

// can reports whether everything that a rule needs was read, be it in part.
func (ev *Evaluator) can(r *Rule) bool {
	return !slices.ContainsFunc(r.Needs, func(ds tenant.Dataset) bool { return !ev.env.Has(ds) })
}

// inapplicable reports whether a rule needs what the tenant cannot have.
func (ev *Evaluator) inapplicable(r *Rule) bool {
	return slices.ContainsFunc(r.Needs, func(ds tenant.Dataset) bool { return ev.env.without[ds] })
}

func (ev *Evaluator) tallyUser(row *UserRow) {
	for i, p := range ev.env.MDMPolicies {
		if s := mdmState(p, row.User.ID); s == MDMInside || s == MDMNested {
			ev.reached[i]++
		}
	}
	ev.env.count.Statuses.add(row)
	ev.env.count.Primary.count(row)
	ev.env.meet(row.User, row.Status)
	if w, lacking := wanted(row.Status, &row.Entitlement); lacking && w.gives != noPart {
		ev.env.count.Seatless[w]++
	}
	if ev.env.Licenses != nil && len(row.User.Licenses) > 0 && row.Status != RoomAccount {
		ev.env.count.extras(ev.env.Licenses, row.User, ev.passing)
	}
	if row.Status.Unjudged() {
		ev.env.count.Scope.Unlicensed++
	}
}

func finding(r *Rule, v Verdict, s Subject) Finding {
	f := Finding{Rule: r, Subject: s, Outcome: v.Outcome, Level: r.Level, Detail: v.Detail, does: v.Does,
		concerns: v.Concerns}
	if v.Level != 0 {
		f.Level = v.Level
	}
	if v.Subject != (Subject{}) {
		f.Subject = v.Subject
	}
	return f
}
