package reports

import (
	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

func lotColumns(l styles, _ *record.Run) []sheetColumn {
	return []sheetColumn{
		{"Product", "of the catalogue", 44, l.text},
		{"Part number", "", 34, l.text},
		{"Status", "Enabled, Warning, Suspended, Deleted, LockedOut", 12, l.text},
		{"Trial", "", 8, l.text},
		{"Quantity", "seats", 10, l.number},
		{"Created (UTC)", "", 17, l.time},
		{"Ends or renews (UTC)", "the moment of its next state", 20, l.time},
		{"Owner tenant", "who bought it, where that is another tenant", 38, l.text},
		{"Owner type", "", 18, l.text},
		{"Subscription id", "", 38, l.text},
		{"Commerce id", "", 38, l.text},
		{"SKU id", "", 38, l.text},
	}
}

func (x *workbook) fillLots(s *sheet, sum *record.Summary) error {
	if missing(sum, tenant.Subscriptions) {
		if err := s.add(notWhole); err != nil {
			return err
		}
	}
	for _, k := range sum.Subscriptions {
		for _, l := range k.Lots {
			err := s.add(named(k.Name), k.PartNumber, styled{x.look.status(l.Status), l.Status}, yes(l.IsTrial), l.TotalLicenses, when(l.Created), when(l.NextLifecycle),
				l.OwnerTenant, l.OwnerType, l.ID, l.CommerceID, k.ID.String())
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// named is a product's name in the catalogue.
func named(name string) string {
	if name == "" {
		return "unknown to the catalogue"
	}
	return name
}
