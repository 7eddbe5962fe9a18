package reports

import (
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules"
)

func matrixColumns(l styles, _ *record.Run) []sheetColumn {
	return []sheetColumn{
		{"Part", "", 13, l.text},
		{"Section", "of the document", 36, l.text},
		{"Requirement", "", 60, l.wrapped},
		{"Editions", "of the document that have the sentence", 23, l.text},
		{"Result", "", 15, l.text},
		{"Rules", "that answer it", 24, l.wrapped},
		{"Detail", "", 66, l.wrapped},
		{"Users", "that one of the seven subscriptions qualifies", 10, l.number},
		{"Address", "of the section, as the page is today", 60, l.text},
	}
}

func (x *workbook) fillMatrix(s *sheet, sum *record.Summary) error {
	for _, r := range sum.Matrix {
		if x.run.NetworkOnly && r.Part != "Networking" {
			continue
		}
		var users any
		if r.Row > 0 {
			users = r.Users
		}
		result := styled{x.look.result(r.Result), r.Result.String()}
		if err := s.add(r.Part, r.Section, r.Text, r.Editions(), result, strings.Join(r.Rules, ", "), r.Detail, users, r.URL); err != nil {
			return err
		}
	}
	return nil
}

func (s styles) result(r rules.Result) int {
	switch r {
	case rules.Met:
		return s.good
	case rules.NotMet:
		return s.bad
	case rules.Warned, rules.Undecided, rules.CheckByHand:
		return s.doubtful
	}
	return s.neutral
}
