package terminal

import (
	"fmt"
	"io"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules/english"
)

// WritePlan writes a license plan: the whole in two sentences, then what becomes of the seats of each product.
func WritePlan(w io.Writer, p *record.Plan, o Options) error {
	t := newScreen(w, o)
	t.paragraph(0, plain.Text(p.Text))
	if p.Unsolved > 0 {
		t.paragraph(0, fmt.Sprintf("For %s no license is found that they can be given.",
			english.Count(p.Unsolved, "person")))
	}
	if p.Waiting > 0 {
		t.paragraph(0, english.CountVerb(p.Waiting, "person", "isn't", "aren't")+
			" in the plan: a group is still assigning them a license.")
	}
	if !p.Cheapest {
		t.paragraph(0, "The plan is good, but it isn't proven that no other buys less.")
	}
	for _, g := range p.Missing {
		t.paragraph(0, t.paint(yellow, "INCOMPLETE")+": "+plain.Shown(string(g.Dataset)+": "+g.Why))
	}
	t.line("")
	t.heading("Changes")
	var steps [][]string
	for _, s := range p.Steps {
		n := english.Number(s.People)
		if s.People == 0 {
			n = ""
		}
		steps = append(steps, []string{n, plain.Shown(s.Title)})
	}
	t.grid([]gridColumn{{title: "People", right: true}, {title: "Change", flex: true}}, steps)
	t.line("")
	t.heading("Seats by product")
	columns := []gridColumn{{title: "Product", flex: true}}
	for _, title := range []string{"Owned", "Used", "Needed", "Freed", "Buy", "Renew", "Left"} {
		columns = append(columns, gridColumn{title: title, right: true})
	}
	if p.Cost != nil {
		columns = append(columns, gridColumn{title: p.Cost.Currency + " a year", right: true},
			gridColumn{title: "after", right: true})
	}
	var rows [][]string
	for i := range p.Products {
		o := &p.Products[i]
		name := plain.Shown(o.Name)
		if o.Ends != "" {
			name += " (" + o.Ends + ")"
		}
		row := []string{name}
		for _, n := range []int{o.Owned, o.Used, o.Needed, o.Freed, o.Buy, o.Renew, o.Left} {
			row = append(row, english.Number(n))
		}
		if p.Cost != nil {
			row = append(row, amount(o.Before), amount(o.After))
		}
		rows = append(rows, row)
	}
	if p.Cost != nil {
		rows = append(rows, []string{"Total", "", "", "", "", "", "", "", p.Cost.Before.String(),
			p.Cost.After.String()})
	}
	t.grid(columns, rows)
	t.line("")
	t.paragraph(0, fmt.Sprintf("Checked: %s, on %s. Seats that end before %s aren't counted on. Nothing was changed. "+
		"Who gets what: -o csv=FILE", plain.Shown(p.Scope.Description), p.On, p.By))
	if t.err != nil {
		return t.err
	}
	_, err := w.Write(clean(t.out.Bytes()))
	return err
}

// amount is a sum of money, or a dash where no price is known.
func amount(m *record.Money) string {
	if m == nil {
		return "-"
	}
	return m.String()
}
