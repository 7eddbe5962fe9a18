package reports

import (
	"fmt"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
)

// mostPlanned are the rows of a table of the plan on the page.
const mostPlanned = 100

// licenses is the license plan: the whole in two sentences, then folded away its steps, what becomes of the seats of each
// product, and what ends when.
func (m *markdown) licenses(s *record.Summary) {
	if !s.Scope.Asked {
		return
	}
	fmt.Fprintf(&m.b, "\n**Licenses**: %s\n", escaped(longText(wording.Licenses(s))))
	if s.Plan == nil || len(s.Plan.Steps)+len(s.Plan.Products)+len(s.Plan.Renewals) == 0 {
		return
	}
	m.folded("License plan", func() { m.plan(s.Plan) })
}

func (m *markdown) plan(p *record.LicensePlan) {
	if len(p.Steps) > 0 {
		m.b.WriteString("\n| Change | People |\n| --- | ---: |\n")
		rows(m, p.Steps, func(s record.PlanStep) []string {
			return []string{escaped(plain.Shown(s.Title)), english.Number(s.People)}
		})
	}
	if len(p.Products) > 0 {
		columns := []string{"Product", "Owned", "Used", "Needed", "Freed", "Buy", "Renew", "Left"}
		if p.Cost != nil {
			columns = append(columns, escaped(p.Cost.Currency)+" a year", "After")
		}
		fmt.Fprintf(&m.b, "\n| %s |\n| --- |%s\n", strings.Join(columns, " | "),
			strings.Repeat(" ---: |", len(columns)-1))
		rows(m, p.Products, func(o record.PlanProduct) []string {
			row := []string{escaped(plain.Shown(wording.PlannedProduct(&o)))}
			for _, n := range []int{o.Owned, o.Used, o.Needed, o.Freed, o.Buy, o.Renew, o.Left} {
				row = append(row, english.Number(n))
			}
			if p.Cost != nil {
				row = append(row, wording.Amount(o.Before), wording.Amount(o.After))
			}
			return row
		})
	}
	if len(p.Renewals) > 0 {
		m.b.WriteString("\n| Day | Product | Seats | Used by all | In scope | What happens |\n" +
			"| --- | --- | ---: | ---: | ---: | --- |\n")
		rows(m, p.Renewals, func(r record.PlanRenewal) []string {
			return []string{r.On, escaped(plain.Shown(r.Name)), english.Number(r.Seats), english.Number(r.Used),
				english.Number(r.InScope), escaped(plain.Shown(r.Then))}
		})
	}
}

// rows are those of a table, as many as there is room for.
func rows[R any](m *markdown, all []R, cells func(R) []string) {
	for i, r := range all {
		if i == mostPlanned {
			fmt.Fprintf(&m.b, "\n%s more: -o json=FILE has them.\n", english.Number(len(all)-i))
			return
		}
		fmt.Fprintf(&m.b, "| %s |\n", strings.Join(cells(r), " | "))
	}
}
