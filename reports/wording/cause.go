package wording

import (
	"slices"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// Changes are the causes to deal with first, which are those that stop somebody or make a required rule fail, and those
// that may wait, both in the order of the report.
func Changes(s *record.Summary) (first, later []*rules.Cause) {
	for i := range s.Causes {
		if c := &s.Causes[i]; Urgent(s, c) {
			first = append(first, c)
		} else {
			later = append(later, c)
		}
	}
	return first, later
}

// Number is that of a cause in every format, and what --what-if takes: its place in the report.
func Number(s *record.Summary, c *rules.Cause) int {
	return 1 + slices.IndexFunc(s.Causes, func(one rules.Cause) bool { return one.ID == c.ID })
}

// Urgent reports whether a cause stops somebody, or is one for which a required rule fails that no such cause fixes.
func Urgent(s *record.Summary, c *rules.Cause) bool {
	return c.Stops > 0 || slices.ContainsFunc(s.Tallies, func(t record.Tally) bool {
		stopping := func(c rules.Cause) bool { return c.Stops > 0 && slices.Contains(c.Rules, t.ID) }
		return failsRequired(t) && slices.Contains(c.Rules, t.ID) && !slices.ContainsFunc(s.Causes, stopping)
	})
}

func failsRequired(t record.Tally) bool {
	return t.Level == rules.Required && !t.Skipped && t.Outcome() == rules.Fail
}

// Caused reports whether the failures of a rule are among the causes, or repeat what others fail for that are.
func Caused(s *record.Summary, rule string) bool {
	return slices.ContainsFunc(s.Causes, func(c rules.Cause) bool { return slices.Contains(c.Rules, rule) }) ||
		slices.ContainsFunc(rules.Catalog(), func(r *rules.Rule) bool { return r.ID == rule && r.Repeats })
}

// Felt says how many a cause stops, takes something from, or concerns; "" for nobody.
func Felt(c *rules.Cause) string {
	switch {
	case c.Stops > 0:
		return "blocks " + english.Count(c.Stops, "person")
	case c.Degrades > 0:
		return "affects " + english.Count(c.Degrades, "person")
	case c.Concerns > 0:
		return english.Number(c.Concerns) + " found"
	}
	return ""
}

// After says how many are ready when a cause and all before it are dealt with, of how many; "" where it stops nobody, or
// where nothing is known of it.
func After(s *record.Summary, c *rules.Cause) string {
	if n := Ready(s, c); n != "" {
		return "then " + n + " of " + english.Number(s.Ready.People) + " ready"
	}
	return ""
}

// Ready is the number alone. Of whom it isn't known whether something else stops them, none is in it.
func Ready(s *record.Summary, c *rules.Cause) string {
	switch {
	case c.ReadyAfter == nil, *c.ReadyAfter == 0 && s.Ready.Unknown > 0:
		return ""
	case s.Ready.Unknown > 0:
		return "at least " + english.Number(*c.ReadyAfter)
	}
	return english.Number(*c.ReadyAfter)
}
