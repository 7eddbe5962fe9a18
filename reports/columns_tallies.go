package reports

import (
	"slices"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/reports/xlsx"
	"prepaudit/rules"
)

// tallyTable has what every rule said; the id of a rule leads to what it found, and its source to where the requirement
// is from.
func tallyTable(run *record.Run) tabular {
	type row = *record.Tally
	// judged leaves empty what a rule that was skipped has none of.
	judged := func(n func(record.Counts) int) func(row) any {
		return func(t row) any {
			if t.Skipped {
				return nil
			}
			return n(t.Count())
		}
	}
	return &table[row]{
		title: title{sheet: "Rules", about: "every rule that was run or skipped, with its result, counts and fix"},
		end: func(s *record.Summary, add func(row) error) error {
			for i := range s.Tallies {
				if t := &s.Tallies[i]; !run.NetworkOnly || !t.Skipped {
					if err := add(t); err != nil {
						return err
					}
				}
			}
			return nil
		},
		columns: []column[row]{
			{"", "Rule", "its id; leads to the first thing that it found", 10, link, func(t row) any {
				return jump{[]string{t.ID}, t.ID, "to the first thing that it found"}
			}},
			{"", "Requirement", "what the rule asks for", 50, prose, func(t row) any { return t.Title }},
			{"", "Level", "required, recommended or advisory", 14, text, func(t row) any { return t.Level.String() }},
			{"", "Result", "of the rule as a whole: one that fails decides", 15, text, func(t row) any {
				if t.Skipped {
					return toned{neutral, "skipped"}
				}
				return toned{ground(wording.OutcomeTone(t.Outcome())), resultWords(t)}
			}},
			{"", "Counts are of", "what the numbers of the row count: " + strings.Join(units(), ", "), 16, text,
				func(t row) any { return wording.Unit(t.ID) }},
			{"", "Fail", "how many of these fail", 9, amount,
				judged(func(c record.Counts) int { return c.Fail })},
			{"", "Fail (advisory)", "likewise, where it weighs less than the rule itself", 16, amount,
				judged(func(c record.Counts) int { return c.Lesser })},
			{"", "Warning", "how many are met in a way that wants a look", 11, amount,
				judged(func(c record.Counts) int { return c.Warn })},
			{"", "Pass", "how many pass", 9, amount, judged(func(c record.Counts) int { return c.Pass })},
			{"", "Not evaluated", "how many could not be judged", 16, amount,
				judged(func(c record.Counts) int { return c.NotEvaluated - c.Unclassified })},
			{"", "Shared or room account?", "of the rest, which nobody can tell to be people", 23, amount,
				judged(func(c record.Counts) int { return c.Unclassified })},
			{"", "Not applicable", "how many the rule is not about", 17, amount,
				judged(func(c record.Counts) int { return c.NotApplicable })},
			{"", "Fix", "where to click", 70, prose,
				func(t row) any { return wording.Remedy(run.Rule(t.ID).Remediation) }},
			{"", "Source", "of the requirement", 40, link, func(t row) any {
				return xlsx.Hyperlink{Text: t.Citation.String(), URL: t.Citation.URL, Tip: "opens the page"}
			}},
		},
	}
}

// units are what the counts of rules are of.
func units() (all []string) {
	for _, r := range rules.Catalog() {
		if !slices.Contains(all, r.Unit()) {
			all = append(all, r.Unit())
		}
	}
	slices.Sort(all)
	return all
}
