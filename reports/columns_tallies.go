package reports

import (
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/reports/xlsx"
)

// tallyTable is on the workbook's cover, whose columns are as wide as its own; the id of a rule leads to where the
// requirement is from.
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
			{"", "Rule", "", 16, link, func(t row) any {
				return xlsx.Hyperlink{Text: t.ID, URL: t.Citation.URL, Tip: t.Citation.String()}
			}},
			{"", "Requirement", "", 50, prose, func(t row) any { return t.Title }},
			{"", "Level", "", 14, prose, func(t row) any { return t.Level.String() }},
			{"", "Result", "", 15, text, func(t row) any {
				if t.Skipped {
					return toned{neutral, "skipped"}
				}
				return toned{ground(wording.OutcomeTone(t.Outcome())), wording.Result(*t)}
			}},
			{"", "Fail", "", 9, amount, judged(func(c record.Counts) int { return c.Fail })},
			{"", "Fail (advisory)", "", 16, amount, judged(func(c record.Counts) int { return c.Lesser })},
			{"", "Warning", "", 11, amount, judged(func(c record.Counts) int { return c.Warn })},
			{"", "Pass", "", 9, amount, judged(func(c record.Counts) int { return c.Pass })},
			{"", "Not evaluated", "", 16, amount,
				judged(func(c record.Counts) int { return c.NotEvaluated - c.Unclassified })},
			{"", "Perhaps no person", "", 17, amount, judged(func(c record.Counts) int { return c.Unclassified })},
			{"", "Not applicable", "", 17, amount, judged(func(c record.Counts) int { return c.NotApplicable })},
			{"", "Cure", "", 70, indented, func(t row) any { return wording.Remedy(run.Rule(t.ID).Remediation) }},
		},
	}
}
