package license

import (
	"testing"

	"prepaudit/rules/tenant"
)

// sku is a healthy subscription for a product of the catalog, with the plans published for it.
func sku(t testing.TB, part string) tenant.SKU {
	t.Helper()
	found := Lookup(part)
	if len(found) != 1 {
		t.Fatalf("Lookup(%q) finds %d products, want 1", part, len(found))
	}
	s := tenant.SKU{ID: found[0].SKU, PartNumber: found[0].PartNumber, AppliesTo: "User",
		CapabilityStatus: "Enabled", Enabled: 10}
	for _, p := range found[0].Plans {
		s.Plans = append(s.Plans, tenant.Plan{ID: p.ID, Name: p.Name, AppliesTo: "User", ProvisioningStatus: "Success"})
	}
	return s
}

func skus(t testing.TB, parts ...string) []tenant.SKU {
	t.Helper()
	var all []tenant.SKU
	for _, p := range parts {
		all = append(all, sku(t, p))
	}
	return all
}

// made is a product that the catalog does not have.
func made(id byte, part string, plans ...plan) tenant.SKU {
	s := tenant.SKU{ID: tenant.GUID{id, 0xee}, PartNumber: part, AppliesTo: "User", CapabilityStatus: "Enabled"}
	for _, p := range plans {
		s.Plans = append(s.Plans, success(p))
	}
	return s
}

func success(p plan) tenant.Plan {
	return tenant.Plan{ID: plans[p].id, Name: plans[p].name, AppliesTo: "User", ProvisioningStatus: "Success"}
}

// user holds every one of skus with all plans on.
func user(skus []tenant.SKU) *tenant.User {
	u := &tenant.User{LicensesKnown: true, StatesKnown: true}
	for _, s := range skus {
		u.Licenses = append(u.Licenses, tenant.License{SKU: s.ID})
	}
	return u
}

func without(p ...plan) []tenant.GUID {
	var off []tenant.GUID
	for _, p := range p {
		off = append(off, plans[p].id)
	}
	return off
}

// setPlan changes the provisioningStatus of one plan.
func setPlan(s *tenant.SKU, p plan, status string) {
	for i := range s.Plans {
		if s.Plans[i].ID == plans[p].id {
			s.Plans[i].ProvisioningStatus = status
		}
	}
}

// want is what a test says of an entitlement.
type want struct {
	row           int // 0: not qualified
	entra, intune State
	why           string // the whole of Why; "" for any
}

func check(t *testing.T, e Entitlement, w want) {
	t.Helper()
	if !e.Known || e.Qualified != (w.row != 0) || e.Row != w.row || e.Rows.Has(w.row) != (w.row != 0) ||
		e.Entra.State != w.entra || e.Intune.State != w.intune {
		t.Errorf(
			"got row %d (known %v, qualified %v, rows %b), entra %v, intune %v (%s); want row %d, entra %v, intune %v",
			e.Row, e.Known, e.Qualified, e.Rows, e.Entra.State, e.Intune.State, e.Why(), w.row, w.entra, w.intune)
	}
	if w.why != "" && e.Why() != w.why {
		t.Errorf("why:\n got %s\nwant %s", e.Why(), w.why)
	}
}

// judge is the entitlement of a user who holds skus with all plans on.
func judge(skus []tenant.SKU) Entitlement {
	return NewTable(skus, Options{}).Of(user(skus))
}
