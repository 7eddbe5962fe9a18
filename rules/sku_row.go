package rules

import (
	"slices"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// SKURow is a product of the tenant beside what it means here.
type SKURow struct {
	tenant.SKU
	Name          string // product name of the catalog; "" when unknown
	Row           int    // 0 when no row names it
	Match         license.Match
	Class         license.Class
	Entra, Intune bool // it gives the part to a person whose assignment leaves the plans on
	InScope       int  // users in scope who hold it
	Held          int  // users who were seen to hold it, whoever they are
	Disabled      int  // of Held: their accounts are disabled, in scope or not
	Guests        int  // of Held: guests and external members, in scope or not, disabled or not
	OutOfScope    int  // the rest of Held that is not in scope: left out by group or name
	Redundant     int  // of InScope: another product gives them everything that this one gives
	Subscriptions []tenant.Subscription
	Over          bool // each of these is a trial that has ended
	Unlisted      bool // it has all, and is not among subscribedSkus: nothing is known of its seats
}

// Unexplained is consumedUnits less everybody who was seen to hold it: groups' seats that are being assigned,
// users who came or went meanwhile, or users that could not be read.
func (s SKURow) Unexplained() int {
	if s.Unlisted {
		return 0
	}
	return s.Consumed - s.Held
}

// Trial reports whether every subscription of it is a trial; without any that is not known, and false.
func (s SKURow) Trial() bool {
	for _, l := range s.Subscriptions {
		if !l.IsTrial {
			return false
		}
	}
	return len(s.Subscriptions) > 0
}

// Free is the number of seats that can still be assigned; below zero it is over-assigned.
func (s SKURow) Free() int { return s.Enabled + s.Warning - s.Consumed }

// skuRows puts the tenant's products beside what they mean; there are none where they were not read.
func (ev *Evaluator) skuRows() []SKURow {
	if ev.env.Licenses == nil {
		return nil
	}
	var rows []SKURow
	unlisted := ev.env.unlisted()
	for i, s := range slices.Concat(ev.env.SKUs, unlisted) {
		row := SKURow{SKU: s, Unlisted: i >= len(ev.env.SKUs)}
		if held := ev.env.count.Holders[s.ID]; held != nil {
			row.Held, row.InScope, row.OutOfScope, row.Redundant = held.All, held.InScope, held.OutOfScope, held.Redundant
			row.Guests, row.Disabled = held.Guests, held.Disabled
		}
		h, _ := ev.env.Licenses.Product(s.ID)
		row.Name, row.Row, row.Match, row.Class = h.Name, h.Row, h.Match, h.Class
		row.Entra, row.Intune = h.Entra.Usable(), h.Intune.Usable()
		if row.Unlisted {
			p, _ := license.ProductOf(s.ID)
			row.Name, row.Row, row.Match, row.Class = p.Name, p.Row, p.Match, p.Class
		}
		row.Subscriptions = ev.env.subscriptions(s.ID)
		row.Over = ev.env.over(row.Subscriptions)
		rows = append(rows, row)
	}
	return rows
}
