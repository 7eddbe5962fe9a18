package terminal

import (
	"fmt"
	"slices"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// mostLines is how many lines the causes take that stop people: with the verdict they fit on a screen of 24 lines and 80
// columns. A cause is never cut: what is to be clicked is whole.
const mostLines = 15

// mostRules is how many required rules are shown that fail for nobody in particular.
const mostRules = 4

// toDo is what to change, in the order that frees most people first, before anything else: on the first screen.
func (t *screen) toDo(s *record.Summary) {
	var stops []rules.Cause
	for _, c := range s.Causes {
		if c.Stops > 0 {
			stops = append(stops, c)
		}
	}
	if len(stops) > 0 {
		t.heading("What to change first")
	}
	used := 0
	for i, c := range stops {
		lines := t.cause(i+1, &c, s.Ready.People)
		if used+len(lines) > mostLines && i > 0 && !t.details {
			t.line(fmt.Sprintf("  … and %s more: --details", english.Count(len(stops)-i, "change")))
			break
		}
		used += len(lines)
		for _, l := range lines {
			t.line(l)
		}
	}
	if len(stops) > 0 {
		t.line("")
	}
	t.failing(s, stops)
	t.unread(s)
}

// failing is the required rules that fail without stopping a person whom a cause counts.
func (t *screen) failing(s *record.Summary, stops []rules.Cause) {
	var fail []*record.Tally
	for i := range s.Tallies {
		tally := &s.Tallies[i]
		told := slices.ContainsFunc(stops, func(c rules.Cause) bool { return slices.Contains(c.Rules, tally.ID) })
		if tally.Level == rules.Required && !tally.Skipped && tally.Outcome() == rules.Fail && !told {
			fail = append(fail, tally)
		}
	}
	if len(fail) == 0 {
		return
	}
	t.heading("Required, and fails")
	for _, tally := range fail[:min(len(fail), mostRules)] {
		t.hanging(t.paint(red, tally.ID), tally.Title+": "+english.Number(tally.Count().Fail)+unbreakable+"fail", 2)
		t.hanging("", wording.Remedy(t.Ran.Rule(tally.ID).Remediation), 2)
	}
	if more := len(fail) - mostRules; more > 0 {
		t.line("  … and " + english.Count(more, "more rule") + ", below")
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

// cause is one cause: what to change with how many it stops, and where to click.
func (t *screen) cause(n int, c *rules.Cause, people int) []string {
	const indent = 4
	after := ""
	if c.ReadyAfter != nil {
		after = fmt.Sprintf(" After it %s of %s are ready.", english.Number(*c.ReadyAfter), english.Number(people))
	}
	stops := english.CountVerb(c.Stops, "person", "is", "are")
	title := fmt.Sprintf("%s (%s; %s blocked).%s", plain.Shown(c.Title), c.Who, stops, after)
	var lines []string
	for i, l := range plain.Wrap(title, t.width-indent) {
		label := strings.Repeat(" ", indent)
		if i == 0 {
			label = fmt.Sprintf("%2d. ", n)
		}
		lines = append(lines, label+l)
	}
	for _, l := range plain.Wrap(plain.Clip(c.Fix, 2*plain.Longest), t.width-indent) {
		lines = append(lines, strings.Repeat(" ", indent)+l)
	}
	return lines
}

// unread names the required rules that could not be checked.
func (t *screen) unread(s *record.Summary) {
	var open []string
	for i := range s.Tallies {
		tally := &s.Tallies[i]
		if tally.Level == rules.Required && !tally.Skipped && !tally.Unprobed() && tally.Outcome() == rules.NotEvaluated {
			open = append(open, tally.ID)
		}
	}
	if len(open) > 0 {
		t.paragraph(2, t.paint(yellow, "Not checked")+": "+strings.Join(open, ", "))
		t.line("")
	}
}
