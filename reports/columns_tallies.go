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
	// checked leaves empty what a rule that was skipped has none of.
	checked := func(n func(record.Counts) int) func(row) any {
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
			{"", "Rule", "its id; leads to its first finding", 10, link, func(t row) any {
				return jump{[]string{t.ID}, t.ID, "to its first finding"}
			}},
			{"", "Requirement", "what the rule asks for", 50, prose, func(t row) any { return t.Title }},
			{"", "Level", "required, recommended or advisory", 14, text, func(t row) any { return t.Level.String() }},
			{"", "Result", "of the rule as a whole: fail if anything fails", 15, text, func(t row) any {
				if t.Skipped {
					return toned{neutral, "skipped"}
				}
				return toned{ground(wording.OutcomeTone(t.Outcome())), wording.Result(*t)}
			}},
			{"", "Counts are of", "what the numbers of the row count: " + strings.Join(units(), ", "), 16, text,
				func(t row) any { return wording.Unit(t.ID) }},
			{"", "Fail", "how many of these fail", 9, amount,
				checked(func(c record.Counts) int { return c.Fail })},
			{"", "Fail (advisory)", "how many fail at a lower level than that of the rule", 16, amount,
				checked(func(c record.Counts) int { return c.Lesser })},
			{"", "Warning", "how many pass, but need a look", 11, amount,
				checked(func(c record.Counts) int { return c.Warn })},
			{"", "Pass", "how many pass", 9, amount, checked(func(c record.Counts) int { return c.Pass })},
			{"", "Not checked", "how many couldn't be checked", 16, amount,
				checked(func(c record.Counts) int { return c.NotEvaluated - c.Unclassified })},
			{"", "Shared or room account?", "of the rest: accounts that may not be people", 23, amount,
				checked(func(c record.Counts) int { return c.Unclassified })},
			{"", "Not applicable", "how many the rule doesn't apply to", 17, amount,
				checked(func(c record.Counts) int { return c.NotApplicable })},
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
