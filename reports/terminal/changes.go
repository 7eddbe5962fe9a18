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

// shortPortal says the names of portals as short as they are known.
var shortPortal = strings.NewReplacer("Microsoft Entra admin center", "Entra admin center",
	"Microsoft Intune admin center", "Intune admin center")

// change is what to change, who does it, what comes of it, and where to click: on lines of its own, unless that takes
// more than three.
func (t *screen) change(s *record.Summary, c *rules.Cause) []string {
	label := fmt.Sprintf("%2d. ", wording.Number(s, c))
	fix, _, _ := strings.Cut(c.Fix, rules.Once) // the title says it
	if at := strings.LastIndex(fix, " https://"); at >= 0 && !strings.Contains(fix[at+1:], " ") {
		fix = fix[:at] // an address that is broken into lines is of no use
	}
	title := plain.Shown(c.Title) + " (" + strings.Join(consequences(s, c), ", ") + ")"
	fix = shortPortal.Replace(plain.Clip(fix, longestFix))
	lines := t.listed(label, title, fix)
	if together := t.listed(label, title+": "+fix); len(lines) > changeLines && len(together) < len(lines) {
		return together
	}
	return lines
}

// changeLines is how many a change takes at most, where names are of usual length.
const changeLines = 3

// consequences are who changes it, how many it stops, and how many are ready then; of how many, the answer has said.
func consequences(s *record.Summary, c *rules.Cause) []string {
	about := []string{c.Who}
	switch felt := wording.Felt(c); {
	case c.Stops > 0:
		about = append(about, "blocks "+english.Number(c.Stops))
	case felt != "":
		about = append(about, felt)
	}
	if n := wording.Ready(s, c); n != "" {
		about = append(about, "then "+n+" ready")
	}
	return about
}

// listed are texts behind a label, each beginning a line.
func (t *screen) listed(label string, texts ...string) (lines []string) {
	indent := len(label)
	for _, text := range texts {
		for _, l := range plain.Wrap(text, t.width-indent) {
			lines = append(lines, label+l)
			label = strings.Repeat(" ", indent)
		}
	}
	return lines
}
