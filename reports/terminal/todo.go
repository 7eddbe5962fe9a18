package terminal

import (
	"strings"

	"github.com/clipperhouse/displaywidth"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// mostToDo is how many rules stand above everything else: with the verdict and the scope they fit on a screen of
// 24 lines and 80 columns.
const mostToDo = 4

// toDo is what decides the verdict, with its cure, before anything else: on the first screen.
func (t *screen) toDo(tallies []record.Tally) {
	var unmet []record.Tally
	var open []string
	for _, tally := range tallies {
		switch {
		case tally.Level != rules.Required || tally.Skipped || tally.Unprobed():
		case tally.Outcome() == rules.Fail:
			unmet = append(unmet, tally)
		case tally.Outcome() == rules.NotEvaluated:
			open = append(open, tally.ID)
		}
	}
	if len(unmet)+len(open) == 0 {
		return
	}
	t.heading("To do")
	for _, tally := range unmet[:min(len(unmet), mostToDo)] {
		t.hanging(t.paint(red, tally.ID), tally.Title+": "+english.Number(tally.Count().Fail)+unbreakable+"fail", 2)
		t.hanging("", wording.Remedy(t.Ran.Rule(tally.ID).Remediation), 2)
	}
	if more := len(unmet) - mostToDo; more > 0 {
		t.line("  … and " + english.Number(more) + " more that are not met, below")
	}
	if len(open) > 0 {
		t.hanging(t.paint(yellow, "Open"), strings.Join(open, ", ")+" could not be evaluated", 2)
	}
	t.line("")
}

// hanging writes text behind a label in so many lines at most, and says where it goes on.
func (t *screen) hanging(label, text string, most int) {
	const indent = 10
	lines := plain.Wrap(text, t.width-indent)
	if len(lines) > most {
		rest := strings.Join(lines[most-1:], " ")
		lines = append(lines[:most-1], displaywidth.TruncateString(rest, t.width-indent, "…"))
	}
	for i, l := range lines {
		if i > 0 {
			label = ""
		}
		t.line("  " + label + strings.Repeat(" ", max(0, indent-2-plain.Columns(label))) + l)
	}
}
