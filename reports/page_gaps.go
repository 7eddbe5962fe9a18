package reports

import (
	"slices"

	"prepaudit/reports/html"
	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// pageGaps are what was not read, with the rules that need it. What one permission opens is one row, with the reason
// that was given first.
func pageGaps(s *record.Summary) []html.Gap {
	var all []html.Gap
	var datasets [][]tenant.Dataset
	place := map[rules.Gap]int{}
	for _, g := range s.Missing {
		key := rules.Gap{Permission: g.Permission, Hint: g.Hint, Partial: g.Partial}
		i, ok := place[key]
		if !ok || g.Permission == "" {
			i = len(all)
			place[key] = i
			row := html.Gap{Why: plain.Shown(g.Why), Permission: plain.Shown(g.Permission), Hint: plain.Shown(g.Hint)}
			if g.Partial {
				row.Why = "read in part: " + row.Why
			}
			all, datasets = append(all, row), append(datasets, nil)
		}
		if !slices.Contains(datasets[i], g.Dataset) {
			datasets[i] = append(datasets[i], g.Dataset)
			all[i].Datasets = append(all[i].Datasets, string(g.Dataset))
		}
	}
	for i := range all {
		for _, t := range s.Tallies {
			lacks := func(g rules.Gap) bool { return slices.Contains(datasets[i], g.Dataset) }
			if slices.ContainsFunc(t.Missing, lacks) {
				all[i].Rules = append(all[i].Rules, t.ID+" "+t.Title)
			}
		}
		all[i].Count = english.Count(len(all[i].Rules), "rule")
	}
	return all
}
