package reports

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"prepaudit/rules"
)

func matrixColumns(l styles) []sheetColumn {
	return []sheetColumn{
		{"Part", 14, l.text},
		{"Section", 38, l.text},
		{"Requirement", 80, l.wrapped},
		{"Editions", 24, l.text},
		{"Result", 16, l.text},
		{"Rules", 30, l.text},
		{"Detail", 80, l.wrapped},
		{"Users", 10, l.number}, // that one of the seven subscriptions qualifies
	}
}

// matrix writes every sentence of the requirement document with its answer.
func (x *workbook) matrix(sum rules.Summary) error {
	s, err := x.sheet("Requirements", matrixColumns(x.look))
	if err != nil {
		return err
	}
	for _, r := range sum.Matrix {
		var users any
		if r.Row > 0 {
			users = r.Users
		}
		result := excelize.Cell{StyleID: x.look.result(r.Result), Value: r.Result.String()}
		if err := s.add(r.Part, r.Section, r.Text, r.Editions(), result, strings.Join(r.Rules, ", "), r.Detail, users); err != nil {
			return err
		}
	}
	return s.end()
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
