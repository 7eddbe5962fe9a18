package reports

import (
	"cmp"

	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

func companySubscriptionTable(*record.Run) tabular {
	type row = struct {
		sku    *record.Subscription
		bought *tenant.Subscription
	}
	return &table[row]{
		title: title{
			sheet: "Subscriptions", about: "one row a subscription (companySubscription): seats that were " +
				"bought together; those of free products come last, folded: click + to see them",
			in: ofTenant, note: wholeOrNot(tenant.Subscriptions),
			none: always("no subscription of the products is listed"),
		},
		end: func(s *record.Summary, add func(row) error) error {
			return freeLast(s, func(k *record.Subscription) error {
				for i := range k.Subscriptions {
					if err := add(row{k, &k.Subscriptions[i]}); err != nil {
						return err
					}
				}
				return nil
			})
		},
		columns: []column[row]{
			{"", "Product", "its name in Microsoft's list", 44, text,
				func(r row) any { return foldFree(r.sku, named(r.sku.PartNumber, r.sku.Name)) }},
			{"", "Part number", "its name in Graph and in PowerShell", 34, text,
				func(r row) any { return r.sku.PartNumber }},
			{"", "Status", "Enabled, Warning, Suspended, Deleted, LockedOut", 12, text,
				func(r row) any { return toned{statusKind(r.bought.Status), r.bought.Status} }},
			{"", "Trial", "whether it is a trial", 8, text, func(r row) any { return yes(r.bought.IsTrial) }},
			{"", "Quantity", "seats", 10, amount, func(r row) any { return r.bought.TotalLicenses }},
			{"", "Created (UTC)", "when it was bought or started", 17, moment, func(r row) any { return r.bought.Created }},
			{"", "Ends or renews (UTC)", "when it ends, renews or changes its status", 20, moment,
				func(r row) any { return r.bought.NextLifecycle }},
			{"", "Owner tenant", "who bought it, where that is another tenant", 38, text,
				func(r row) any { return r.bought.OwnerTenant }},
			{"", "Owner type", "of the buyer: User, AppId, ServicePrincipal, Legacy", 18, text,
				func(r row) any { return r.bought.OwnerType }},
			{"", "Subscription id", "its id in Graph", 38, text, func(r row) any { return r.bought.ID }},
			{"", "Commerce id", "its id for billing", 38, text, func(r row) any { return r.bought.CommerceID }},
			{"", "SKU id", "of the product", 38, text, func(r row) any { return r.sku.ID.String() }},
		},
	}
}

// named is a product's name in the catalog, else its part number, which is all that the tenant calls it.
func named(partNumber, name string) string {
	return cmp.Or(name, partNumber, "not in Microsoft's list")
}
