package wording

import (
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// LeftOut lists what each exclusion removed from the users that were read.
func LeftOut(c record.ScopeCount) string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{
		{c.NotInGroup, "not in the group"},
		{c.ExcludedGroup, "excluded by group"},
		{c.ExcludedName, "excluded by name"},
		{c.Guests, "guests"},
		{c.External, "external members"},
		{c.Disabled, "disabled"},
	} {
		if p.n > 0 {
			parts = append(parts, english.Number(p.n)+" "+p.what)
		}
	}
	return strings.Join(parts, ", ")
}

// mostGroups is how many groups of the automatic enrolment settings are named; whom they reach must not be cut off
// behind them.
const mostGroups = 3

// MDM says whom an entry of the automatic enrolment settings reaches, so short that nothing of it is clipped.
func MDM(m record.MDM, s *record.Summary) string {
	words := "applies to " + plain.Clip(m.AppliesTo, 40)
	if len(m.Groups) > 0 {
		var names []string
		for _, g := range m.Groups[:min(len(m.Groups), mostGroups)] {
			names = append(names, plain.Clip(g, 40))
		}
		if more := len(m.Groups) - mostGroups; more > 0 {
			names = append(names, "and "+english.Number(more)+" more")
		}
		words += " groups (" + strings.Join(names, ", ") + ")"
	}
	if !m.Known(s.Missing) {
		return words + "; whom it reaches is not known, since the members could not all be read"
	}
	if !s.Scope.Asked || m.Reaches == nil {
		return words
	}
	words += ", reaches " + english.Count(*m.Reaches, "user") + " in scope"
	if s.Missed(tenant.Users) {
		words += " of those that were read"
	}
	return words
}

// OtherMDM is said wherever the operator's statement changed what is judged.
const OtherMDM = "another MDM service is stated to be in use; " +
	"device preparation policies are Intune objects all the same"

// Skipped lists the rules that were left out on request, and those that wait for an option, with it.
func Skipped(r *record.Run) (asked, dear string) {
	var ids, waiting []string
	for _, s := range r.Skipped {
		if s.Flag != "" {
			waiting = append(waiting, s.ID+" (--"+s.Flag+")")
		} else {
			ids = append(ids, s.ID)
		}
	}
	return strings.Join(ids, ", "), strings.Join(waiting, ", ")
}

// MostMDM is how many entries of the automatic enrolment settings are shown; there is seldom a second.
const MostMDM = 3
