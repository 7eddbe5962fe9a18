package reports

import (
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

func costColumns(l styles, _ *record.Run) []sheetColumn {
	return []sheetColumn{
		{"Product", "of the catalogue", 44, l.text},
		{"Part number", "", 34, l.text},
		{"Seats are", "unused, redundant or missing; a redundant seat that is given up is an unused one, so they are not to be added", 12, l.text},
		{"Seats", "", 10, l.number},
		{"Currency", "as stated; nothing is converted or summed", 10, l.text},
		{"A seat for a year", "", 17, l.money},
		{"All for a year", "", 17, l.money},
		{"Note", "", 30, l.text},
	}
}

// fillCosts lists what unused, redundant and missing seats come to. Trials, free products and licences per device
// are not counted as unused. Currencies don't add up, so nothing is summed.
func (x *workbook) fillCosts(s *sheet, sum *record.Summary) error {
	var err error
	add := func(sku tenant.GUID, part, kind string, seats int) {
		if seats <= 0 || err != nil {
			return
		}
		_, name := license.Named(sku)
		prices := x.run.Prices.Of(sku)
		if len(prices) == 0 {
			err = s.add(named(name), part, kind, seats, nil, nil, nil, "no price was stated")
		}
		for _, p := range prices {
			if err == nil {
				err = s.add(named(name), part, kind, seats, p.Currency, p.Year.Amount(), (p.Year * record.Money(seats)).Amount())
			}
		}
	}
	for _, k := range sum.Subscriptions {
		if k.Offer != rules.Paid || k.AppliesTo == "Company" {
			continue
		}
		add(k.ID, k.PartNumber, "unused", k.Free)
		add(k.ID, k.PartNumber, "redundant", k.Redundant)
	}
	for _, c := range sum.Shortfall.Close {
		add(c.SKU, c.PartNumber, "missing", c.Buy)
	}
	return err
}
