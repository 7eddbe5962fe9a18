package planning

import (
	"cmp"
	"fmt"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules/english"
	"prepaudit/rules/plan"
	"prepaudit/rules/tenant"
)

// without is what comes of the plan for the tenant as it is.
type without struct {
	people, unsolved, seats int
	after                   record.Money
}

// assume plans for the tenant as it is, then makes it what it would be, and the people too.
func (m *Maker) assume(a *plan.Assume) error {
	assumed, err := a.On(m.tenant)
	if err != nil {
		return err
	}
	if err := m.planAll(); err != nil {
		return err
	}
	p := m.Plan()
	m.without = without{people: p.People, unsolved: p.Unsolved}
	for i := range p.Products {
		m.without.seats += p.Products[i].Buy + p.Products[i].Renew
	}
	if p.Cost != nil {
		m.without.after = p.Cost.After
	}
	for i := range m.kinds {
		assumed.Count(m.of(&m.kinds[i]), m.kinds[i].people)
	}
	m.assumed, m.tenant = assumed, assumed.After()
	if !a.By.IsZero() {
		_, m.ended = m.tenant.Ended()
	}
	judge := m.tenant.Judge()
	for i := range m.kinds {
		k := &m.kinds[i]
		u := *m.of(k)
		if assumed.Of(&u) && !k.aside {
			k.licenses, k.states = plan.Copy(&u)
		}
		if !k.aside {
			k.status = judge(m.of(k))
		}
	}
	return nil
}

// Assumed says what is taken as done; gone is what has ended by a day, where a day is stated.
func Assumed(a *plan.Assumption, gone []plan.Gone, by string, name func(tenant.GUID) string) (all []string) {
	for _, s := range a.Swaps() {
		people := "for " + english.Count(s.People, "person")
		if s.People == 0 {
			people = "for nobody in scope"
		}
		all = append(all, fmt.Sprintf("%s in place of %s %s", name(s.To), name(s.From), people))
	}
	for _, b := range a.Buys() {
		all = append(all, english.Count(b.Seats, "more seat")+" of "+name(b.SKU))
	}
	var ended []string
	for _, g := range gone {
		ended = append(ended, cmp.Or(name(g.SKU.ID), g.SKU.PartNumber)+" ("+g.Why+")")
	}
	switch {
	case by == "":
	case ended == nil:
		all = append(all, "nothing goes away before "+by)
	default:
		all = append(all, "what goes away before "+by+" is gone: "+strings.Join(ended, ", "))
	}
	return all
}

// sayAssumed adds what is assumed, and what it costs itself.
func (m *Maker) sayAssumed(p *record.LicensePlan) {
	by := ""
	if !m.options.Assume.By.IsZero() {
		by = p.By
	}
	a := &record.PlanAssumed{Changes: Assumed(m.assumed, m.ended, by, m.name), People: m.without.people,
		Unsolved: m.without.unsolved, Seats: m.without.seats, Unpriced: []string{}}
	for id, n := range m.assumed.Freed() {
		if price, known := m.run.Prices.In(id, m.money); known {
			a.Saves += price * record.Money(n)
		}
		a.Frees += n
	}
	for i := range p.Products {
		o := &p.Products[i]
		if o.Assumed == 0 {
			continue
		}
		a.Buys += o.Assumed
		if price, known := m.run.Prices.In(o.SKU, m.money); known {
			a.Cost += price * record.Money(o.Assumed)
		} else if p.Cost != nil {
			a.Unpriced = append(a.Unpriced, o.PartNumber)
		}
	}
	if p.Cost != nil {
		a.After = &m.without.after
	}
	p.Assumed = a
}
