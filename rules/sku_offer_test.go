package rules

import (
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

func TestOffer(t *testing.T) {
	for part, want := range map[string]Offer{
		"SPE_E3": Paid, "POWER_BI_STANDARD": Free, "FLOW_FREE": Free, "WINDOWS_STORE": Free, "TEAMS_FREE": Free,
		"POWERAPPS_VIRAL": Trial, "TEAMS_EXPLORATORY": Trial, "FORMS_PRO": Trial, "INTUNE_A_D": PerDevice,
		"POWER_BI_PRO": Paid,
		"M365EDU_A1":   PerDevice, "OFFICE_PROPLUS_DEVICE1": PerDevice, "M365EDU_A3_FACULTY": Paid,
	} {
		p := license.Lookup(part)[0]
		row := SKURow{SKU: tenant.SKU{ID: p.SKU, PartNumber: part}, Name: p.Name}
		if part == "INTUNE_A_D" {
			row.Class = license.Device
		}
		if got := row.Offer(); got != want {
			t.Errorf("%s is %s, want %s", part, got, want)
		}
	}
	row := SKURow{SKU: tenant.SKU{PartNumber: "SPE_E3"}, Subscriptions: []tenant.Subscription{{IsTrial: true}}}
	if row.Offer() != Trial {
		t.Error("a product whose only lot is a trial is paid")
	}
	if row.Over = true; row.Offer() != TrialEnded {
		t.Error("a trial that has ended is one that may be used")
	}
	row.Over = false
	row.Subscriptions = append(row.Subscriptions, tenant.Subscription{})
	if row.Offer() != Paid {
		t.Error("a product with a paid lot is a trial")
	}
}
