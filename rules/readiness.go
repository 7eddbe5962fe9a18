package rules

import (
	"fmt"
	"slices"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Readiness says whether a person can prepare a PC today.
type Readiness int

// The zero Readiness is NotAPerson: of an account in scope that may be no person's nothing is said.
const (
	NotAPerson Readiness = iota
	Ready
	Blocked
	ReadyUnknown // nothing is known to stop them, and something was not read that may
)

// Readinesses lists all of them.
func Readinesses() []Readiness { return []Readiness{Ready, Blocked, ReadyUnknown, NotAPerson} }

func (r Readiness) String() string {
	if r < NotAPerson || r > ReadyUnknown {
		return fmt.Sprintf("Readiness(%d)", int(r))
	}
	return [...]string{"not a person", "ready", "blocked", "unknown"}[r]
}

// MarshalText writes the word.
func (r Readiness) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (r *Readiness) UnmarshalText(b []byte) (err error) {
	*r, err = wordOf(b, Readinesses(), Readiness.String)
	return err
}

// ReadyCount counts the people in scope.
type ReadyCount struct {
	People  int `json:"people"` // Ready, Blocked and Unknown together
	Ready   int `json:"ready"`
	Blocked int `json:"blocked"`
	Unknown int `json:"unknown"`
	Unread  int `json:"unread"` // of Unknown: by what was not read, rather than by a value that is not known
}

// way is what the rules said of one person.
type way struct {
	set     causeSet // of the causes that stop them
	other   causeSet // of those that do less
	unknown bool     // a rule whose failure stops people could not be judged
	value   bool     // though everything that it needs was read
}

// met are the causes that do anything to them.
func (w *way) met() *causeSet {
	all := w.set
	for i := range all {
		all[i] |= w.other[i]
	}
	return &all
}

// stop notes a verdict on the person whose row is made.
func (ev *Evaluator) stop(w *way, r *Rule, v Verdict, row *UserRow) {
	does := r.does(v)
	switch {
	case does >= Terms:
		first, then := r.changesFor(ev.env.Facts, row, v)
		ev.causes.meet(ev.causes.of(first, r, does), does, w)
		if then != (change{}) {
			ev.causes.meet(ev.causes.of(then, r, does), does, w)
		}
	case does == Information && !r.Repeats:
		// What fixes the rule where it stops people may be something else, of which this person has no need.
		ev.causes.meet(ev.causes.of(change{rule: r}, r, does), does, w)
	case v.Outcome == NotEvaluated && (r.Effect.Fails == Stops || r.Effect.Warns == Stops):
		w.unknown = true
		w.value = w.value || !ev.gapped(r)
	}
}

// settle says whether the person whose row is made is ready, by what the rules about people said and by what the tenant
// as a whole does to them.
func (ev *Evaluator) settle(w *way, row *UserRow, winning *tenant.PreparationPolicy, means tenant.Tri) {
	if !row.Status.person() {
		return
	}
	w.unknown = w.unknown || len(ev.blind) > 0
	if winning == nil && means == tenant.No && ev.target != nil {
		// What the policy that they are to be added to does comes next.
		winning, means = ev.target, tenant.Yes
	}
	for i := range ev.standing {
		s := &ev.standing[i]
		switch reached := ev.reaches(&s.reach, winning, means); {
		case reached == tenant.No:
		case s.does == 0, reached == tenant.Unknown && s.does == Stops:
			w.unknown = true
			w.value = w.value || !ev.gapped(s.rule)
		case reached == tenant.Unknown:
		default:
			ev.causes.meet(s.cause, s.does, w)
		}
	}
	c := &ev.env.count.Ready
	c.People++
	switch {
	case w.set != causeSet{}:
		row.Ready = Blocked
		c.Blocked++
	case w.unknown:
		row.Ready = ReadyUnknown
		c.Unknown++
		if !w.value {
			c.Unread++
		}
	default:
		row.Ready = Ready
		c.Ready++
	}
	row.BlockedBy = ev.causes.ids(row.BlockedBy, &w.set)
	ev.causes.sets[pathKey{w.set, w.unknown}]++
}

// gapped reports whether something is missing of what a rule needs or uses.
func (ev *Evaluator) gapped(r *Rule) bool {
	return slices.ContainsFunc(ev.gaps, func(g Gap) bool {
		return slices.Contains(r.Needs, g.Dataset) || slices.Contains(r.Uses, g.Dataset)
	})
}

// beginReadiness notes which rules about people cannot be judged at all, though their failure stops people.
func (ev *Evaluator) beginReadiness() {
	ev.causes.begin()
	ev.target = ev.env.targetPolicy()
	for i := range ev.tallies {
		r := ev.tallies[i].Rule
		if !ev.tallies[i].Skipped && r.EachUser != nil && !ev.can(r) && !ev.inapplicable(r) &&
			(r.Effect.Fails == Stops || r.Effect.Warns == Stops) {
			ev.blind = append(ev.blind, r)
		}
	}
	ev.stand()
}

// licenseChange is what would give a person the part of a license that is missing: two changes where its plan is turned
// off besides.
func licenseChange(part func(*license.Entitlement) *license.Part) func(*Facts, *UserRow) (first, then change) {
	return func(facts *Facts, row *UserRow) (first, then change) {
		return facts.changeOfPart(row.User, &row.Entitlement, part(&row.Entitlement))
	}
}

// anyLicenseChange is what would give what is missing of either part.
func anyLicenseChange(facts *Facts, row *UserRow) (first, then change) {
	e := &row.Entitlement
	if !e.Intune.Usable() && !facts.OtherMDM {
		return facts.changeOfPart(row.User, e, &e.Intune)
	}
	return facts.changeOfPart(row.User, e, &e.Entra)
}

func (f *Facts) changeOfPart(u *tenant.User, e *license.Entitlement, h *license.Part) (first, then change) {
	o, sku := h.Obstacle()
	off := change{kind: turnOnPlan, sku: sku, group: h.Group()}
	switch o {
	case license.PlanOff:
		return off, then
	case license.InError:
		first = f.changeOfError(sku, h.Error())
	case license.Lapsed, license.NotHeld:
		first = change{kind: renew, sku: sku}
	default:
		return f.changeOfNothing(u, e, h), then
	}
	if h.Off() {
		then = off
	}
	return first, then
}

// changeOfNothing is for a person no license of whom gives what is missing. An assignment that failed is absent from the
// licenses, and present among the states. Where the other part is there, or need only be made usable, a license for the
// missing one is enough.
func (f *Facts) changeOfNothing(u *tenant.User, e *license.Entitlement, h *license.Part) change {
	for i := range u.States {
		if s := &u.States[i]; s.State == "Error" && f.wouldGive(*s, *e) {
			return f.changeOfError(s.SKU, s.Error)
		}
	}
	apart := func(other *license.Part) bool {
		o, _ := other.Obstacle()
		return other.Usable() || o != license.NotAssigned
	}
	switch {
	case h.Service() == license.EntraID && (f.OtherMDM || apart(&e.Intune)):
		return change{kind: assign, word: "Entra"}
	case h.Service() == license.Intune && apart(&e.Entra):
		return change{kind: assign, word: "Intune"}
	}
	return change{kind: assign}
}

// changeOfError is what is to be done about an assignment in error: while a seat is free, it need only be tried again.
func (f *Facts) changeOfError(sku tenant.GUID, word string) change {
	i := slices.IndexFunc(f.SKUs, func(s tenant.SKU) bool { return s.ID == sku })
	if word == "CountViolation" && i >= 0 && f.SKUs[i].Consumed < f.SKUs[i].Enabled+f.SKUs[i].Warning {
		return change{kind: reprocess, sku: sku}
	}
	if word == "CountViolation" {
		return change{kind: addSeats, sku: sku}
	}
	return change{kind: repairAssignment, sku: sku, word: word}
}
