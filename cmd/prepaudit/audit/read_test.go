package audit

import (
	"testing"

	"prepaudit/rules/tenant"
)

// What a dataset is made of is read with it, though no rule asks for it: a group assigns some product.
func TestWanted(t *testing.T) {
	for ds, want := range map[tenant.Dataset][]tenant.Dataset{
		tenant.LicenseMembers: {tenant.LicenseGroups, tenant.SKUs},
		tenant.DeviceOwner:    {tenant.DeviceGroups, tenant.Preparation, tenant.PreparationWho},
		tenant.MDMPolicies:    {tenant.MDMMembers, tenant.OtherMDMMembers},
		tenant.SKUs:           {tenant.Subscriptions, tenant.Organization},
	} {
		got := newReading(nil, nil, map[tenant.Dataset]bool{ds: true}).wanted()
		for _, also := range want {
			if !got[also] {
				t.Errorf("%s is not read with %s", also, ds)
			}
		}
		if got[tenant.Domains] || got[tenant.Users] {
			t.Errorf("with %s is read %v", ds, got)
		}
	}
}
