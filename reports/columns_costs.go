package reports

import (
	"slices"

	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

// productCost is what the seats of one product come to in one currency; price is nil where none was stated.
type productCost struct {
	*record.PlanProduct
	price     *record.Price
	redundant int
}

func costTable(run *record.Run) tabular {
	type row = *productCost
	return &table[row]{
		title: title{
			sheet: "Costs", about: "what the seats of each product cost a year, today and after the plan (needs --prices)",
			in: func(r *record.Run) bool { return len(r.Prices) > 0 && r.Excerpt == nil }, note: planNote,
			none: noPlan("no product of the plan has a price"), total: oneCurrency(run.Prices),
		},
		end: func(s *record.Summary, add func(row) error) error {
			for _, c := range costsOf(run, s) {
				if err := add(&c); err != nil {
					return err
				}
			}
			return nil
		},
		columns: []column[row]{
			{"", "Product", "its name in Microsoft's list", 38, text, func(c row) any { return c.Name }},
			{"", "Currency", "from --prices; nothing is converted, and sums need one currency", 10, text,
				func(c row) any {
					if c.price == nil {
						return nil
					}
					return c.price.Currency
				}},
			{"", "A seat a year", "from --prices", 14, rate, func(c row) any { return c.times(1) }},
			{"", "Owned", "seats that are paid for and stay", 10, amount, func(c row) any { return c.Owned }},
			{"", "Cost today", "of the owned seats, for a year", 14, money, func(c row) any { return c.times(c.Owned) }},
			{"", "Buy or renew", "seats, from sheet Plan", 13, amount, func(c row) any { return c.Buy + c.Renew }},
			{"", "Cost of these", "for a year", 14, money, func(c row) any { return c.times(c.Buy + c.Renew) }},
			{"", "Cost after", "of all seats after the plan, for a year", 14, money,
				func(c row) any { return c.times(c.Owned + c.Buy + c.Renew) }},
			{"", "Unused after", "seats that nobody has after the plan: don't renew them", 13, amount,
				func(c row) any { return max(0, c.Left) }},
			{"", "Cost of unused", "for a year", 14, money, func(c row) any { return c.times(max(0, c.Left)) }},
			{"", "Redundant", "seats of people in scope whose other licenses include the same, before the plan: a seat " +
				"that is removed is an unused one", 12, amount, func(c row) any { return c.redundant }},
			{"", "Cost of redundant", "for a year; don't add it to the cost of unused seats", 17, money,
				func(c row) any { return c.times(c.redundant) }},
			{"", "Note", "why there is no price", 20, text, func(c row) any {
				if c.price == nil {
					return "--prices has no price"
				}
				return nil
			}},
			{"", "Part number", "its name in Graph and in PowerShell", 26, text,
				func(c row) any { return c.PartNumber }},
		},
	}
}

// times is what so many seats cost for a year; nil where that is not known.
func (c *productCost) times(seats int) any {
	if c.price == nil {
		return nil
	}
	return (c.price.Year * record.Money(seats)).Amount()
}

// costsOf lists what the products of the plan cost, each in every currency that it has a price in.
func costsOf(run *record.Run, s *record.Summary) (all []productCost) {
	redundant := map[tenant.GUID]int{}
	for i := range s.Subscriptions {
		redundant[s.Subscriptions[i].ID] = s.Subscriptions[i].Redundant
	}
	products := planOf(s).Products
	for i := range products {
		c := productCost{PlanProduct: &products[i], redundant: redundant[products[i].SKU]}
		prices := run.Prices.Of(c.SKU)
		for k := range prices {
			c.price = &prices[k]
			all = append(all, c)
		}
		if len(prices) == 0 && c.Owned+c.Buy+c.Renew > 0 {
			all = append(all, c)
		}
	}
	return all
}

// oneCurrency reports whether prices can be added.
func oneCurrency(prices record.Prices) bool {
	return !slices.ContainsFunc(prices, func(p record.Price) bool { return p.Currency != prices[0].Currency })
}
