package record

import (
	"slices"
	"time"

	"prepaudit/rules"
)

// Excused is what does not fail the run though it was found: by exceptions first, then by a baseline, then by a maximum
// of blocked people. Nothing else of the report changes for it.
type Excused struct {
	People     ExcusedPeople  `json:"people"`
	Rules      []ExcusedRule  `json:"rules"`
	Causes     []ExcusedCause `json:"causes"`
	Exceptions []Exception    `json:"exceptions,omitzero"` // nil where no file was given
	Baseline   *Baseline      `json:"baseline,omitzero"`   // likewise
	MaxBlocked string         `json:"maxBlocked,omitzero"` // as rules.ParseMaximum reads it
}

// ExcusedPeople counts the people who are blocked. Of each of those who are excused everything is that blocks them.
type ExcusedPeople struct {
	Excepted int `json:"byExceptions"`
	Known    int `json:"byBaseline"`
	Left     int `json:"left"` // whom neither excuses
	// Of those excused: of whom something else could not be checked, and of how many of these since it was not read.
	Unknown int `json:"notChecked"`
	Unread  int `json:"notRead"`
}

// ExcusedRule counts the failures and warnings of a rule.
type ExcusedRule struct {
	ID       string `json:"id"`
	Excepted int    `json:"byExceptions"`
	Known    int    `json:"byBaseline"`
	Left     int    `json:"left"`
	Fails    int    `json:"failuresLeft"` // of left: failures that weigh as much as the rule
	OfUsers  int    `json:"failuresOfUsersLeft"`
}

// ExcusedCause counts the people whom a cause blocks.
type ExcusedCause struct {
	ID       string `json:"id"`
	Excepted int    `json:"byExceptions"`
	Known    int    `json:"byBaseline"`
	Left     int    `json:"left"`
}

// Exception is an entry of the file with exceptions, and what came of it.
type Exception struct {
	Rule    string         `json:"rule,omitzero"` // or Cause
	Cause   string         `json:"cause,omitzero"`
	Subject string         `json:"subject,omitzero"`
	Kind    string         `json:"kind,omitzero"` // of the subject, where it was found
	Group   string         `json:"group,omitzero"`
	Reason  string         `json:"reason"`
	Owner   string         `json:"owner"`
	Expires string         `json:"expires"` // its last day
	State   ExceptionState `json:"state"`
	Why     string         `json:"why,omitzero"` // it is not applied
	Soon    bool           `json:"expiresSoon,omitzero"`
	// What it excuses, or would where it is expired. People are those who are excused, and not without it.
	Findings int `json:"findings"`
	People   int `json:"people"`
}

// ExceptionState is what came of an exception.
type ExceptionState string

// The states of exceptions.
const (
	ExceptionApplies    ExceptionState = "applies"
	ExceptionUnused     ExceptionState = "unused" // everything was read, and nothing is like it
	ExceptionUnchecked  ExceptionState = "not checked"
	ExceptionNotApplied ExceptionState = "not applied" // see Why
	ExceptionExpired    ExceptionState = "expired"
)

// ExceptionStates lists them.
func ExceptionStates() []ExceptionState {
	return []ExceptionState{ExceptionApplies, ExceptionUnused, ExceptionUnchecked, ExceptionNotApplied, ExceptionExpired}
}

// Baseline is the report that this one was compared with.
type Baseline struct {
	Started time.Time `json:"started"`
	Version string    `json:"version"`
	Differs []string  `json:"differs"` // in what it was another run, such as its scope
}

// Rule is what is excused of a rule; nil where it has no failure and no warning.
func (x *Excused) Rule(id string) *ExcusedRule {
	for i := range x.Rules {
		if x.Rules[i].ID == id {
			return &x.Rules[i]
		}
	}
	return nil
}

// Cause is what is excused of a cause; nil where it blocks nobody.
func (x *Excused) Cause(id string) *ExcusedCause {
	for i := range x.Causes {
		if x.Causes[i].ID == id {
			return &x.Causes[i]
		}
	}
	return nil
}

// Findings counts failures and warnings.
func (x *Excused) Findings() (excepted, known, left int) {
	for i := range x.Rules {
		of := &x.Rules[i]
		excepted, known, left = excepted+of.Excepted, known+of.Known, left+of.Left
	}
	return excepted, known, left
}

// without is what the rules and the people come to without what is excused. A failure hides what else of a rule was not
// checked: that is what is left of it.
func (x *Excused) without(s *Summary, ended []rules.Ended) ([]rules.Ended, rules.ReadyCount) {
	people := s.Ready
	people.Blocked = x.People.Left
	people.Unknown += x.People.Unknown
	people.Unread += x.People.Unread
	excused := x.People.Excepted+x.People.Known > 0
	left := make([]rules.Ended, 0, len(ended))
	for _, e := range ended {
		if of := x.Rule(e.ID); of != nil && e.Outcome == rules.Fail {
			if e.OfPeople = of.Fails == of.OfUsers; of.Fails == 0 {
				e.Outcome = e.Besides
			}
		}
		// Whether it would stop those who are excused is not known, since something else blocks them.
		if excused && e.Outcome == rules.NotEvaluated && rules.MayStop(e.ID) {
			e.Level = rules.Required
		}
		left = append(left, e)
	}
	return left, people
}

// besides is what a rule comes to but for its failures.
func (t *Tally) besides() rules.Outcome {
	n := t.Count()
	switch {
	case t.Outcome() != rules.Fail:
		return t.Outcome()
	case len(t.Missing) > 0, n.NotEvaluated > n.Unclassified:
		return rules.NotEvaluated
	}
	return rules.Warn
}

// Within reports whether a maximum of blocked people is stated and kept.
func (s *Summary) Within() bool {
	if s.Excused == nil || s.Excused.MaxBlocked == "" {
		return false
	}
	most, err := rules.ParseMaximum(s.Excused.MaxBlocked)
	return err == nil && most.Allows(s.Excused.People.Left, s.Ready.People-s.Ready.Unknown-s.Excused.People.Unknown)
}

// Excuses reports whether a rule fails and the run doesn't for it.
func (s *Summary) Excuses(rule string) bool {
	if s.Excused == nil {
		return false
	}
	of := s.Excused.Rule(rule)
	return of != nil && (of.Fails == 0 || s.Within() && of.Fails == of.OfUsers)
}

// ExcusesCause reports whether a cause is one for which the run doesn't fail.
func (s *Summary) ExcusesCause(c *rules.Cause) bool {
	if s.Excused == nil {
		return false
	}
	if of := s.Excused.Cause(c.ID); c.Stops > 0 && !s.Within() {
		return of != nil && of.Left == 0
	}
	for i := range s.Tallies {
		t := &s.Tallies[i]
		if slices.Contains(c.Rules, t.ID) && t.Level == rules.Required && t.Outcome() == rules.Fail && !s.Excuses(t.ID) {
			return false
		}
	}
	return true
}

// excusedAddsUp holds what is excused, and what is left, against what was found. Of nothing may there be more or less.
func (s *Summary) excusedAddsUp() bool {
	x, negative := s.Excused, 0
	for i := range s.Tallies {
		t, of := &s.Tallies[i], ExcusedRule{}
		if known := x.Rule(t.ID); known != nil {
			of = *known
		}
		n := t.Count()
		negative = min(negative, of.Excepted, of.Known, of.Left, of.Fails, of.OfUsers, of.Fails-of.OfUsers, of.Left-of.Fails,
			of.Excepted+of.Known+of.Fails-n.Fail)
		if of.Excepted+of.Known+of.Left != n.Fail+n.Lesser+n.Warn {
			return false
		}
	}
	p := &x.People
	negative = min(negative, p.Excepted, p.Known, p.Left, p.Unread, p.Unknown-p.Unread, p.Excepted+p.Known-p.Unknown)
	return negative == 0 && p.Excepted+p.Known+p.Left == s.Ready.Blocked
}
