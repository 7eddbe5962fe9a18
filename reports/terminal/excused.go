package terminal

import (
	"prepaudit/reports/plain"
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
	t.line("")
	var rows [][]string
	for i := range s.Excused.Exceptions {
		e := &s.Excused.Exceptions[i]
		state := plain.Shown(wording.ExceptionState(e))
		if e.Why != "" {
			state += ": " + plain.Shown(e.Why)
		}
		rows = append(rows, []string{plain.Shown(wording.ExceptionOf(e)), plain.Shown(wording.ExceptionFor(e)),
			english.Number(e.Findings), english.Number(e.People), state, plain.Shown(e.Reason), plain.Shown(e.Owner),
			plain.Shown(e.Expires)})
	}
	if len(rows) > 0 {
		t.grid([]gridColumn{{title: "Exception", most: 30}, {title: "For", most: 40}, {title: "Findings", right: true},
			{title: "People", right: true}, {title: "State", most: 24}, {title: "Reason", flex: true},
			{title: "Owner", most: 30}, {title: "Expires"}}, rows)
		t.line("")
	}
	rows = nil
	add := func(id string, excepted, known, left int) {
		if excepted+known > 0 {
			rows = append(rows, []string{plain.Shown(id), english.Number(excepted), english.Number(known), english.Number(left)})
		}
	}
	for _, r := range s.Excused.Rules {
		add(r.ID, r.Excepted, r.Known, r.Left)
	}
	for _, c := range s.Excused.Causes {
		add("cause "+c.ID, c.Excepted, c.Known, c.Left)
	}
	if len(rows) > 0 {
		t.grid([]gridColumn{{title: "Findings of a rule, people of a cause", flex: true}, {title: "By exceptions", right: true},
			{title: "By baseline", right: true}, {title: "Left", right: true}}, rows)
		t.line("")
	}
}
