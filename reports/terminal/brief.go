package terminal

import (
	"bytes"
	"slices"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// The first screen is one of 24 lines, of which the next prompt takes one. Titles are named on two lines, and the
// others counted.
const (
	screenLines = 23
	mostTitles  = 4
	titleLines  = 2
)

// brief is the answer, what to change first, and a line each about the rest: what --details has not for itself.
func (t *screen) brief(s *record.Summary) {
	whom := ""
	if t.Ran.Tenant.Name != "" {
		whom = " Tenant: " + plain.Clip(t.Ran.Tenant.Name, 60) + "."
	}
	t.answer(s, whom)
	top := t.lines()
	first, later := wording.Changes(s)
	needed := 1 // the heading
	for _, c := range first {
		needed += len(t.change(s, c))
	}
	var rest *screen
	for most := titleLines; most > 0; most-- { // where not every change has room, the others make some
		rest = t.rest(s, later, most)
		if needed <= screenLines-top-rest.lines()-1 {
			break
		}
	}
	t.changes(s, first, screenLines-top-rest.lines()-1)
	if len(first) > 0 {
		t.line("")
	}
	t.out.Write(rest.out.Bytes())
}

// lines counts those that are written.
func (t *screen) lines() int { return strings.Count(t.out.String(), "\n") }

// rest is whom it is about, and what else there is to know, a line or two each.
func (t *screen) rest(s *record.Summary, later []*rules.Cause, most int) *screen {
	rest := *t
	t, rest.out, rest.most = &rest, bytes.Buffer{}, most
	scope := wording.Checked(s.Scope)
	if left := wording.LeftOut(s.Scope); left != "" {
		scope += " Not checked: " + left + "."
	}
	if s.Scope.Doubt != "" {
		scope += " All members are checked, since " + plain.Shown(s.Scope.Doubt) + "."
	}
	for _, w := range t.Ran.With {
		scope += " MDM policies: " + wording.With(w) + "."
	}
	t.paragraph(0, scope)
	t.unread(s)
	t.excused(s)
	if s.Plan != nil {
		t.plan(s.Plan)
	} else if len(s.WhatIf) > 0 {
		t.paragraph(0, wording.Licenses(s))
	}
	t.titles("Fails", red, uncaused(s, rules.Fail))
	t.titles("Warnings", yellow, warnings(s, later))
	network := ""
	if slices.ContainsFunc(s.Tallies, func(tally record.Tally) bool { return tally.Unprobed() }) {
		network = "Not tested: the network (run `prepaudit network`). "
	}
	if manual := required(s, rules.Manual); len(manual) > 0 {
		t.titles(network+"Check manually", "", manual)
	} else if network != "" {
		t.paragraph(0, strings.TrimSuffix(network, " "))
	}
	if asked, _ := wording.Skipped(t.Ran); len(asked) > 0 {
		t.paragraph(0, "Not run, as asked: "+english.Count(len(asked), "rule")+".")
	}
	n := len(s.Tallies) - len(t.Ran.Skipped)
	t.paragraph(0, "--details shows "+english.Count(n, "rule")+" and what was found; -o html=FILE shows everyone.")
	return t
}

// warnings are what may wait, with how many it concerns.
func warnings(s *record.Summary, later []*rules.Cause) (titles []string) {
	for _, c := range later {
		title := plain.Shown(c.Title)
		if felt := wording.Felt(c); felt != "" {
			title += " (" + strings.TrimSuffix(strings.TrimPrefix(felt, "affects "), " found") + ")"
		}
		titles = append(titles, title)
	}
	return append(titles, uncaused(s, rules.Warn)...)
}

// uncaused are the rules that came to an outcome and whose failures no cause explains.
func uncaused(s *record.Summary, o rules.Outcome) (titles []string) {
	for _, tally := range s.Tallies {
		if n := tally.Count(); !tally.Skipped && tally.Outcome() == o && !wording.Caused(s, tally.ID) {
			titles = append(titles, tally.Title+" ("+english.Number(n.Fail+n.Lesser+n.Warn)+")")
		}
	}
	return titles
}

// required are the titles of the required rules that came to an outcome.
func required(s *record.Summary, o rules.Outcome) (titles []string) {
	for _, tally := range s.Tallies {
		if tally.Level == rules.Required && !tally.Skipped && !tally.Unprobed() && tally.Outcome() == o {
			titles = append(titles, tally.Title)
		}
	}
	return titles
}

// titles names some and counts the others; where there is one line alone and none fits, it counts all.
func (t *screen) titles(label, color string, titles []string) {
	if len(titles) == 0 {
		return
	}
	label = t.paint(color, label) + ": "
	for n := min(len(titles), mostTitles); ; n-- {
		text := label + strings.Join(titles[:n], "; ") + "."
		if more := len(titles) - n; more > 0 {
			text = strings.TrimSuffix(text, ".") + "; … and " + english.Number(more) + " more."
		}
		switch fits := len(plain.Wrap(text, t.width)) <= t.most; {
		case n == 1 && !fits && t.most < titleLines:
			t.paragraph(0, label+english.Number(len(titles))+".")
			return
		case n == 1 || fits:
			t.paragraph(0, text)
			return
		}
	}
}

// unread says what could not be checked and read, and what permissions would change that.
func (t *screen) unread(s *record.Summary) {
	t.titles("Couldn't be checked", yellow, required(s, rules.NotEvaluated))
	var permissions, others []string
	for _, g := range s.Missing {
		if g.Permission == "" {
			why, _, _ := strings.Cut(g.Why, ": reading ") // what was asked of Graph and what it said is too long
			why, _, _ = strings.Cut(why, "GET ")
			others = append(others, string(g.Dataset)+": "+plain.Clip(strings.TrimRight(why, ": ("), 160))
			continue
		}
		if p := plain.Clip(g.Permission, 80); !slices.Contains(permissions, p) {
			permissions = append(permissions, p)
		}
	}
	t.titles("Missing permissions (see `prepaudit permissions --check`)", yellow, permissions)
	if len(permissions) == 0 {
		t.titles("Couldn't be read", yellow, others)
	}
}
