package diff

import (
	"cmp"
	"slices"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// comparingRule says why the results of a rule can't be compared; "" where they can.
func (p *pair) comparingRule(id string) string {
	why, known := p.comparing[id]
	if !known {
		why = p.whyNot(id)
		p.comparing[id] = why
	}
	return why
}

func (p *pair) whyNot(id string) string {
	if p.old.run.OtherMDM != p.new.run.OtherMDM {
		return "--mdm differs"
	}
	for _, s := range []*side{p.old, p.new} {
		t := s.tallies[id]
		switch name := p.called(s); {
		case t == nil:
			return name + " doesn't know rule " + id
		case t.Skipped:
			return "rule " + id + " didn't run in " + name
		case t.Unprobed():
			return "the network wasn't tested in " + name
		case len(t.Missing) > 0:
			return "rule " + id + " lacks data in " + name + ": " + string(t.Missing[0].Dataset)
		}
	}
	return ""
}

// called is how sentences call a report.
func (p *pair) called(s *side) string {
	if s == p.old {
		return "OLD"
	}
	return "NEW"
}

// blockingCause says why it isn't known of a cause whether the other report would have it; "" where it is.
func (p *pair) blockingCause(id string) string {
	why, known := p.blocking[id]
	if known {
		return why
	}
	c := cmp.Or(p.new.causes[id], p.old.causes[id])
	if c == nil {
		why = "neither report says what it is"
	} else {
		for _, s := range []*side{p.old, p.new} { // the rules that it fixes may differ
			if c := s.causes[id]; c != nil {
				for _, rule := range c.Rules {
					why = cmp.Or(why, p.comparingRule(rule))
				}
			}
		}
	}
	p.blocking[id] = why
	return why
}

// countsPeople reports whether the size of a cause is a number of people, in either report.
func (p *pair) countsPeople(id string) bool {
	for _, s := range []*side{p.old, p.new} {
		c := s.causes[id]
		if c == nil {
			continue
		}
		ofPeople := func(rule string) bool {
			r := s.run.Rule(rule)
			return slices.Contains(r.Needs, tenant.Users) || slices.Contains(r.Uses, tenant.Users)
		}
		if c.Stops+c.Degrades > 0 || slices.ContainsFunc(c.Rules, ofPeople) {
			return true
		}
	}
	return false
}

// uncounted says what keeps a report from knowing how many people anything affects; "" for nothing. A rule may need no
// people to find that something is wrong, and yet its cause counts whom it stops.
func (p *pair) uncounted(s *side) string {
	for _, ds := range []tenant.Dataset{tenant.Users, tenant.ScopeGroups} {
		if s.sum.Missed(ds) {
			return "how many people it affects isn't known in " + p.called(s) + ": " + string(ds)
		}
	}
	return ""
}

// causes are those that are new, fixed, of another size, or by which somebody became ready or blocked: what blocks
// first, and what can't be compared last. Of one that people are counted by, the size isn't told where a report doesn't
// know it.
func (p *pair) causes() []record.DiffCause {
	counted := p.countCauses()
	all := []record.DiffCause{}
	add := func(id string, old, now *rules.Cause) {
		c := cmp.Or(now, old)
		n := counted[id]
		d := record.DiffCause{ID: id, Title: c.Title, Who: c.Who, Old: size(old), New: size(now), Blocked: n.blocked,
			Ready: n.ready, Why: p.blockingCause(id)}
		if d.Old != nil && d.New != nil && *d.Old == *d.New && n.blocked+n.ready == 0 {
			return
		}
		if p.countsPeople(id) {
			if why := p.uncounted(p.old); why != "" {
				d.Old, d.Why = nil, cmp.Or(d.Why, why)
			}
			if why := p.uncounted(p.new); why != "" {
				d.New, d.Why = nil, cmp.Or(d.Why, why)
			}
			// That a cause is new which somebody has who is in both, and didn't have it, is certain.
			if !p.scopesAlike() && (old != nil || n.both == 0) {
				d.Why = cmp.Or(d.Why, otherPeople)
			}
		}
		switch {
		case d.Why != "":
			d.Change = record.NotComparable
		case old == nil:
			d.Change = record.IsNew
		case now == nil:
			d.Change = record.IsFixed
		default:
			d.Change = record.IsChanged
		}
		all = append(all, d)
	}
	for i := range p.new.sum.Causes {
		now := &p.new.sum.Causes[i]
		add(now.ID, p.old.causes[now.ID], now)
	}
	for i := range p.old.sum.Causes {
		if old := &p.old.sum.Causes[i]; p.new.causes[old.ID] == nil {
			add(old.ID, old, nil)
		}
	}
	order := record.ThingChanges()
	open := func(d record.DiffCause) int { return slices.Index(order, d.Change) / (len(order) - 1) }
	slices.SortStableFunc(all, func(a, b record.DiffCause) int {
		return cmp.Or(cmp.Compare(open(a), open(b)), cmp.Compare(stops(b.Old, b.New), stops(a.Old, a.New)),
			cmp.Compare(slices.Index(order, a.Change), slices.Index(order, b.Change)))
	})
	return all
}

// stops is 1 where a cause blocks anybody in either report.
func stops(all ...*record.CauseSize) int {
	for _, s := range all {
		if s != nil && s.Stops > 0 {
			return 1
		}
	}
	return 0
}

func size(c *rules.Cause) *record.CauseSize {
	if c == nil {
		return nil
	}
	return &record.CauseSize{Stops: c.Stops, Degrades: c.Degrades, Concerns: c.Concerns}
}

// ofCause counts the people of a cause who are in both reports, and of them those whom it newly blocks, or blocked.
type ofCause struct{ both, blocked, ready int }

func (p *pair) countCauses() map[string]ofCause {
	all := map[string]ofCause{}
	for m, n := range p.people.counts {
		if m.from.state == absent || m.to.state == absent {
			continue
		}
		kind := p.personKind(m)
		add := func(reason string, one ofCause) {
			c := all[reason]
			all[reason] = ofCause{c.both + one.both, c.blocked + one.blocked, c.ready + one.ready}
		}
		was, is := split(p.reasons.all[m.from.why]), split(p.reasons.all[m.to.why])
		for _, reason := range was {
			one := ofCause{both: n}
			if kind == record.BecameReady {
				one.ready = n
			}
			add(reason, one)
		}
		for _, reason := range is {
			one := ofCause{}
			if !slices.Contains(was, reason) {
				one.both = n
			}
			if kind == record.BecameBlocked {
				one.blocked = n
			}
			add(reason, one)
		}
	}
	return all
}

// ofOthers says of a rule about people that its result can't be compared where the reports are about different ones.
// Of a person who is in both, what it says can.
func (p *pair) ofOthers(id string) string {
	if p.scopesAlike() || !slices.Contains(p.new.run.Rule(id).Needs, tenant.Users) {
		return ""
	}
	return otherPeople
}

// result is what a rule says as a whole, and how many fail it; nil where it didn't run.
func result(t *record.Tally) (outcome *rules.Outcome, fails int) {
	if t == nil || t.Skipped {
		return nil, 0
	}
	o := t.Outcome()
	return &o, t.Count().Fail + t.Count().Lesser
}

// rules are those whose result changed, and those of which it isn't known.
func (p *pair) rules() []record.DiffRule {
	all := []record.DiffRule{}
	add := func(old, now *record.Tally) {
		t := cmp.Or(now, old)
		d := record.DiffRule{ID: t.ID, Title: t.Title, Level: t.Level,
			Why: cmp.Or(p.comparingRule(t.ID), p.ofOthers(t.ID))}
		d.Old, d.OldFails = result(old)
		d.New, d.NewFails = result(now)
		waits := func(t *record.Tally) bool { return t == nil || t.Skipped || t.Unprobed() }
		switch {
		case waits(old) && waits(now):
			return
		case d.Why != "":
			d.Change = record.NotComparable
		case *d.Old == *d.New:
			return
		case *d.Old == rules.NotEvaluated || *d.New == rules.NotEvaluated:
			d.Change, d.Why = record.NotComparable, "a report has an unrecognized value, or nothing to check it by"
		case *d.New == rules.Fail:
			d.Change = record.NewlyFails
		case *d.Old == rules.Fail:
			d.Change = record.IsFixed
		default:
			d.Change = record.IsChanged
		}
		all = append(all, d)
	}
	for i := range p.new.sum.Tallies {
		now := &p.new.sum.Tallies[i]
		add(p.old.tallies[now.ID], now)
	}
	for i := range p.old.sum.Tallies {
		if old := &p.old.sum.Tallies[i]; p.new.tallies[old.ID] == nil {
			add(old, nil)
		}
	}
	order := record.ThingChanges()
	slices.SortStableFunc(all, func(a, b record.DiffRule) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Change), slices.Index(order, b.Change)),
			cmp.Compare(a.Level, b.Level))
	})
	return all
}
