package license

import (
	"slices"
	"testing"

	"prepaudit/rules/tenant"
)

// Add-ons are the products that give nothing but what Intune Suite gives.
func TestAddOns(t *testing.T) {
	for part, want := range map[string]bool{"Microsoft_Intune_Suite": true, "Microsoft_Intune_Advanced_Analytics": true,
		"INTUNE_A": false, "SPE_E5": false, "M365_E5_SUITE_COMPONENTS": false, "EMS": false,
		"Microsoft 365 A3 Suite features for faculty": false, "FLOW_FREE": false} {
		all := skus(t, part)
		plans, got := NewTable(all, Options{}).AddOn(all[0].ID)
		if got != want || got && slices.Contains(plans, "") {
			t.Errorf("%s: %v, with %q", part, got, plans)
		}
	}
	all := skus(t, "Microsoft_Intune_Suite") // whatever is new in it
	all[0].Plans = append(all[0].Plans, tenant.Plan{ID: tenant.GUID{9}, Name: "NEW", ProvisioningStatus: "Success"})
	if plans, got := NewTable(all, Options{}).AddOn(all[0].ID); !got || len(plans) != 6 {
		t.Errorf("with a new plan: %v, %q", got, plans)
	}
}

// What of Intune Suite others give is read off the tenant's own products alone, and only what can be counted on.
func TestAgain(t *testing.T) {
	suite, e5 := sku(t, "Microsoft_Intune_Suite"), sku(t, "SPE_E5")
	with := func(s tenant.SKU, plans ...int) tenant.SKU {
		s.Plans = slices.Clone(s.Plans)
		for _, i := range plans {
			s.Plans = append(s.Plans, suite.Plans[i])
		}
		return s
	}
	e3 := sku(t, "SPE_E3")
	for _, c := range []struct {
		name   string
		others []tenant.SKU
		change func(u *tenant.User)
		trial  bool
		again  uint64
		all    bool
	}{
		{"as Microsoft's list has E5", []tenant.SKU{e5}, nil, false, 0, false},
		{"two plans in E5", []tenant.SKU{with(e5, 1, 3)}, nil, false, 0b01010, false},
		{"all in E5", []tenant.SKU{with(e5, 0, 1, 2, 3, 4)}, nil, false, 0b11111, true},
		{"all in two products", []tenant.SKU{with(e5, 0, 1, 2), with(e3, 3, 4)}, nil, false, 0b11111, true},
		{"a trial", []tenant.SKU{with(e5, 0, 1)}, nil, true, 0, false},
		{"another add-on", []tenant.SKU{sku(t, "Microsoft_Intune_Advanced_Analytics")}, nil, false, 0, false},
		{"turned off in E5", []tenant.SKU{with(e5, 1, 3)},
			func(u *tenant.User) { u.Licenses[1].Disabled = []tenant.GUID{suite.Plans[1].ID} }, false, 0b01000, false},
		{"turned off in the Suite", []tenant.SKU{with(e5, 0, 1, 2, 3)},
			func(u *tenant.User) { u.Licenses[0].Disabled = []tenant.GUID{suite.Plans[4].ID} }, false, 0b01111, true},
		{"E5 in error", []tenant.SKU{with(e5, 1)}, func(u *tenant.User) {
			u.States = []tenant.LicenseState{{SKU: e5.ID, State: "Error"}}
		}, false, 0, false},
		{"E5 in its grace period", []tenant.SKU{func() tenant.SKU {
			s := with(e5, 1)
			s.CapabilityStatus = "Warning"
			return s
		}()}, nil, false, 0, false},
	} {
		all := append([]tenant.SKU{suite}, c.others...)
		u := user(all)
		if c.change != nil {
			c.change(u)
		}
		passing := map[tenant.GUID]bool{e5.ID: c.trial}
		again, nothing := NewTable(all, Options{}).Again(u, 0, passing)
		if again != c.again || nothing != c.all {
			t.Errorf("%s: %b, nothing left %v", c.name, again, nothing)
		}
		if again, _ := NewTable(all, Options{}).Again(u, 1, passing); again != 0 {
			t.Errorf("%s: E5 is no add-on, and %b", c.name, again)
		}
	}
}
