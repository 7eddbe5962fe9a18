package record

import (
	"slices"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Judge says anew what the run comes to, see rules.Demands.Judge, whether it is complete, and what may be missing. What is listed and was
// not even asked for is added to what is missing. What is excused changes what is returned, and nothing that the summary says.
func (s *Summary) Judge(run *Run, d rules.Demands) rules.Outcome {
	d.Listed = slices.Clone(d.Listed)
	if len(run.Columns) > 0 {
		d.Listed = append(d.Listed, tenant.Users)
	}
	for _, ds := range d.Listed {
		if !s.asked(ds) && !s.Missed(ds) {
			s.Missing = append(slices.Clone(s.Missing), s.unasked(run, ds))
		}
	}
	var ended []rules.Ended
	s.Tallies = slices.Clone(s.Tallies)
	for i := range s.Tallies {
		s.Tallies[i].Allowed = d.Allowed.Covers(s.Tallies[i].ID, s.Tallies[i].Missing)
		if t := &s.Tallies[i]; !t.Skipped && !t.Unprobed() {
			ended = append(ended, rules.Ended{
				ID: t.ID, Level: t.Level, Outcome: t.Outcome(), Uses: run.Rule(t.ID).Uses, Gaps: t.Missing, Besides: t.besides(),
			})
		}
	}
	s.OnlyAllowed = d.Spares(ended, s.Missing, s.Scope.Doubt != "")
	said := d
	said.FailOn = rules.FailOnRequired
	s.Verdict, s.Complete = said.Judge(ended, s.Missing, s.Scope.Doubt != "", s.Ready)
	people := s.Ready
	if s.Excused != nil {
		ended, people = s.Excused.without(s, ended)
		d.Most, _ = rules.ParseMaximum(s.Excused.MaxBlocked) // who reads it has refused what is none
	}
	outcome, _ := d.Judge(ended, s.Missing, s.Scope.Doubt != "", people)
	return outcome
}

// asked reports whether the run knows of what a file lists; a gap says so besides.
func (s *Summary) asked(ds tenant.Dataset) bool {
	switch ds {
	case tenant.Users:
		return s.Scope.Asked
	case tenant.ManagedDevices:
		return s.Devices.Asked
	case tenant.Associations:
		return s.Associations != nil
	case tenant.SKUs, tenant.Subscriptions: // which the plan lists
		return s.Unplanned() == ""
	}
	return true
}

// unasked is the gap of what is listed and was not read.
func (s *Summary) unasked(run *Run, ds tenant.Dataset) rules.Gap {
	if ds == tenant.SKUs || ds == tenant.Subscriptions {
		return rules.Gap{Dataset: ds, Why: "there is no license plan, and a requested file lists it: " + s.Unplanned(),
			Hint: "audit by all rules about licenses"}
	}
	reads := func(r Rule) bool { return slices.Contains(r.Needs, ds) }
	if slices.ContainsFunc(run.Rules, reads) {
		return rules.Gap{Dataset: ds, Why: "Graph does not list it in this tenant, and a requested file does"}
	}
	g := rules.Gap{Dataset: ds, Why: "no selected rule reads it, and a requested file lists it"}
	if i := slices.IndexFunc(run.Skipped, reads); i >= 0 {
		g.Hint = "audit by a rule that reads it too, such as " + run.Skipped[i].ID
	}
	return g
}
