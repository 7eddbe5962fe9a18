package reports

import (
	"fmt"

	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
)

// excused is what doesn't fail the run, in sentences, and the exceptions one by one.
func (m *markdown) excused(s *record.Summary) {
	x := s.Excused
	if x == nil {
		return
	}
	m.b.WriteString("\n## Excused\n\n")
	for _, said := range wording.Excused(s, len(s.Tallies)) {
		fmt.Fprintf(&m.b, "- **%s**: %s\n", escaped(said.About), escaped(said.Text))
	}
	var rows [][]string
	for i := range x.Exceptions[:min(len(x.Exceptions), wording.MostExceptions)] {
		rows = append(rows, wording.ExceptionRow(&x.Exceptions[i]))
	}
	m.rows(wording.ExceptionHeads, rows)
	if more := len(x.Exceptions) - wording.MostExceptions; more > 0 {
		fmt.Fprintf(&m.b, "\nand %s more: -o json=FILE has them.\n", english.Number(more))
	}
	m.rows(wording.ExcusedHeads, wording.ExcusedRows(x))
}

// rows is a table where there are any.
func (m *markdown) rows(heads []string, rows [][]string) {
	if len(rows) > 0 {
		m.columns(heads...)
	}
	for _, row := range rows {
		for _, cell := range row {
			m.b.WriteString("| " + escaped(cell) + " ")
		}
		m.b.WriteString("|\n")
	}
}
