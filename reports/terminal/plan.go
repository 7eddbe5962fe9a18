package terminal

import (
	"fmt"
	"io"
	"slices"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
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
	if !p.Cheapest {
		t.paragraph(0, "The plan is good, but it isn't proven that no other buys less.")
	}
	for _, g := range p.Missing {
		t.paragraph(0, t.paint(yellow, "INCOMPLETE")+": "+plain.Shown(string(g.Dataset)+": "+g.Why))
	}
	t.line("")
	t.planSteps(&p.LicensePlan)
	t.planProducts(&p.LicensePlan)
	all := "csv"
	if p.Assumed != nil {
		all = "json"
	}
	t.paragraph(0, fmt.Sprintf("Checked: %s, on %s. Seats that end before %s aren't counted on. Nothing was changed. "+
		"Who gets what: -o %s=FILE", plain.Shown(p.Scope.Description), p.On, p.By, all))
	if t.err != nil {
		return t.err
	}
	_, err := w.Write(clean(t.out.Bytes()))
	return err
}

// plan is the whole of it on a few lines where that can be, with the steps that there is room for: one line where it is
// incomplete anyway, and the changes need room.
func (t *screen) plan(p *record.LicensePlan) {
	if len(p.Missing) > 0 && p.People > 0 && t.most < titleLines {
		t.paragraph(0, "Licenses: "+english.CountVerb(p.People, "person", "needs", "need")+
			" a change, as far as was read: --details.")
		return
	}
	for most := len(p.Steps); ; most-- {
		text := "Licenses: " + plain.Clip(wording.Plan(p, most), longestPlan)
		if most == 0 || len(plain.Wrap(text, t.width)) <= planLines {
			t.paragraph(0, text)
			return
		}
	}
}

// planLines are those that the first screen has for the plan; longestPlan bounds what hostile names can do to it.
const (
	planLines   = 3
	longestPlan = 1000
)

// licenses is the plan in a report of everything.
func (t *screen) licenses(s *record.Summary) {
	t.heading("License plan")
	t.paragraph(2, plain.Clip(wording.Licenses(s), longestPlan))
	t.line("")
	if s.Plan != nil && s.Plan.People > 0 {
		t.planProducts(s.Plan)
	}
}

// planSteps are the changes, with how many people each is for; nothing where nobody needs one.
func (t *screen) planSteps(p *record.LicensePlan) {
	if len(p.Steps) == 0 {
		return
	}
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
}

// roomForBoth is how wide a screen is that has room for what is assumed beside two columns of money, and roomForCents for
// these at all.
const (
	roomForBoth  = 100
	roomForCents = 90
)

// planProducts is what becomes of the seats of each product.
func (t *screen) planProducts(p *record.LicensePlan) {
	if len(p.Products) == 0 {
		return
	}
	t.heading("Seats by product")
	columns := []gridColumn{{title: "Product", flex: true}}
	titles := []string{"Owned", "Used", "Needed", "Freed", "Buy", "Renew", "Left"}
	if p.Assumed != nil {
		titles = slices.Insert(titles, 1, "Assumed")
	}
	money := 0 // columns of it
	if p.Cost != nil {
		titles, money = append(titles, p.Cost.Currency+" a year", "after"), 2
		if p.Assumed != nil && t.width < roomForBoth {
			titles, money = append(titles[:8], p.Cost.Currency+" after"), 1
		}
	}
	for _, title := range titles {
		columns = append(columns, gridColumn{title: title, right: true})
	}
	sums := func(all ...*record.Money) (said []string) {
		for _, m := range all[2-money:] {
			if text := wording.Amount(m); m == nil || t.width >= roomForCents {
				said = append(said, text)
			} else {
				said = append(said, english.Number(int64(*m+5_000)/10_000))
			}
		}
		return said
	}
	var rows [][]string
	for i := range p.Products {
		o := &p.Products[i]
		row := []string{plain.Shown(wording.PlannedProduct(o))}
		seats := []int{o.Owned, o.Used, o.Needed, o.Freed, o.Buy, o.Renew, o.Left}
		if p.Assumed != nil {
			seats = slices.Insert(seats, 1, o.Assumed)
		}
		for _, n := range seats {
			row = append(row, english.Number(n))
		}
		rows = append(rows, append(row, sums(o.Before, o.After)...))
	}
	if p.Cost != nil {
		total := make([]string, 1+len(titles)-money)
		total[0] = "Total"
		rows = append(rows, append(total, sums(&p.Cost.Before, &p.Cost.After)...))
	}
	t.grid(columns, rows)
	t.line("")
}
