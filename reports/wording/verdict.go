// Package wording is what formats say in the same words: the verdict, whom it is about, what rules and findings come
// to, and what is to be done.
package wording

import (
	"fmt"
	"strings"

	"prepaudit/reports/plain"
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
	all, are := english.Count(n, "required rule"), english.Verb(unmet, "is", "are")
	// What rules left out may stop people, who would be called ready.
	if n > 0 && s.Ready.People > 0 && (skipped == 0 || s.Ready.Blocked+s.Ready.Unknown > 0) {
		return people(s, unmet, tail)
	}
	switch {
	case n == 0 && byHand > 0:
		return "NO VERDICT", "no required rule can be judged from what Graph tells" + tail
	case n == 0:
		return "NO VERDICT", "no required rule was selected" + tail
	case unmet > 0 && open > 0:
		return "NOT READY", fmt.Sprintf("%d of %s %s not met, and %d could not be evaluated", unmet, all, are, open) + tail
	case unmet > 0:
		return "NOT READY", fmt.Sprintf("%d of %s %s not met%s", unmet, all, are, tail)
	case open > 0:
		return "UNDECIDED", fmt.Sprintf("nothing known is unmet, but %d of %s could not be evaluated", open, all) + tail
	case n == 1 && without == 1:
		return "READY", "the required rule does not apply" + tail
	case n == 1:
		return "READY", "the required rule is met" + tail
	case without > 0:
		return "READY", fmt.Sprintf("all %d required rules are met, or do not apply%s", n, tail)
	}
	return "READY", fmt.Sprintf("all %d required rules are met%s", n, tail)
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
		why = append(why, "of "+english.Number(r.Unknown)+" it isn't known")
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

// Completeness says whether the verdict rests on everything that it should rest on.
func Completeness(s *record.Summary) (word, text string) {
	c := s.Scope
	var users string
	switch {
	case !c.Asked:
		users = "no selected rule is about users, so none were read"
	case c.Expected == nil:
		users = english.Count(c.Read, "user") + " read (how many there are was not said)"
	case c.Read > *c.Expected:
		users = fmt.Sprintf("%s read, %s expected (users were added meanwhile)",
			english.Count(c.Read, "user"), english.Number(*c.Expected))
	default:
		users = fmt.Sprintf("%s of %s read", english.Number(c.Read), english.Count(*c.Expected, "user"))
	}
	if c.Doubt != "" && c.Asked {
		users += "; who is meant could not be told, so every member is judged: " + plain.Shown(c.Doubt)
	}
	lacking := english.CountVerb(datasets(s.Missing), "dataset", "was", "were")
	switch {
	case s.Complete && len(s.Missing) == 0 && c.Asked && c.Expected == nil:
		return "Complete, as far as can be told", users + ", every dataset whole"
	case s.Complete && len(s.Missing) == 0:
		return "Complete", users + ", every dataset whole"
	case s.Complete:
		return "Complete", users + "; " + lacking + " not read that no selected rule needs, see 'Not evaluated'"
	}
	if s.ExitStatus == 0 {
		lacking += " not read whole, which --allow-incomplete allows"
	} else {
		lacking += " not read whole"
	}
	return "INCOMPLETE", lacking + ", see 'Not evaluated'; " + users
}

// datasets counts them: of one that was read in part there may be several gaps.
func datasets(gaps []rules.Gap) int {
	all := map[tenant.Dataset]bool{}
	for _, g := range gaps {
		all[g.Dataset] = true
	}
	return len(all)
}
