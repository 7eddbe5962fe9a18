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
			sheet: "Requirements", about: "every sentence of Microsoft's requirements page, with its result",
			none: always("no requirement of it was checked"),
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
			{"", "Result", "pass, fail, warning, not checked, not applicable, check manually, information", 15, text,
				func(r row) any { return toned{ground(wording.ResultTone(r.Result)), wording.ResultWord(r.Result)} }},
			{"", "Rules", "that check it", 50, prose, func(r row) any { return wording.Titled(r.Rules) }},
			{"", "Detail", "what the result is based on", 66, prose, func(r row) any { return r.Detail }},
			{"", "Users", "who qualify by this one of the seven subscriptions", 10, amount, func(r row) any {
				if r.Row == 0 {
					return nil
				}
				return r.Users
			}},
			{"", "Address", "of the section, as the page is today", 60, text, func(r row) any { return r.URL }},
		},
	}
}
