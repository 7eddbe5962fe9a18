package terminal

import (
	"fmt"
	"io"
	"strconv"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// WriteTenants writes what a run over several tenants comes to: how many were read, then each, then what blocks people
// in several of them.
func WriteTenants(w io.Writer, all *record.Tenants, o Options) error {
	s := newScreen(w, o)
	color := green
	if all.Coverage.Complete < all.Coverage.Tenants {
		color = yellow
	}
	for _, l := range plain.Wrap(all.Coverage.Text, s.width) {
		s.line(s.paint(color, l))
	}
	if all.Totals.Of > 0 {
		s.paragraph(0, all.Totals.Text()+".")
	}
	s.line("")
	s.tenants(all)
	s.commonCauses(all)
	if s.err != nil {
		return s.err
	}
	_, err := w.Write(clean(s.out.Bytes()))
	return err
}

func (s *screen) tenants(all *record.Tenants) {
	columns := []gridColumn{{title: "Tenant", most: 30}, {title: "Ready", right: true}, {title: "Blocked", right: true},
		{title: "Not known", right: true}, {title: "Exit", right: true}, {title: "Read", flex: true}}
	var rows [][]string
	for i := range all.Tenants {
		a := &all.Tenants[i]
		row := []string{plain.Shown(a.Name), "-", "-", "-", strconv.Itoa(a.ExitStatus), plain.Shown(a.Read())}
		if r := a.Ready; r != nil {
			row[1], row[2], row[3] = english.Number(r.Ready), english.Number(r.Blocked), english.Number(r.Unknown)
		}
		rows = append(rows, row)
	}
	s.grid(columns, rows)
}

// mostCommon is how many causes are shown.
const mostCommon = 10

// commonCauses are those that block people.
func (s *screen) commonCauses(all *record.Tenants) {
	var rows [][]string
	more := 0
	for i := range all.Causes {
		c := &all.Causes[i]
		stopped := 0 // tenants where it stops somebody
		for _, t := range c.Tenants {
			stopped += min(t.Count, 1)
		}
		if c.Consequence != rules.Stops || stopped == 0 {
			continue
		}
		if len(rows) == mostCommon {
			more++
			continue
		}
		known := all.Coverage.Tenants - len(c.NotChecked)
		rows = append(rows, []string{fmt.Sprintf("%d of %d", stopped, known), c.ID, c.Rule, plain.Shown(c.Title)})
	}
	if rows == nil {
		return
	}
	s.line("")
	s.heading("What blocks people, and in how many of the tenants where it was checked")
	s.grid([]gridColumn{{title: "Tenants", right: true}, {title: "Cause"}, {title: "Rule"}, {title: "Requirement", flex: true}}, rows)
	if more > 0 {
		s.paragraph(2, fmt.Sprintf("… and %d more", more))
	}
}
