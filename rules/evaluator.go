package rules

import (
	"slices"

	"prepaudit/rules/tenant"
)

// Evaluator judges one tenant: users one by one as they are read, then what concerns the tenant
// as a whole. It keeps counts, never users.
type Evaluator struct {
	env      *Env
	scope    *Scope
	selected map[*Rule]bool
	perUser  []perUser // made at the first user
	started  bool
	row      UserRow // reused

	tallies   []Tally
	gaps      []Gap
	count     ScopeCount
	standings StandingCount
	known     int // users read with assignedLicenses
	holders   map[tenant.GUID]int
	reached   []int // users in scope inside each MDM policy
}

// perUser is a rule that can be judged, and where its counts go.
type perUser struct {
	rule  *Rule
	tally *Tally
}

// NewEvaluator judges by the selected rules; the others of the catalog are reported as skipped.
func NewEvaluator(env *Env, scope *Scope, selected []*Rule) *Evaluator {
	ev := &Evaluator{
		env: env, scope: scope,
		selected: make(map[*Rule]bool, len(selected)),
		holders:  make(map[tenant.GUID]int, len(env.SKUs)),
		reached:  make([]int, len(env.MDMPolicies)),
	}
	for _, r := range selected {
		ev.selected[r] = true
	}
	// What nobody asked for was not read, which is not the same as being empty.
	asked := Datasets(selected)
	ev.count.Asked = asked[tenant.Users]
	for _, ds := range tenant.Datasets() {
		if !asked[ds] {
			env.forget(ds)
		}
	}
	for _, r := range Catalog() {
		ev.tallies = append(ev.tallies, Tally{Rule: r, Skipped: !ev.selected[r]})
	}
	ev.count.Expected, ev.count.After = -1, -1
	ev.count.Description, ev.count.Why = scope.Describe()
	return ev
}

// Missing says that a dataset could not be read, or not to its end. The rules that need it are not
// evaluated; where it was read in part they are judged, and reported as incomplete.
func (ev *Evaluator) Missing(g Gap) {
	ev.gaps = append(ev.gaps, g)
	if !g.Partial {
		ev.env.forget(g.Dataset)
	}
	for i := range ev.tallies {
		if t := &ev.tallies[i]; !t.Skipped && slices.Contains(t.Rule.Needs, g.Dataset) {
			t.Gaps = append(t.Gaps, g)
		}
	}
}

// Expect sets the number of users that the tenant says it has; -1 where it does not say.
func (ev *Evaluator) Expect(users int) { ev.count.Expected = users }

// ExpectAfter sets the same number, asked again when all were read.
func (ev *Evaluator) ExpectAfter(users int) { ev.count.After = users }

// User judges one user. It returns nil for a user who is not in scope; a row is valid until the next call.
func (ev *Evaluator) User(u *tenant.User) *UserRow {
	ev.start()
	ev.count.Read++
	if u.LicensesKnown {
		ev.known++
	}
	if !ev.place(u) {
		return nil
	}
	row := &ev.row
	*row = UserRow{User: u, MDM: ev.env.MDM(u.ID), Findings: row.Findings[:0], Unlicensed: ev.scope.unlicensed(u)}
	if ev.env.Licenses != nil {
		row.Entitlement = ev.env.Licenses.Of(u)
	}
	ev.tallyUser(row)
	for _, p := range ev.perUser {
		if row.Unlicensed {
			p.tally.NotEvaluated++
			p.tally.Unclassified++
			continue
		}
		v := p.rule.EachUser(ev.env, u, row.Entitlement)
		p.tally.add(p.rule, v)
		if v.Outcome == Pass || v.Outcome == NotApplicable {
			continue
		}
		row.Findings = append(row.Findings, finding(p.rule, v, Subject{"user", u.ID.String(), u.UPN}))
	}
	return row
}

func (ev *Evaluator) start() {
	if ev.started {
		return
	}
	ev.started = true
	for i := range ev.tallies {
		t := &ev.tallies[i]
		if !t.Skipped && t.Rule.EachUser != nil && ev.can(t.Rule) {
			ev.perUser = append(ev.perUser, perUser{t.Rule, t})
		}
	}
}

// can reports whether everything that a rule needs was read, be it in part.
func (ev *Evaluator) can(r *Rule) bool {
	return !slices.ContainsFunc(r.Needs, func(ds tenant.Dataset) bool { return !ev.env.Has(ds) })
}

func (ev *Evaluator) place(u *tenant.User) bool {
	c := &ev.count
	switch ev.scope.Of(u) {
	case NotInGroup:
		c.NotInGroup++
	case ExcludedGroup:
		c.ExcludedGroup++
	case ExcludedName:
		c.ExcludedName++
	case Guest:
		c.Guests++
	case External:
		c.External++
	case Disabled:
		c.Disabled++
	case InScope:
		c.InScope++
		return true
	}
	return false
}

func (ev *Evaluator) tallyUser(row *UserRow) {
	for _, l := range row.User.Licenses {
		ev.holders[l.SKU]++
	}
	for i, p := range ev.env.MDMPolicies {
		if s := reach(p, row.User.ID); s == MDMInside || s == MDMNested {
			ev.reached[i]++
		}
	}
	ev.standings.add(row)
	if row.Unlicensed {
		ev.count.Unlicensed++
	}
}

func finding(r *Rule, v Verdict, s Subject) Finding {
	f := Finding{Rule: r, Subject: s, Outcome: v.Outcome, Level: r.Level, Detail: v.Detail}
	if v.Level != 0 {
		f.Level = v.Level
	}
	if v.Subject != (Subject{}) {
		f.Subject = v.Subject
	}
	return f
}

// skuRows puts the tenant's products beside what they mean.
func (ev *Evaluator) skuRows() []SKURow {
	var rows []SKURow
	for _, s := range ev.env.SKUs {
		row := SKURow{SKU: s, InScope: ev.holders[s.ID]}
		h, _ := ev.env.Licenses.Product(s.ID)
		row.Name, row.Row, row.Match, row.Class = h.Name, h.Row, h.Match, h.Class
		row.Entra, row.Intune = h.Entra.Usable(), h.Intune.Usable()
		for _, l := range ev.env.Subscriptions {
			if l.SKU == s.ID {
				row.Lots = append(row.Lots, l)
			}
		}
		rows = append(rows, row)
	}
	return rows
}
