package notify

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
)

// shownCauses is how many causes a message lists.
const shownCauses = 3

// headlines are the first lines of a message: what is missing comes before what was found.
func headlines(s *record.Summary) []string {
	word, text := wording.Verdict(s)
	lines := []string{word + ": " + text}
	read, about := wording.Completeness(s)
	read += " (" + about + ")"
	if s.Complete && s.ExitStatus != 4 {
		return append(lines, read)
	}
	return append([]string{read}, lines...)
}

// details are the other lines.
func details(n *record.Notice) []string {
	var lines []string
	if n.Now.AsOf != "" {
		lines = append(lines, "As of "+n.Now.AsOf)
	}
	if x := n.Now.Excused; x != nil {
		lines = append(lines, fmt.Sprintf("Excused: %s by exceptions, %s by the baseline. Blocked and not excused: %s",
			english.Number(x.Excepted), english.Number(x.Known), english.Number(x.Left)))
	}
	for i, c := range n.Now.Causes {
		if i == shownCauses {
			lines = append(lines, fmt.Sprintf("... and %s more causes", english.Number(len(n.Now.Causes)-shownCauses)))
			break
		}
		lines = append(lines, fmt.Sprintf("%s %s: blocks %s", c.Rule, c.Title, english.Number(c.Stops)))
	}
	if n.Before != nil {
		lines = append(lines, before(n.Before))
		lines = append(lines, causesSince(n)...)
	}
	lines = append(lines, fmt.Sprintf("Exit status %d", n.Now.ExitStatus))
	if n.TenantID != "" {
		lines = append(lines, "Tenant "+n.TenantID)
	}
	if n.Reason == record.NoticeAlways {
		lines = append(lines, "Posted after every run, since nothing is remembered to compare with")
	}
	return lines
}

func before(c *record.NoticeCount) string {
	if c.Failed {
		return "Before: the audit failed"
	}
	read := "all data read"
	if !c.Complete {
		read = "not all data read"
	}
	return fmt.Sprintf("Before: %s of %s ready, %s blocked, %s unknown, %s, exit status %d", english.Number(c.Ready),
		english.Number(c.People), english.Number(c.Blocked), english.Number(c.Unknown), read, c.ExitStatus)
}

// causesSince are the rules that block people now and didn't, and the other way round. After an audit that failed
// neither is known.
func causesSince(n *record.Notice) (lines []string) {
	if n.Now.Failed || n.Before.Failed {
		return nil
	}
	now, then := rulesOf(&n.Now), rulesOf(n.Before)
	missing := func(from, in []string) (all []string) {
		for _, id := range from {
			if !slices.Contains(in, id) {
				all = append(all, id)
			}
		}
		return all
	}
	if all := missing(now, then); len(all) > 0 {
		lines = append(lines, "New: "+strings.Join(all, ", "))
	}
	if all := missing(then, now); len(all) > 0 {
		lines = append(lines, "No longer: "+strings.Join(all, ", "))
	}
	return lines
}

func rulesOf(c *record.NoticeCount) (all []string) {
	for _, cause := range c.Causes {
		if !slices.Contains(all, cause.Rule) {
			all = append(all, cause.Rule)
		}
	}
	return all
}
