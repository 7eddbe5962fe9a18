package reports

import (
	"prepaudit/reports/record"
)

func gapColumns(l styles, _ *record.Run) []sheetColumn {
	return []sheetColumn{
		{"Dataset", "", 44, l.text},
		{"Read", "in part, or not at all", 12, l.text},
		{"Why", "", 60, l.wrapped},
		{"Permission", "that would open it", 40, l.text},
		{"Hint", "", 50, l.wrapped},
		{"Rules", "that wait for it", 40, l.wrapped},
	}
}

func (x *workbook) fillGaps(s *sheet, sum *record.Summary) error {
	for _, g := range sum.Missing {
		read := "not at all"
		if g.Partial {
			read = "in part"
		}
		if err := s.add(string(g.Dataset), read, g.Why, g.Permission, g.Hint, waiting(sum.Tallies, g)); err != nil {
			return err
		}
	}
	return nil
}
