package terminal

import (
	"fmt"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// longestFix bounds what hostile names can do to a screen; no real fix comes near, since nothing to click is cut.
const longestFix = 4000

// changes is what to change, in the order that frees most people first: as many as there are lines for, and the first
// in any case. A change is shown whole or not at all.
func (t *screen) changes(s *record.Summary, first []*rules.Cause, room int) {
	if len(first) == 0 {
		return
	}
	t.heading("What to change first")
	room-- // the heading
	for i, c := range first {
		lines := t.change(s, c)
		more := 0
		if i < len(first)-1 {
			more = 1 // the line that says how many follow
		}
		if i > 0 && len(lines)+more > room {
			left := "… and " + english.Number(len(first)-i) + " more"
			if after := wording.After(s, first[len(first)-1]); after != "" {
				left += ", " + after
			}
			t.paragraph(2, left+": --details")
			break
		}
		room -= len(lines)
		for _, l := range lines {
			t.line(l)
		}
	}
}

// everyChange is all of them, whatever room they take.
func (t *screen) everyChange(s *record.Summary, all []*rules.Cause) {
	if len(all) == 0 {
		return
	}
	t.heading("What to change")
	for _, c := range all {
		for _, l := range t.change(s, c) {
			t.line(l)
		}
	}
	t.line("")
}

// change is what to change, who does it, what comes of it, and where to click.
func (t *screen) change(s *record.Summary, c *rules.Cause) (lines []string) {
	const indent = 4
	about := []string{c.Who}
	for _, words := range []string{wording.Felt(c), wording.After(s, c)} {
		if words != "" {
			about = append(about, words)
		}
	}
	title := plain.Shown(c.Title) + " (" + strings.Join(about, ", ") + ")"
	label := fmt.Sprintf("%2d. ", wording.Number(s, c))
	fix := c.Fix
	if at := strings.LastIndex(fix, " https://"); at >= 0 && !strings.Contains(fix[at+1:], " ") {
		fix = fix[:at] // an address that is broken into lines is of no use
	}
	for _, text := range []string{title, plain.Clip(fix, longestFix)} {
		for _, l := range plain.Wrap(text, t.width-indent) {
			lines = append(lines, label+l)
			label = strings.Repeat(" ", indent)
		}
	}
	return lines
}
