package wording

import (
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// Checked says whom the report is about, in a sentence.
func Checked(c record.ScopeCount) string {
	who := plain.Clip(c.Description, 400)
	switch {
	case !c.Asked:
		return "Checked: no users, since no selected rule is about them."
	case c.Read == 0:
		return "Checked: nobody, since no users were read."
	case c.InScope == 0:
		return "Checked: nobody. There are no " + who + "."
	case c.InScope == 1:
		return "Checked: 1 user, of the " + who + "."
	}
	text := "Checked: the " + english.Number(c.InScope) + " " + who
	if c.Unclassified > 0 {
		text += "; " + english.Number(c.Unclassified) + " may be " + english.Verb(c.Unclassified, "a shared or room account",
			"shared or room accounts")
	}
	return text + "."
}

// LeftOut lists what each exclusion removed from the users that were read.
func LeftOut(c record.ScopeCount) string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{
		{c.NotInGroup, "outside these groups"},
		{c.ExcludedGroup, "excluded by group"},
		{c.ExcludedName, "excluded by name"},
		{c.Guests, english.Verb(c.Guests, "guest", "guests")},
		{c.External, english.Verb(c.External, "external member", "external members")},
		{c.Disabled, "disabled"},
	} {
		if p.n > 0 {
			parts = append(parts, english.Number(p.n)+" "+p.what)
		}
	}
	return strings.Join(parts, ", ")
}

// mostGroups is how many groups of the automatic enrollment settings are named; whom they cover must not be cut off
// behind them.
const mostGroups = 3

// MDM says whom an entry of the automatic enrollment settings covers, so short that nothing of it is clipped.
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
		return words + "; how many users it covers isn't known, since not all members could be read"
	}
	if !s.Scope.Asked || m.Reaches == nil {
		return words
	}
	words += ", covers " + english.Count(*m.Reaches, "user") + " in scope"
	if s.Missed(tenant.Users) {
		words += " of those that were read"
	}
	return words
}

// OtherMDM is said wherever the operator's statement changed what is judged.
const OtherMDM = "another MDM service is stated to be in use; " +
	"device preparation policies are Intune objects all the same"

// Skipped lists the rules that were left out on request, and those that wait for an option, with it.
func Skipped(r *record.Run) (asked, slow []string) {
	for _, s := range r.Skipped {
		if s.Flag != "" {
			slow = append(slow, s.ID+" "+s.Title+" (--"+s.Flag+")")
		} else {
			asked = append(asked, s.ID+" "+s.Title)
		}
	}
	return asked, slow
}

// mostNamed is how many rules that did not run are named.
const mostNamed = 5

// Named names the first of many, and counts the others.
func Named(all []string) string {
	text := strings.Join(all[:min(len(all), mostNamed)], "; ")
	if more := len(all) - mostNamed; more > 0 {
		text += "; … and " + english.Number(more) + " more"
	}
	return text
}

// mostMDM is how many MDM policies are shown; there is seldom a second.
const mostMDM = 3

// MDMPolicies are those that apply to somebody, or to nobody knows whom, and how many there are more.
func MDMPolicies(s *record.Summary) (all []record.MDM, more int) {
	for _, m := range s.MDMPolicies {
		if m.AppliesTo != "none" {
			all = append(all, m)
		}
	}
	more = max(0, len(all)-mostMDM)
	return all[:len(all)-more], more
}
