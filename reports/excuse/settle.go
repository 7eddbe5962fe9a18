package excuse

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Soon is how many days before its end an exception is told to end.
const Soon = 30

// hider is what excuses something: the number of an exception from 0, or one of these.
type hider int

const (
	nobody   hider = -1
	baseline hider = -2
)

// settling is the work at the end, when it is known which rules a cause is about.
type settling struct {
	*Excuser
	sum        *record.Summary
	out        *record.Excused
	expired    []bool // by exception
	everything []int  // the exceptions that are about nothing in particular
	causeRules [][]int
	ofRule     []record.ExcusedRule
	ofCause    []record.ExcusedCause
	open       []bool // by rule: something that it needs was not read
}

// Summary says what is excused.
func (x *Excuser) Summary(was *record.Summary) error {
	s := *was
	if x.none && was.Excused != nil { // the report says what was excused; the maximum alone is stated anew
		out := *was.Excused
		out.MaxBlocked = x.o.MaxBlocked
		s.Excused = &out
		return x.Handler.Summary(&s)
	}
	w := settling{Excuser: x, sum: &s, out: &record.Excused{MaxBlocked: x.o.MaxBlocked}}
	if was.Excused != nil {
		w.out.MaxBlocked = cmp.Or(w.out.MaxBlocked, was.Excused.MaxBlocked)
	}
	w.begin()
	for i := range x.things {
		t := &x.things[i]
		candidates := w.candidates(t.entries)
		t.causes = w.causesOf(t.rule, t.subject.ID)
		t.by, t.lapsed = w.match(t.rule, t.causes, candidates)
		w.tally(t.found, w.decide(t.found, t.causes, candidates, 1), 1, t.subject.Kind == "user")
	}
	for key, n := range x.people {
		x.class.parse(key)
		w.person(&x.class, n)
	}
	for key, n := range x.devices {
		x.class.parse(key)
		for _, f := range x.class.findings {
			w.tally(f, w.decide(f, w.causesOf(f.rule, ""), w.candidates(x.class.entries), n), n, false)
		}
	}
	w.end()
	s.Excused = w.out
	return x.Handler.Summary(&s)
}

// begin looks up what belongs together.
func (w *settling) begin() {
	now := w.o.Now
	if asOf, err := time.Parse(time.DateOnly, w.run.AsOf); err == nil {
		now = asOf
	}
	today, end := record.Day(now), record.Day(now.AddDate(0, 0, Soon))
	for i := range w.o.Exceptions {
		e := &w.o.Exceptions[i]
		w.expired = append(w.expired, e.Expires < today)
		e.Soon = e.Expires >= today && e.Expires <= end
		if e.Subject == "" && e.Group == "" {
			w.everything = append(w.everything, i)
		}
	}
	for _, t := range w.sum.Tallies {
		w.rules.of(t.ID)
	}
	for _, c := range w.sum.Causes {
		w.causes.of(c.ID)
		for _, id := range c.Rules {
			w.rules.of(id)
		}
	}
	w.causeRules, w.open = make([][]int, len(w.causes.all)), make([]bool, len(w.rules.all))
	for _, c := range w.sum.Causes {
		for _, id := range c.Rules {
			at := w.causes.of(c.ID)
			w.causeRules[at] = append(w.causeRules[at], w.rules.of(id))
		}
	}
	for _, t := range w.sum.Tallies {
		w.open[w.rules.of(t.ID)] = len(t.Missing) > 0
	}
	for _, id := range w.causes.all {
		w.ofCause = append(w.ofCause, record.ExcusedCause{ID: id})
	}
	for _, id := range w.rules.all {
		w.ofRule = append(w.ofRule, record.ExcusedRule{ID: id})
	}
}

// candidates are the exceptions that may excuse something, in their order: those about it, and those about everything.
func (w *settling) candidates(about []int) []int {
	all := slices.Concat(about, w.everything)
	slices.Sort(all)
	return slices.Compact(all)
}

// match finds the first exception for a rule or one of the causes, and the first that is expired.
func (w *settling) match(rule int, causes, candidates []int) (first, lapsed hider) {
	first, lapsed = nobody, nobody
	for _, i := range candidates {
		e := &w.o.Exceptions[i]
		byRule := rule >= 0 && e.Rule != "" && e.Rule == w.rules.all[rule]
		byCause := e.Cause != "" && slices.ContainsFunc(causes, func(c int) bool { return w.causes.all[c] == e.Cause })
		switch {
		case !byRule && !byCause:
		case !w.expired[i]:
			return hider(i), nobody
		case lapsed == nobody:
			lapsed = hider(i)
		}
	}
	return nobody, lapsed
}

// decide says what excuses a finding that so many have. What an exception excused until it expired isn't known: it
// fails again.
func (w *settling) decide(f found, causes, candidates []int, n int) hider {
	by, lapsed := w.match(f.rule, causes, candidates)
	switch {
	case f.outcome == rules.NotEvaluated:
		return nobody
	case by != nobody:
		w.o.Exceptions[by].Findings += n
	case lapsed != nobody:
		w.o.Exceptions[lapsed].Findings += n
	case f.known:
		return baseline
	}
	return by
}

// tally counts a finding that so many have.
func (w *settling) tally(f found, by hider, n int, ofUsers bool) {
	c := &w.ofRule[f.rule]
	switch {
	case f.outcome == rules.NotEvaluated:
	case by == baseline:
		c.Known += n
	case by != nobody:
		c.Excepted += n
	default:
		c.Left += n
		if f.outcome == rules.Fail && !f.lesser {
			c.Fails += n
			if ofUsers {
				c.OfUsers += n
			}
		}
	}
}

// causesOf are the causes that a finding about something else than a person may be of.
func (w *settling) causesOf(rule int, subject string) (all []int) {
	own, alone := strings.ToLower(w.rules.all[rule])+"/", nobody
	for c, of := range w.causeRules {
		switch id := w.causes.all[c]; {
		case !slices.Contains(of, rule):
		case subject != "" && id == own+subject:
			alone = hider(c)
		case !strings.HasPrefix(id, own):
			all = append(all, c)
		}
	}
	if alone != nobody {
		return []int{int(alone)}
	}
	return all
}

// end says what came of each exception.
func (w *settling) end() {
	w.out.Rules, w.out.Causes = []record.ExcusedRule{}, []record.ExcusedCause{}
	for _, t := range w.sum.Tallies { // in the order of the report
		if c := w.ofRule[w.rules.of(t.ID)]; c.Excepted+c.Known+c.Left > 0 {
			w.out.Rules = append(w.out.Rules, c)
		}
	}
	for _, k := range w.sum.Causes {
		if c := w.ofCause[w.causes.of(k.ID)]; c.Excepted+c.Known+c.Left > 0 {
			w.out.Causes = append(w.out.Causes, c)
		}
	}
	w.out.Exceptions = w.o.Exceptions
	for i := range w.o.Exceptions {
		e := &w.o.Exceptions[i]
		e.State, e.Why = w.state(e, w.expired[i])
	}
	if b := w.o.Baseline; b != nil {
		w.out.Baseline = &record.Baseline{Started: b.run.Reading.Started, Version: b.run.Version,
			Differs: b.differs(w.run)}
	}
}

func (w *settling) state(e *record.Exception, expired bool) (state record.ExceptionState, why string) {
	group, err := tenant.ParseGUID(e.Group)
	unread := w.unread[group]
	if err == nil && w.members[group] == nil && unread == "" {
		unread = "the members of a group are read in an audit, and not from a report"
	}
	switch {
	case expired:
		return record.ExceptionExpired, ""
	case e.Findings+e.People > 0:
		return record.ExceptionApplies, unread
	case unread != "":
		return record.ExceptionNotApplied, unread
	case w.unchecked(e):
		return record.ExceptionUnchecked, ""
	}
	return record.ExceptionUnused, ""
}

// unchecked reports whether what an exception is for may be there and was not seen.
func (w *settling) unchecked(e *record.Exception) bool {
	if e.Cause != "" {
		return !w.sum.Complete || len(w.run.Skipped) > 0 && !slices.Contains(w.causes.all, e.Cause)
	}
	i := slices.IndexFunc(w.sum.Tallies, func(t record.Tally) bool { return t.ID == e.Rule })
	if i < 0 {
		return true
	}
	t := &w.sum.Tallies[i]
	return t.Skipped || len(t.Missing) > 0 || t.Outcome() == rules.NotEvaluated
}
