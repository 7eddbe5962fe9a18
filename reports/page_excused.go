package reports

import (
	"prepaudit/reports/html"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
)

// pageExcused is what doesn't fail the run; nil where nothing could be excused.
func pageExcused(s *record.Summary) *html.Excused {
	x := s.Excused
	if x == nil {
		return nil
	}
	e := &html.Excused{Said: wording.Excused(s, len(s.Tallies))}
	if n := len(x.Exceptions); n > 0 {
		t := html.Table{Name: "Exceptions", Heads: wording.ExceptionHeads}
		for i := range x.Exceptions[:min(n, wording.MostExceptions)] {
			t.Rows = append(t.Rows, wording.ExceptionRow(&x.Exceptions[i]))
		}
		if more := n - wording.MostExceptions; more > 0 {
			t.More = "… and " + english.Number(more) + " more: a workbook (-o xlsx=FILE) lists all of them."
		}
		e.Tables = append(e.Tables, t)
	}
	if rows := wording.ExcusedRows(x); len(rows) > 0 {
		e.Tables = append(e.Tables, html.Table{Name: "What is excused", Heads: wording.ExcusedHeads, Rows: rows})
	}
	return e
}
