package terminal

import (
	"fmt"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// perRule is how many findings of a rule are shown.
const perRule = 5

// findings shows the first findings of each rule, the gravest first.
func (t *screen) findings(tallies []record.Tally) {
	for _, tally := range tallies {
		list, seen := t.List(tally.ID)
		if seen == 0 {
			continue
		}
		t.heading(tally.ID + ": " + tally.Title)
		var rows [][]string
		for i := range list {
			f := &list[i]
			word := t.paint(outcomeColor(f.Outcome), wording.Outcome(t.Ran, f))
			rows = append(rows, []string{word, wording.Subject(f.Subject), plain.Shown(f.Detail)})
		}
		t.grid([]gridColumn{{}, {most: t.width * 2 / 5}, {flex: true}}, rows)
		if more := seen - len(rows); more > 0 {
			t.line("  … and " + english.Number(more) + " more")
		}
		t.paragraph(2, "Fix: "+wording.Remedy(t.Ran.Rule(tally.ID).Remediation))
		t.line("")
	}
}

// gaps says what could not be read, what is not checked for want of it, and what would change that.
func (t *screen) gaps(s *record.Summary) {
	if len(s.Missing) == 0 {
		return
	}
	t.heading("Not read")
	said := map[string]tenant.Dataset{}
	for _, g := range s.Missing {
		state := "not read"
		if g.Partial {
			state = "read in part"
		}
		t.paragraph(2, fmt.Sprintf("%s: %s: %s", t.paint(yellow, string(g.Dataset)), state, plain.Shown(g.Why)))
		if ids := wording.Waiting(s.Tallies, g); ids != "" {
			t.paragraph(4, "not checked: "+ids)
		}
		if g.Permission != "" {
			t.paragraph(4, "permission: "+plain.Shown(g.Permission))
		}
		if g.Hint != "" {
			hint := plain.Shown(g.Hint)
			if first, again := said[g.Hint]; again {
				hint = "as for " + string(first)
			} else {
				said[g.Hint] = g.Dataset
			}
			t.paragraph(4, "hint: "+hint)
		}
	}
	t.line("")
}
