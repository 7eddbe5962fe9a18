package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/english"
)

// Named says rules with their titles: up to most of them, what is required before the rest, and how many more there are.
func Named(all []*Rule, most int) string {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b *Rule) int { return cmp.Compare(a.Level, b.Level) })
	var text []string
	for _, r := range all[:min(most, len(all))] {
		text = append(text, fmt.Sprintf("%s (%s)", r.ID, r.Title))
	}
	said := strings.Join(text, ", ")
	if n := len(all) - most; n > 0 {
		said += " and " + english.Count(n, "more rule")
	}
	return said
}
