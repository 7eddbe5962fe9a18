package reports

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// verdict says in a word and a sentence whether the tenant is ready.
func verdict(s *record.Summary) (word, text string) {
	var n, unmet, open, without, skipped, unprobed, byHand int
	for _, t := range s.Tallies {
		if t.Level != rules.Required {
			continue
		}
		if t.Skipped {
			skipped++
			continue
		}
		if t.Unprobed() {
			unprobed++
			continue
		}
		if t.Outcome() == rules.ByHand {
			byHand++
			continue
		}
		n++
		switch t.Outcome() {
		case rules.Fail:
			unmet++
		case rules.NotEvaluated:
			open++
		case rules.NotApplicable:
			without++
		}
	}
	var tail string
	if skipped > 0 {
		tail = fmt.Sprintf("; %s skipped on request", english.CountVerb(skipped, "required rule", "was", "were"))
	}
	if byHand > 0 {
		tail += fmt.Sprintf("; %s %s to be checked by hand", english.Number(byHand), english.Verb(byHand, "is", "are"))
	}
	if unprobed > 0 {
		tail += "; the network was not probed"
	}
	switch {
	case n == 0 && byHand > 0:
		return "NO VERDICT", "no required rule can be judged from what Graph tells" + tail
	case n == 0:
		return "NO VERDICT", "no required rule was selected" + tail
	case unmet > 0 && open > 0:
		return "NOT READY", fmt.Sprintf("%d of %s %s not met, and %d could not be evaluated%s", unmet, english.Count(n, "required rule"), english.Verb(unmet, "is", "are"), open, tail)
	case unmet > 0:
		return "NOT READY", fmt.Sprintf("%d of %s %s not met%s", unmet, english.Count(n, "required rule"), english.Verb(unmet, "is", "are"), tail)
	case open > 0:
		return "UNDECIDED", fmt.Sprintf("nothing known is unmet, but %d of %s could not be evaluated%s", open, english.Count(n, "required rule"), tail)
	case n == 1 && without == 1:
		return "READY", "the required rule does not apply" + tail
	case n == 1:
		return "READY", "the required rule is met" + tail
	case without > 0:
		return "READY", fmt.Sprintf("all %d required rules are met, or do not apply%s", n, tail)
	}
	return "READY", fmt.Sprintf("all %d required rules are met%s", n, tail)
}

// completeness says whether the verdict rests on everything that it should rest on.
func completeness(s *record.Summary) (word, text string) {
	c := s.Scope
	var users string
	switch {
	case !c.Asked:
		users = "no selected rule is about users, so none were read"
	case c.Expected == nil:
		users = english.Count(c.Read, "user") + " read (how many there are was not said)"
	case c.Read > *c.Expected:
		users = fmt.Sprintf("%s read, %s expected (users were added meanwhile)", english.Count(c.Read, "user"), english.Number(*c.Expected))
	default:
		users = fmt.Sprintf("%s of %s read", english.Number(c.Read), english.Count(*c.Expected, "user"))
	}
	if why, ok := (&rules.ScopeCount{Why: c.Why}).Fallback(); ok && c.Asked {
		users += "; who is meant could not be told, so every member is judged: " + plain.Clip(why, longest)
	}
	switch {
	case s.Complete && len(s.Missing) == 0 && c.Asked && c.Expected == nil:
		return "Complete, as far as can be told", users + ", every dataset whole"
	case s.Complete && len(s.Missing) == 0:
		return "Complete", users + ", every dataset whole"
	case s.Complete:
		return "Complete", fmt.Sprintf("%s; %s not read that no selected rule needs, see 'Not evaluated'", users, english.CountVerb(datasets(s.Missing), "dataset", "was", "were"))
	}
	return "INCOMPLETE", fmt.Sprintf("%s not read whole, see 'Not evaluated'; %s", english.CountVerb(datasets(s.Missing), "dataset", "was", "were"), users)
}

// datasets counts them: of one that was read in part there may be several gaps.
func datasets(gaps []rules.Gap) int {
	all := map[tenant.Dataset]bool{}
	for _, g := range gaps {
		all[g.Dataset] = true
	}
	return len(all)
}

// leftOut lists what each exclusion removed from the users that were read.
func leftOut(c record.ScopeCount) string {
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

// mdmWords says whom an entry of the automatic enrolment settings reaches, so short that nothing of it is clipped.
func mdmWords(m record.MDM, gaps []rules.Gap, asked bool) string {
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
	if !m.Known(gaps) {
		return words + "; whom it reaches is not known, since the members could not all be read"
	}
	if !asked || m.Reaches == nil {
		return words
	}
	words += ", reaches " + english.Count(*m.Reaches, "user") + " in scope"
	if lacks(gaps, tenant.Users) {
		words += " of those that were read"
	}
	return words
}

func lacks(gaps []rules.Gap, d tenant.Dataset) bool {
	return slices.ContainsFunc(gaps, func(g rules.Gap) bool { return g.Dataset == d })
}

// otherMDM is said wherever the operator's statement changed what is judged.
const otherMDM = "another MDM service is stated to be in use; device preparation policies are Intune objects all the same"

// skipped lists the rules that were left out on request, and those that wait for an option, with it.
func skipped(r *record.Run) (asked, dear string) {
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
