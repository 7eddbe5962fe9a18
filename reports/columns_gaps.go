package reports

import (
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
)

func gapTable(*record.Run) tabular {
	type row = struct {
		*rules.Gap
		tallies []record.Tally
	}
	return &table[row]{
		title: title{
			sheet: "Not read", about: "data that couldn't be read, or not completely, and the rules that need it",
			none: always("everything was read"),
		},
		end: func(s *record.Summary, add func(row) error) error {
			for i := range s.Missing {
				if err := add(row{&s.Missing[i], s.Tallies}); err != nil {
					return err
				}
			}
			return nil
		},
		columns: []column[row]{
			{"", "Data", "what couldn't be read", 44, text, func(g row) any { return string(g.Dataset) }},
			{"", "Read", "in part, or not at all", 12, text, func(g row) any {
				if g.Partial {
					return "in part"
				}
				return "not at all"
			}},
			{"", "Why", "what Graph answered", 60, prose, func(g row) any { return g.Why }},
			{"", "Permission", "that is missing", 40, text, func(g row) any { return g.Permission }},
			{"", "Hint", "what to do", 50, prose, func(g row) any { return g.Hint }},
			{"", "Rules", "that need it, and aren't checked", 40, prose, func(g row) any { return wording.Waiting(g.tallies, *g.Gap) }},
		},
	}
}
