package rules

import (
	"slices"

	"prepaudit/rules/tenant"
)

// standing is what a rule about the tenant says before the first person is judged: as of somebody whom it reaches.
type standing struct {
	rule    *Rule
	verdict Verdict
	does    Consequence // 0 where whether it does anything is not known
	cause   int         // its place among the causes; -1 for none
	reach   reach
}

// reach says whom a verdict about the tenant reaches: everybody, unless one of these is set.
type reach struct {
	everybody   bool
	policy      string // the id of the device preparation policy that a person's device would get
	item        string // the id of an app or a script that the policy of a person's device names
	access      int    // the place of the Conditional Access policy
	restriction int    // the place of the enrollment restriction
}

// stand judges by the rules about the tenant that decide of every person, before any of them is judged. The facts are
// whole by then; what these rules count of people is stood in for by one person whom everything reaches, so that the
// verdict is that on such a person.
func (ev *Evaluator) stand() {
	env := &Env{Facts: ev.env.Facts, count: ev.env.count, oneUser: true}
	env.count.Access.asOfOne()
	env.count.Restrictions.asOfOne()
	for i := range ev.tallies {
		r := ev.tallies[i].Rule
		switch {
		case ev.tallies[i].Skipped, ev.inapplicable(r), !r.OneUser && !r.Probed, r.Probed && env.Network == nil:
			continue
		case !ev.can(r):
			if r.Effect.Fails == Stops || r.Effect.Warns == Stops {
				ev.standing = append(ev.standing, standing{rule: r, cause: -1, reach: reach{everybody: true}})
			}
			continue
		}
		for _, v := range r.Once(env) {
			ev.standOne(r, v)
		}
	}
}

// standOne keeps a verdict that does something to whom it reaches, or may stop them.
func (ev *Evaluator) standOne(r *Rule, v Verdict) {
	s := standing{rule: r, verdict: v, does: r.does(v), cause: -1}
	stops := r.Effect.Fails == Stops || r.Effect.Warns == Stops
	switch {
	case s.does >= Terms:
		s.cause = ev.causes.of(r.changes(v), r, s.does)
	case v.Outcome != NotEvaluated || !stops:
		return
	}
	s.reach = ev.reachOf(v.Subject)
	ev.standing = append(ev.standing, s)
}

// reachOf says whom a verdict reaches by what it speaks of.
func (ev *Evaluator) reachOf(s Subject) reach {
	byID := func(id string) bool { return id == s.ID }
	if s.Kind == "policy" {
		if i := slices.IndexFunc(ev.env.Access, func(p tenant.AccessPolicy) bool { return byID(p.ID) }); i >= 0 {
			return reach{access: i + 1}
		}
		if i := slices.IndexFunc(ev.env.Restrictions, func(r tenant.Restriction) bool { return byID(r.ID) }); i >= 0 {
			return reach{restriction: i + 1}
		}
		return reach{policy: s.ID}
	}
	if s.Kind == "app" || s.Kind == "script" {
		return reach{item: s.ID}
	}
	return reach{everybody: true}
}

// reaches says whether it reaches the person who was counted last. A policy that is assigned to nobody reaches nobody.
func (ev *Evaluator) reaches(r *reach, winning *tenant.PreparationPolicy, means tenant.Tri) tenant.Tri {
	switch {
	case r.everybody:
		return tenant.Yes
	case r.access > 0:
		return ev.env.count.Access.affects(r.access - 1)
	case r.restriction > 0:
		return ev.env.count.Restrictions.met[r.restriction-1]
	case winning == nil && means == tenant.No:
		return tenant.No
	case winning != nil && r.item != "" &&
		(slices.Contains(winning.AppIDs, r.item) || slices.Contains(winning.ScriptIDs, r.item)):
		return means
	case winning != nil && winning.ID == r.policy:
		return means
	case means == tenant.Unknown:
		return tenant.Unknown
	}
	return tenant.No
}
