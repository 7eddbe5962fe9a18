package rules

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// Ended is a selected rule at the end of a run, as far as it matters to what the run comes to.
type Ended struct {
	ID      string
	Level   Level
	Outcome Outcome
	Uses    []tenant.Dataset
	Gaps    []Gap // of what it needs, and of what it uses where that leaves something open
	// Of a rule that fails: whether it does for people alone, and what it comes to without its failures.
	OfPeople bool
	Besides  Outcome
}

// needs reports whether a finding of the rule may be missing because of a gap. A rule that does not apply needs nothing.
func (e *Ended) needs(g Gap) bool {
	return slices.ContainsFunc(e.Gaps, func(own Gap) bool { return own.Dataset == g.Dataset }) ||
		e.Outcome != NotApplicable && slices.Contains(e.Uses, g.Dataset)
}

// FailOn is what a run fails for.
type FailOn string

// From the least to the most; FailOnNever leaves a run that is incomplete incomplete.
const (
	FailOnNever       FailOn = "never"
	FailOnBlocked     FailOn = "blocked"     // somebody is blocked
	FailOnRequired    FailOn = "required"    // that, or a required rule fails; the default
	FailOnRecommended FailOn = "recommended" // that, or a recommended rule fails
)

// FailOnWords lists them, from the least to the most.
func FailOnWords() []string {
	return []string{string(FailOnNever), string(FailOnBlocked), string(FailOnRequired), string(FailOnRecommended)}
}

// Demands is what a run is held to besides its rules.
type Demands struct {
	FailOn  FailOn           // "" is FailOnRequired
	Listed  []tenant.Dataset // what a requested file lists
	Allowed Allowed
	// Most is how many people may be blocked. Up to then no rule fails a run for people alone either.
	Most Maximum
}

// Allowed names rules and datasets that may be missing.
type Allowed struct {
	rules    []string // ids
	datasets []tenant.Dataset
}

// Covers reports whether all that a rule lacks may be missing.
func (a *Allowed) Covers(rule string, gaps []Gap) bool {
	return slices.Contains(a.rules, rule) || len(gaps) > 0 && !slices.ContainsFunc(gaps, func(g Gap) bool {
		return !slices.Contains(a.datasets, g.Dataset)
	})
}

// onDemand is read only where an option asks for it, which is in vain where it was not read.
var onDemand = []tenant.Dataset{tenant.ScopeGroups, tenant.SignIns}

// Judge says what a run comes to: Fail where somebody is blocked or a required rule fails, NotEvaluated where it is not
// known whether somebody is, or something was not read to its end that a rule, a file or the scope needs, unless that is
// allowed; else Pass. The run is complete where nothing is missing, allowed or not. doubt reports that it could not be
// told who is meant. Where a maximum is stated, whoever may be blocked counts as blocked before the run passes.
func (d *Demands) Judge(ended []Ended, missing []Gap, doubt bool, people ReadyCount) (outcome Outcome, complete bool) {
	outcome, complete = Pass, true
	if people.Unknown > people.Unread {
		outcome = NotEvaluated
	}
	for _, g := range missing {
		needed := slices.Contains(d.Listed, g.Dataset) || slices.Contains(onDemand, g.Dataset) ||
			doubt && slices.Contains(ScopeDatasets(""), g.Dataset)
		open := needed
		for i := range ended {
			if e := &ended[i]; e.needs(g) {
				needed = true
				open = open || !slices.Contains(d.Allowed.rules, e.ID)
			}
		}
		complete = complete && !needed
		if open && !slices.Contains(d.Allowed.datasets, g.Dataset) {
			outcome = NotEvaluated
		}
	}
	known := people.People - people.Unknown
	within := d.Most.Allows(people.Blocked, known)
	if !within && d.FailOn != FailOnNever {
		return Fail, complete
	}
	if d.Most.stated && within && !d.Most.Allows(people.Blocked+people.Unknown, people.People) {
		outcome = NotEvaluated
	}
	for _, e := range ended {
		if e.Outcome == Fail && e.OfPeople && d.Most.stated && within {
			e.Outcome = e.Besides
		}
		switch {
		case e.Outcome == Fail && d.failsOn(e.Level):
			return Fail, complete
		case e.Level != Required:
		case e.Outcome == NotEvaluated && len(e.Gaps) == 0 && !slices.Contains(d.Allowed.rules, e.ID):
			outcome = NotEvaluated // for another reason than a gap, such as a value that is not known
		}
	}
	return outcome, complete
}

// Spares reports whether all that is missing may be, so that only what is allowed makes a run incomplete.
func (d *Demands) Spares(ended []Ended, missing []Gap, doubt bool) bool {
	ended = slices.Clone(ended)
	for i := range ended {
		ended[i].Level = Recommended // what a rule comes to is another question
	}
	gaps := Demands{FailOn: FailOnNever, Listed: d.Listed, Allowed: d.Allowed}
	outcome, _ := gaps.Judge(ended, missing, doubt, ReadyCount{})
	return outcome != NotEvaluated
}

// failsOn reports whether a rule of this level that fails makes the run fail.
func (d *Demands) failsOn(l Level) bool {
	switch d.FailOn {
	case FailOnNever, FailOnBlocked:
		return false
	case FailOnRecommended:
		return l <= Recommended
	}
	return l == Required
}

// ended are the selected rules but those that wait for a probe of the network.
func ended(tallies []Tally) []Ended {
	var all []Ended
	for _, t := range tallies {
		if !t.Skipped && !t.Unprobed {
			all = append(all, Ended{ID: t.Rule.ID, Level: t.Rule.Level, Outcome: t.Outcome, Uses: t.Rule.Uses, Gaps: t.Gaps})
		}
	}
	return all
}

// Judge says what a run comes to whose summary this is.
func (s *Summary) Judge(d Demands) (outcome Outcome, complete bool) {
	return d.Judge(ended(s.Tallies), s.Missing, s.Scope.Doubt != "", s.Ready)
}

// Allow reads what may be missing: rules by their ids or families, as Select takes them, and datasets by the names that
// reports give them; all in any case.
func Allow(words []string) (Allowed, error) {
	var a Allowed
	for _, word := range words {
		known := false
		for _, r := range Catalog() {
			if r.named(word) {
				known, a.rules = true, append(a.rules, r.ID)
			}
		}
		for _, ds := range tenant.Datasets() {
			if strings.EqualFold(word, string(ds)) {
				known, a.datasets = true, append(a.datasets, ds)
			}
		}
		if !known {
			return Allowed{}, fmt.Errorf("%q is neither a rule nor a dataset", word)
		}
	}
	return a, nil
}
