package reports

import (
	"slices"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/sample"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// causeAbout says who deals with a cause, whom it stops, and what comes of it.
func causeAbout(s *record.Summary, c *rules.Cause) string {
	about := []string{c.Who}
	for _, words := range []string{wording.Felt(c), wording.After(s, c)} {
		if words != "" {
			about = append(about, words)
		}
	}
	return strings.Join(about, ", ")
}

// causeText is a cause in lines of plain text: what to change, then why, with what commands where they may be copied,
// and for whom.
func causeText(k *sample.Sampler, s *record.Summary, c *rules.Cause, commands bool) string {
	lines := []string{plain.Shown(c.Title) + " (" + causeAbout(s, c) + ")", "Fix: " + longText(c.Fix)}
	for _, part := range []struct{ label, text string }{
		{"Why: ", plain.Shown(c.Why)}, {"Link: ", longText(c.Link)}, {powerShell, longText(c.PowerShell)},
		{bash, longText(c.Bash)}, {"Rules: ", wording.Titled(c.Rules)},
	} {
		if part.text != "" && (commands || part.label != powerShell && part.label != bash) {
			lines = append(lines, part.label+part.text)
		}
	}
	for i := range s.Tallies {
		t := &s.Tallies[i]
		if gap := wording.Unread(*t); gap != "" && slices.Contains(c.Rules, t.ID) {
			lines = append(lines, t.ID+": "+gap)
		}
	}
	who := k.Stopped(c.ID)
	for _, name := range who {
		lines = append(lines, "- "+plain.Shown(name))
	}
	if more := c.Stops - len(who); len(who) > 0 && more > 0 {
		lines = append(lines, "- and "+english.Number(more)+" more")
	}
	return strings.Join(lines, "\n")
}

// The labels of commands.
const powerShell, bash = "PowerShell: ", "Bash: "

// longText is a path or a command, of which nothing may be cut but what no real one comes near.
func longText(s string) string { return plain.Clip(s, 4000) }
