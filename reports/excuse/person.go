package excuse

import (
	"slices"
	"strings"

	"prepaudit/rules"
)

// person counts people who have all of this in common.
func (w *settling) person(c *class, n int) {
	candidates := w.candidates(c.entries)
	own := make([]hider, len(c.findings))
	for i, f := range c.findings {
		own[i] = w.decide(f, w.met(c, f.rule), candidates, n)
		w.tally(f, own[i], n, true)
	}
	if len(c.blocked) == 0 {
		return
	}
	var used []hider
	left, known := false, false
	for _, b := range c.blocked {
		by := w.cause(c, b, own, candidates)
		of := &w.ofCause[b.cause]
		switch {
		case slices.Contains(by, nobody):
			of.Left += n
			left = true
		case slices.Contains(by, baseline):
			of.Known += n
			known = true
		default:
			of.Excepted += n
			used = append(used, by...)
		}
	}
	p := &w.out.People
	switch {
	case left:
		p.Left += n
		return
	case known:
		p.Known += n
	default:
		p.Excepted += n
		slices.Sort(used)
		for _, i := range slices.Compact(used) {
			w.o.Exceptions[i].People += n
		}
	}
	// What blocks them hides what else isn't known of them.
	unknown, value := false, false
	for _, f := range c.findings {
		if f.outcome == rules.NotEvaluated && w.stops(f.rule) {
			unknown = true
			value = value || !w.open[f.rule]
		}
	}
	if unknown {
		p.Unknown += n
		if !value {
			p.Unread += n
		}
	}
}

// met are the causes that a finding of the person is of: of those that they meet, and the rule's own.
func (w *settling) met(c *class, rule int) (all []int) {
	own, known := w.causes.place[strings.ToLower(w.rules.all[rule])]
	if known && !slices.Contains(c.met, own) {
		all = append(all, own)
	}
	for _, cause := range c.met {
		if slices.Contains(w.causeRules[cause], rule) {
			all = append(all, cause)
		}
	}
	return all
}

// cause says what excuses that a cause blocks the people of a class: an exception for the cause; else what excuses each
// finding about them that is of it; else, where the tenant is to be changed, what excuses each finding about that.
func (w *settling) cause(c *class, b ref, own []hider, candidates []int) (by []hider) {
	first, lapsed := w.match(-1, []int{b.cause}, candidates)
	if first != nobody {
		return []hider{first}
	}
	for i, f := range c.findings {
		if stopping(f) && w.stops(f.rule) && slices.Contains(w.causeRules[b.cause], f.rule) {
			by = append(by, own[i])
		}
	}
	if len(by) > 0 {
		return by
	}
	about := false
	for i := range w.things {
		t := &w.things[i]
		if !slices.Contains(t.causes, b.cause) {
			continue
		}
		one, gone := t.by, t.lapsed
		if one == nobody { // an exception may be for these people alone
			one, gone = w.match(t.rule, nil, candidates)
		}
		by, lapsed, about = append(by, one), max(lapsed, t.lapsed, gone), true
	}
	if !about { // it stops those of whom the rule says that it doesn't apply yet
		for _, rule := range w.causeRules[b.cause] {
			one, gone := w.match(rule, nil, candidates)
			by, lapsed = append(by, one), max(lapsed, gone)
		}
	}
	switch {
	case len(by) > 0 && !slices.Contains(by, nobody):
		return by
	case b.known && lapsed == nobody:
		return []hider{baseline}
	}
	return []hider{nobody}
}

// stopping reports whether a finding may be what stops somebody, if its rule may.
func stopping(f found) bool { return f.outcome == rules.Fail && !f.lesser || f.outcome == rules.Warn }

// stops reports whether a rule may stop people; one that is not known may.
func (w *settling) stops(rule int) bool { return rules.MayStop(w.rules.all[rule]) }
