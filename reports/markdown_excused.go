package reports

import (
	"fmt"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
)

// mostExceptions is how many exceptions a page lists.
const mostExceptions = 200

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
	if len(x.Exceptions) > 0 {
		m.columns("Exception", "For", "Findings", "People", "State", "Reason", "Owner", "Expires")
	}
	for i := range x.Exceptions[:min(len(x.Exceptions), mostExceptions)] {
		e := &x.Exceptions[i]
		state := wording.ExceptionState(e)
		if e.Why != "" {
			state += ": " + e.Why
		}
		fmt.Fprintf(&m.b, "| %s | %s | %s | %s | %s | %s | %s | %s |\n", escaped(plain.Shown(wording.ExceptionOf(e))),
			escaped(plain.Shown(wording.ExceptionFor(e))), english.Number(e.Findings), english.Number(e.People),
			escaped(plain.Shown(state)), escaped(plain.Shown(e.Reason)), escaped(plain.Shown(e.Owner)), escaped(e.Expires))
	}
	if more := len(x.Exceptions) - mostExceptions; more > 0 {
		fmt.Fprintf(&m.b, "\nand %s more: -o json=FILE has them.\n", english.Number(more))
	}
	begun := false
	row := func(id string, excepted, known, left int) {
		if excepted+known == 0 {
			return
		}
		if !begun {
			m.columns("Findings of a rule, people of a cause", "By exceptions", "By baseline", "Left")
			begun = true
		}
		fmt.Fprintf(&m.b, "| %s | %s | %s | %s |\n", escaped(plain.Shown(id)), english.Number(excepted), english.Number(known),
			english.Number(left))
	}
	for _, r := range x.Rules {
		row(r.ID, r.Excepted, r.Known, r.Left)
	}
	for _, c := range x.Causes {
		row("cause "+c.ID, c.Excepted, c.Known, c.Left)
	}
}
