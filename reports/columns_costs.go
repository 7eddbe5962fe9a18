package reports

import (
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// seatCost is what seats of one product come to in one currency; price is nil where none was stated.
type seatCost struct {
	sku   tenant.GUID
	part  string
	seats int
	are   string
	price *record.Price
}

func costTable(run *record.Run) tabular {
	type row = *seatCost
	return &table[row]{
		title: title{
			sheet: "Costs", about: "what unused, redundant and missing seats cost in a year; with --prices",
			in:   func(r *record.Run) bool { return len(r.Prices) > 0 },
			none: always("no seat is known to be unused, redundant or missing"),
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
			{"", "Product", "its name in Microsoft's list", 44, text,
				func(c row) any { _, name := run.Product(c.sku); return named(c.part, name) }},
			{"", "Part number", "its name in Graph and in PowerShell", 34, text, func(c row) any { return c.part }},
			{"", "Seats are", "unused: free, and not among those that sheet Shortfall assigns; redundant; " +
				"missing: to buy. A redundant seat " +
				"that is given up is an unused one, so they are not to be added", 12, text,
				func(c row) any { return c.are }},
			{"", "Seats", "how many", 10, amount, func(c row) any { return c.seats }},
			{"", "Currency", "as stated; nothing is converted or summed", 10, text,
				func(c row) any { return c.priced(func(p record.Price) any { return p.Currency }) }},
			{"", "A seat for a year", "as --prices says", 17, money,
				func(c row) any { return c.priced(func(p record.Price) any { return p.Year.Amount() }) }},
			{"", "All for a year", "seats times price", 17, money,
				func(c row) any {
					return c.priced(func(p record.Price) any { return (p.Year * record.Money(c.seats)).Amount() })
				}},
			{"", "Note", "why a price is not there", 30, text, func(c row) any {
				if c.price == nil {
					return "no price was stated"
				}
				return nil
			}},
		},
	}
}

func (c *seatCost) priced(what func(record.Price) any) any {
	if c.price == nil {
		return nil
	}
	return what(*c.price)
}

// costsOf lists what unused, redundant and missing seats come to. Trials, free products and licences per device
// are not counted as unused. Currencies don't add up, so nothing is summed.
func costsOf(run *record.Run, s *record.Summary) []seatCost {
	var all []seatCost
	add := func(sku tenant.GUID, part, are string, seats int) {
		if seats <= 0 {
			return
		}
		prices := run.Prices.Of(sku)
		for i := range prices {
			all = append(all, seatCost{sku, part, seats, are, &prices[i]})
		}
		if len(prices) == 0 {
			all = append(all, seatCost{sku, part, seats, are, nil})
		}
	}
	aside := map[tenant.GUID]int{} // free, and about to be assigned
	for _, c := range s.Shortfall.Close {
		aside[c.SKU] += c.Free
	}
	for _, k := range s.Subscriptions {
		if k.Offer != rules.Paid || k.AppliesTo == "Company" {
			continue
		}
		add(k.ID, k.PartNumber, "unused", k.Free-aside[k.ID])
		add(k.ID, k.PartNumber, "redundant", k.Redundant)
	}
	for _, c := range s.Shortfall.Close {
		add(c.SKU, c.PartNumber, "missing", c.Buy)
	}
	return all
}
