package reports

import (
	"slices"

	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules/tenant"
)

// plannedProduct is what a plan makes of the seats of a product, in the currency of the plan.
type plannedProduct struct {
	*record.PlanProduct
	currency string // "" without prices
}

func planTable(run *record.Run) tabular {
	type row = plannedProduct
	used, today := "seats that people have today, in scope or not", "of the seats that are owned, for a year; with --prices"
	if run.Excerpt != nil {
		used, today = "seats that these people have today", "of the seats that these people have, for a year; with --prices"
		if run.Excerpt.Rest {
			used = "seats that these people have today, and whoever is not in scope"
		}
	}
	return &table[row]{
		title: title{
			name: "plan-products", lists: tenant.SKUs, sheet: "Plan", about: "how many seats of each " +
				"product are needed, freed, bought or renewed so that everybody in scope is licensed",
			in: ofTenant, note: planNote, none: noPlan("no product of the tenant is for it, and none is to be bought"),
			total: true,
		},
		end: func(s *record.Summary, add func(row) error) error {
			for i := range planOf(s).Products {
				o := row{PlanProduct: &s.Plan.Products[i]}
				if s.Plan.Cost != nil && o.Before != nil {
					o.currency = s.Plan.Cost.Currency
				}
				if err := add(o); err != nil {
					return err
				}
			}
			return nil
		},
		columns: ofExcerpt(run, []string{"Owned", "Left", "Cost after"}, []column[row]{
			{"skuId", "", "id of the product in Graph", 0, text, func(o row) any { return o.SKU.String() }},
			{"skuPartNumber", "", "its name in Graph and in PowerShell", 0, text,
				func(o row) any { return o.PartNumber }},
			{"product", "Product", "its name in Microsoft's list", 38, text, func(o row) any { return o.Name }},
			{"owned", "Owned", "seats that are paid for and stay: not trials, and not what has lapsed", 10, amount,
				func(o row) any { return o.Owned }},
			{"used", "Used", used, 10, amount,
				func(o row) any { return o.Used }},
			{"needed", "Needed", "seats that the plan assigns to people", 10, amount, func(o row) any { return o.Needed }},
			{"freed", "Freed", "seats that people no longer need", 10, amount, func(o row) any { return o.Freed }},
			{"buy", "Buy", "seats to buy", 10, amount, func(o row) any { return o.Buy }},
			{"renew", "Renew", "seats to renew, for everybody who uses them", 10, amount,
				func(o row) any { return o.Renew }},
			{"forOthers", "For others", "of the seats to buy and renew: for people who use the product and aren't in " +
				"scope, or have another license", 12, amount, func(o row) any { return o.Others }},
			{"left", "Left", "seats that nobody has after the plan; below zero if more are used than owned", 10, amount,
				func(o row) any { return o.Left }},
			{"why", "Not counted on", "why the plan doesn't use the seats that there are: a trial, a lapsed subscription, more users " +
				"than seats", 34, prose, func(o row) any { return wording.PlannedNote(o.PlanProduct) }},
			{"", "Cost today", today, 14, money,
				func(o row) any { return sum(o.Before) }},
			{"", "Cost after", "of the seats that are owned after the plan, for a year", 14, money,
				func(o row) any { return sum(o.After) }},
			{"", "Cost more", "by the plan, for a year", 14, money, func(o row) any {
				if o.Before == nil {
					return nil
				}
				more := *o.After - *o.Before
				return sum(&more)
			}},
			{"currency", "Currency", "of the costs, as stated", 10, text, func(o row) any { return o.currency }},
			{"costBefore", "", "of the seats that are owned, for a year", 0, text,
				func(o row) any { return decimal(o.Before) }},
			{"costAfter", "", "of the seats that are owned after the plan, for a year", 0, text,
				func(o row) any { return decimal(o.After) }},
			{"", "Part number", "its name in Graph and in PowerShell", 26, text,
				func(o row) any { return o.PartNumber }},
		}),
	}
}

// ofExcerpt leaves out columns that only the whole tenant has, where less than that is shown.
func ofExcerpt[R any](run *record.Run, tenants []string, all []column[R]) []column[R] {
	if run.Excerpt == nil {
		return all
	}
	return slices.DeleteFunc(all, func(c column[R]) bool { return slices.Contains(tenants, c.heading) })
}

// planOf is the plan, or an empty one where there is none.
func planOf(s *record.Summary) *record.LicensePlan {
	if s.Plan == nil {
		return &record.LicensePlan{}
	}
	return s.Plan
}

// sum is an amount of money for a cell; nil for none.
func sum(m *record.Money) any {
	if m == nil {
		return nil
	}
	return m.Amount()
}

// decimal is the same as text.
func decimal(m *record.Money) string {
	if m == nil {
		return ""
	}
	return m.String()
}

// planNote says in the first row that the plan rests on less than there is; "" where it doesn't.
func planNote(s *record.Summary) string {
	if s.Plan == nil || len(s.Plan.Missing) == 0 {
		return ""
	}
	return "Incomplete: not everything was read, see sheet Not read"
}

// noPlan says why there is no plan, or else what stands for no rows.
func noPlan(what string) func(*record.Summary) string {
	return func(s *record.Summary) string {
		switch {
		case s.Plan == nil:
			return "There is no plan: " + s.Unplanned()
		case s.Scope.InScope == 0:
			return "nobody is in scope"
		}
		return what
	}
}
