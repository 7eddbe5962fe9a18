package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

// The states of subscriptions stand in one order, and none where there is only one.
func TestSubscriptionStates(t *testing.T) {
	all := []tenant.Subscription{{Status: "Warning", TotalLicenses: 1}, {Status: "Enabled", TotalLicenses: 7},
		{Status: "Suspended", TotalLicenses: 5}, {Status: "Enabled", TotalLicenses: 3}}
	for range 32 { // the order of a map is another one each time
		if got := subscriptionStates(all); got != "Enabled 10, Suspended 5, Warning 1" {
			t.Fatal(got)
		}
	}
	if got := subscriptionStates(all[1:2]); got != "" {
		t.Error(got)
	}
}

// Where the products were not judged, nothing is said of them.
func TestPassingWithoutProducts(t *testing.T) {
	c, err := Example{Holds: "SPE_E3", Change: changes(bought("Enabled", true, 10, 90), missing(tenant.SKUs))}.Case()
	if err != nil {
		t.Fatal(err)
	}
	if got := c.env(false).passing(); len(got) != 0 {
		t.Errorf("%v", got)
	}
}
