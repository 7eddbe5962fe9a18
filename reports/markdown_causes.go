package reports

import (
	"fmt"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// mostCausesText bounds what causes take of the page.
const mostCausesText = mostMarkdown / 4

// causes are what to change, in the order that frees most people first, each with where to click and the commands, and
// folded away what can wait.
func (m *markdown) causes(s *record.Summary) {
	first, later := wording.Changes(s)
	if len(first) > 0 {
		m.head("What to change first", "", "What to change", "Who", "Blocked", "Ready after it")
		for _, c := range first {
			fmt.Fprintf(&m.b, "| %d | %s | %s | %s | %s |\n", wording.Number(s, c), escaped(plain.Shown(c.Title)), c.Who,
				english.Number(c.Stops), m.ready(s, c))
		}
	}
	left := 0
	for _, c := range first {
		if m.b.Len() > mostCausesText {
			left++
			continue
		}
		m.cause(wording.Number(s, c), c)
	}
	if len(later) > 0 {
		m.folded("What can wait ("+english.Number(len(later))+")", func() {
			m.b.WriteString("\n| | What to change | Who | Concerns | Fix |\n| --- | --- | --- | --- | --- |\n")
			for _, c := range later {
				if m.b.Len() > mostCausesText {
					left++
					continue
				}
				fmt.Fprintf(&m.b, "| %d | %s | %s | %s | %s |\n", wording.Number(s, c), escaped(plain.Shown(c.Title)), c.Who,
					wording.Felt(c), linkedFix(c))
			}
		})
	}
	if left > 0 {
		fmt.Fprintf(&m.b, "\n%s without a fix here, since the page would be too long: -o json=FILE has them.\n",
			english.CountVerb(left, "change", "is", "are"))
	}
}

func (m *markdown) ready(s *record.Summary, c *rules.Cause) string {
	if n := wording.Ready(s, c); n != "" {
		return n + " of " + english.Number(s.Ready.People)
	}
	return ""
}

// cause is the fix of a cause, with its commands, and the first people whom it stops.
func (m *markdown) cause(n int, c *rules.Cause) {
	fmt.Fprintf(&m.b, "\n### %d. %s\n\n**Fix**: %s\n", n, escaped(plain.Shown(c.Title)), linkedFix(c))
	if c.Why != "" {
		fmt.Fprintf(&m.b, "\n**Why**: %s\n", escaped(plain.Shown(c.Why)))
	}
	m.command("powershell", c.PowerShell)
	m.command("bash", c.Bash)
	who := m.Stopped(c.ID)
	if len(who) == 0 {
		return
	}
	var names []string
	for _, name := range who {
		names = append(names, escaped(plain.Shown(name)))
	}
	if more := c.Stops - len(who); more > 0 {
		names = append(names, "and "+english.Number(more)+" more")
	}
	fmt.Fprintf(&m.b, "\n<details><summary>Who is blocked (%s)</summary>\n\n%s\n\n</details>\n",
		english.Number(c.Stops), strings.Join(names, ", "))
}

// linkedFix is where to click, and a link that opens there.
func linkedFix(c *rules.Cause) string {
	fix := escaped(longText(c.Fix))
	if strings.HasPrefix(c.Link, "https://") {
		fix += " " + linked("Open", strings.NewReplacer("(", "%28", ")", "%29").Replace(c.Link))
	}
	return fix
}

// command is a block of code: nothing in it is markup, whatever it holds.
func (m *markdown) command(language, text string) {
	if text == "" {
		return
	}
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	fmt.Fprintf(&m.b, "\n%s%s\n%s\n%s\n", fence, language, longText(text), fence)
}
