package reports

import (
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
)

func matrixTable(run *record.Run) tabular {
	type row = *rules.MatrixRow
	return &table[row]{
		title: title{
			sheet: "Requirements", about: "every sentence of Microsoft's requirements page, with its answer",
			none: always("no sentence of it was asked about"),
		},
		end: func(s *record.Summary, add func(row) error) error {
			for i := range s.Matrix {
				if r := &s.Matrix[i]; !run.NetworkOnly || r.Part == "Networking" {
					if err := add(r); err != nil {
						return err
					}
				}
			}
			return nil
		},
		columns: []column[row]{
			{"", "Part", "of Microsoft's requirements page", 13, text, func(r row) any { return r.Part }},
			{"", "Section", "of the page", 36, text, func(r row) any { return r.Section }},
			{"", "Requirement", "the sentence of the page", 60, prose, func(r row) any { return r.Text }},
			{"", "Editions", "of the page that have the sentence", 23, text,
				func(r row) any { return r.Editions() }},
			{"", "Result", "met, not met, or why that is not known", 15, text,
				func(r row) any { return toned{ground(wording.ResultTone(r.Result)), r.Result.String()} }},
			{"", "Rules", "that answer it", 50, prose, func(r row) any { return wording.Titled(r.Rules) }},
			{"", "Detail", "what decided", 66, prose, func(r row) any { return r.Detail }},
			{"", "Users", "that one of the seven subscriptions qualifies", 10, amount, func(r row) any {
				if r.Row == 0 {
					return nil
				}
				return r.Users
			}},
			{"", "Address", "of the section, as the page is today", 60, text, func(r row) any { return r.URL }},
		},
	}
}
