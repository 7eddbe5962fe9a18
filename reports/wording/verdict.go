// Package wording is what formats say in the same words: the verdict, whom it is about, what rules and findings come
// to, and what is to be done.
package wording

import (
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// Verdict says in a word and a sentence whether the tenant is ready, or would be.
func Verdict(s *record.Summary) (word, text string) {
	word, text = verdict(s)
	if n := len(s.WhatIf); n > 0 {
		text = "assuming that " + english.CountVerb(n, "change", "is", "are") + " made, " + text
	}
	return word, text
}

func verdict(s *record.Summary) (word, text string) {
	var n, unmet, open, without, skipped, unprobed, manually int
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
		if t.Outcome() == rules.Manual {
			manually++
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
		tail = "; " + english.CountVerb(skipped, "required rule", "was", "were") + " skipped as asked"
	}
	// What rules left out may stop people, who would be called ready.
	if n > 0 && s.Ready.People > 0 && (skipped == 0 || s.Ready.Blocked+s.Ready.Unknown > 0) {
		return people(s, unmet, tail)
	}
	if manually > 0 {
		tail += "; check " + english.Number(manually) + " manually"
	}
	if unprobed > 0 {
		tail += "; network not tested"
	}
	of := english.Number(unmet) + " of " + english.Count(n, "required rule") + " " + english.Verb(unmet, "fails", "fail")
	switch {
	case n == 0 && manually > 0:
		return "NO VERDICT", "Graph shows nothing that a required rule checks" + tail
	case n == 0:
		return "NO VERDICT", "no required rule was selected" + tail
	case unmet > 0 && open > 0:
		return "NOT READY", of + ", and " + english.Number(open) + " couldn't be checked" + tail
	case unmet > 0:
		return "NOT READY", of + tail
	case open > 0:
		return "INCOMPLETE", "no required rule is known to fail, but " + english.Number(open) + " of " +
			english.Number(n) + " couldn't be checked" + tail
	case n == 1 && without == 1:
		return "READY", "the required rule doesn't apply" + tail
	case n == 1:
		return "READY", "the required rule passes" + tail
	case without > 0:
		return "READY", "all " + english.Number(n) + " required rules pass, or don't apply" + tail
	}
	return "READY", "all " + english.Number(n) + " required rules pass" + tail
}

// people says in a word and a sentence how many people can prepare a PC today, and whether a required rule fails besides.
func people(s *record.Summary, fails int, tail string) (word, text string) {
	r := &s.Ready
	of := english.Number(r.Ready) + " of " + english.CountVerb(r.People, "person", "can", "can") + " prepare a PC"
	if r.People > 1 {
		of = english.Number(r.Ready) + " of " + english.Number(r.People) + " people can prepare a PC"
	}
	var why []string
	if r.Blocked > 0 {
		why = append(why, english.Number(r.Blocked)+" "+english.Verb(r.Blocked, "is", "are")+" blocked")
	}
	if r.Unknown > 0 {
		why = append(why, english.Number(r.Unknown)+" unknown")
	}
	if fails > 0 && r.Blocked == 0 {
		why = append(why, english.CountVerb(fails, "required rule", "fails", "fail"))
	}
	if len(why) > 0 {
		of += ": " + strings.Join(why, ", ")
	}
	switch s.Verdict {
	case rules.Fail:
		return "NOT READY", of + tail
	case rules.Pass:
		return "READY", of + tail
	}
	return "INCOMPLETE", of + tail
}

// Completeness says whether all was read that the verdict rests on, and of how many users.
func Completeness(s *record.Summary) (word, text string) {
	c := s.Scope
	var users string
	switch {
	case !c.Asked:
		users = "no selected rule is about users"
	case c.Expected == nil:
		users = english.Count(c.Read, "user") + "; Graph didn't say how many there are"
	case c.Read > *c.Expected:
		users = english.Count(c.Read, "user") + ", " + english.Number(*c.Expected) + " expected: some were added meanwhile"
	case c.Read < *c.Expected:
		users = english.Number(c.Read) + " of " + english.Count(*c.Expected, "user")
	default:
		users = english.Count(c.Read, "user")
	}
	lacking := english.CountVerb(datasets(s.Missing), "dataset", "is", "are") + " missing or incomplete"
	switch {
	case s.Complete && len(s.Missing) == 0:
		return "All data read", users
	case s.Complete:
		return "All data read that was needed", users
	case s.ExitStatus == 0:
		lacking += ", which --allow-incomplete allows"
	}
	return "Not all data read", lacking + "; " + users
}

// datasets counts them: of one that was read in part there may be several gaps.
func datasets(gaps []rules.Gap) int {
	all := map[tenant.Dataset]bool{}
	for _, g := range gaps {
		all[g.Dataset] = true
	}
	return len(all)
}
