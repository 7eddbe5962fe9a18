package terminal

import (
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
)

// mostNamed is how many rules are named where one line has to do.
const mostNamed = 4

// excused says what doesn't fail the run, a line or two each.
func (t *screen) excused(s *record.Summary) {
	for _, said := range wording.Excused(s, mostNamed) {
		t.paragraph(0, t.paint(yellow, said.About)+": "+said.Text)
	}
}

// everyException is the same with each exception, and with what is excused by rule and by cause.
func (t *screen) everyException(s *record.Summary) {
	if s.Excused == nil {
		return
	}
	t.heading("Excused")
	for _, said := range wording.Excused(s, len(s.Tallies)) {
		t.paragraph(2, said.About+": "+said.Text)
	}
	n := len(s.Excused.Exceptions)
	for i := range min(n, wording.MostExceptions) {
		row := wording.ExceptionRow(&s.Excused.Exceptions[i])
		t.paragraph(2, row[0]+" for "+row[1]+": "+row[4]+"; findings: "+row[2]+", people: "+row[3])
		t.paragraph(4, row[5]+" ("+row[6]+", until "+row[7]+")")
	}
	if more := n - wording.MostExceptions; more > 0 {
		t.paragraph(2, "… and "+english.Number(more)+" more: -o csv:exceptions=FILE lists all of them")
	}
	if rows := wording.ExcusedRows(s.Excused); len(rows) > 0 {
		t.line("")
		cols := []gridColumn{{flex: true}, {right: true}, {right: true}, {right: true}}
		for i := range cols {
			cols[i].title = wording.ExcusedHeads[i]
		}
		t.grid(cols, rows)
	}
	t.line("")
}
