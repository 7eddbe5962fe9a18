package reports

import (
	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

func renewalTable(*record.Run) tabular {
	type row = *record.PlanRenewal
	return &table[row]{
		title: title{
			name: "renewals", lists: tenant.Subscriptions, sheet: "Renewals", about: "subscriptions by the day on " +
				"which they end, renew or are deleted, and what happens to people then; free products are excluded",
			in: ofTenant, note: wholeOrNot(tenant.Subscriptions),
			none: noPlan("no subscription has a day on which it ends or renews"),
		},
		end: func(s *record.Summary, add func(row) error) error {
			for i := range planOf(s).Renewals {
				if err := add(&s.Plan.Renewals[i]); err != nil {
					return err
				}
			}
			return nil
		},
		columns: []column[row]{
			{"on", "Day", "on which the subscription changes if nobody does anything", 12, date,
				func(r row) any { return r.On }},
			{"product", "Product", "its name in Microsoft's list", 38, text, func(r row) any { return r.Name }},
			{"skuPartNumber", "", "its name in Graph and in PowerShell", 0, text,
				func(r row) any { return r.PartNumber }},
			{"skuId", "", "id of the product in Graph", 0, text, func(r row) any { return r.SKU.String() }},
			{"status", "Status", "Enabled, Warning (in grace), Suspended, LockedOut, Deleted", 12, text,
				func(r row) any { return toned{statusKind(r.Status), r.Status} }},
			{"trial", "", "whether it is a trial", 0, truth, func(r row) any { return r.Trial }},
			{"", "Trial", "whether it is a trial", 8, text, func(r row) any { return yes(r.Trial) }},
			{"seats", "Seats", "of the subscription", 10, amount, func(r row) any { return r.Seats }},
			{"used", "Used by all", "seats of the product that people have, in scope or not", 12, amount,
				func(r row) any { return r.Used }},
			{"inScope", "In scope", "people in scope who have the product", 10, amount,
				func(r row) any { return r.InScope }},
			{"lacking", "Then missing", "seats that are missing for these people when it ends", 13, amount,
				func(r row) any { return r.Lacking }},
			{"depend", "Depend on it", "people in scope without another license that includes the same", 13, amount,
				func(r row) any { return r.Depend }},
			{"then", "What happens", "on the day, who is affected, and what the plan does", 80, prose,
				func(r row) any { return r.Then }},
			{"subscriptionId", "", "its id in Graph", 0, text,
				func(r row) any { return r.Subscription }},
			{"", "Part number", "its name in Graph and in PowerShell", 26, text,
				func(r row) any { return r.PartNumber }},
		},
	}
}
