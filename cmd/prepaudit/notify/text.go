package notify

import (
	"cmp"
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
		line := c.Rule + " " + c.Title
		if c.Stops > 0 {
			line += ": blocks " + english.Number(c.Stops)
		}
		lines = append(lines, line)
	}
	if n.Before != nil {
		lines = append(lines, before(n.Before))
		lines = append(lines, causesSince(n)...)
	}
	lines = append(lines, fmt.Sprintf("Exit status %d", n.Now.ExitStatus))
	switch {
	case n.TenantID != "" && n.Tenant != "" && !strings.EqualFold(n.Tenant, n.TenantID):
		lines = append(lines, fmt.Sprintf("Tenant %s (%s)", n.Tenant, n.TenantID))
	case n.TenantID != "" || n.Tenant != "":
		lines = append(lines, "Tenant "+cmp.Or(n.TenantID, n.Tenant))
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
	if c.People == nil {
		return fmt.Sprintf("Before: who is ready wasn't known, %s, exit status %d", read, c.ExitStatus)
	}
	return fmt.Sprintf("Before: %s of %s ready, %s blocked, %s unknown, %s, exit status %d",
		english.Number(c.People.Ready), english.Number(c.People.InScope), english.Number(c.People.Blocked),
		english.Number(c.People.Unknown), read, c.ExitStatus)
}

// causesSince are the rules that block people now and didn't, and the other way round: of a rule that was checked both
// times. What blocked people, and couldn't be checked now, is no better for that.
func causesSince(n *record.Notice) (lines []string) {
	if n.Now.Failed {
		return nil
	}
	now, then := rulesOf(&n.Now), rulesOf(n.Before)
	add := func(begins string, from, in []string, which func(rule string) bool) {
		var all []string
		for _, id := range from {
			if !slices.Contains(in, id) && which(id) {
				all = append(all, id)
			}
		}
		if len(all) > 0 {
			lines = append(lines, begins+strings.Join(all, ", "))
		}
	}
	both := func(rule string) bool { return n.Now.Knows(rule) && n.Before.Knows(rule) }
	add("New: ", now, then, both)
	add("No longer: ", then, now, both)
	add("Blocked people before, and couldn't be checked for everyone now: ", then, now, func(rule string) bool {
		return !n.Now.Knows(rule)
	})
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
