package license

import (
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

func TestUnknownLicenses(t *testing.T) {
	e := NewTable(skus(t, "SPE_E3"), Options{}).Of(&tenant.User{Licenses: []tenant.License{{SKU: sku(t, "SPE_E3").ID}}})
	if e.Known || e.Qualified || e.Row != 0 || e.Entra.State != Missing || e.Intune.State != Missing {
		t.Errorf("%+v", e)
	}
	for _, why := range []string{e.Why(), e.Entra.Why(), e.Intune.Why()} {
		if why != "the user's licenses aren't known" {
			t.Error(why)
		}
	}
	if e.Entra.Plan() != "" || e.Entra.SKU() != "" || !e.Entra.Group().IsZero() {
		t.Error("a half of which nothing is known names something")
	}
	check(t, judge(nil),
		want{why: "none of the user's licenses includes Entra ID P1 or P2; none of the user's licenses includes an Intune plan"})
}

// AAD_EDU counts in two products only, and only with Intune in the same assignment.
func TestEducationException(t *testing.T) {
	for _, part := range []string{"M365EDU_A1", "INTUNE_EDU"} {
		all := skus(t, part, "INTUNE_A", "AAD_PREMIUM")
		table := NewTable(all, Options{})
		row := map[string]int{"M365EDU_A1": 3, "INTUNE_EDU": 6}[part]
		hold := func(off ...plan) *tenant.User {
			u := user(all[:1])
			u.Licenses[0].Disabled = without(off...)
			return u
		}
		e := table.Of(hold())
		check(t, e, want{row: row, entra: Active, intune: Active})
		if e.Entra.Plan() != "AAD_EDU" || e.Entra.SKU() != part || e.Intune.Plan() != "INTUNE_A" {
			t.Errorf("%s: %s of %s, %s", part, e.Entra.Plan(), e.Entra.SKU(), e.Intune.Plan())
		}
		check(t, table.Of(hold(intuneEDU)), want{row: row, entra: Active, intune: Active})
		e = table.Of(hold(intuneA))
		check(t, e, want{row: row, entra: Active, intune: Doubtful})
		if !strings.HasPrefix(e.Intune.Why(), "INTUNE_EDU of "+part+" (") ||
			!strings.HasSuffix(e.Intune.Why(), ") is active without INTUNE_A") {
			t.Error(e.Intune.Why())
		}
		check(t, table.Of(hold(entraEDU)), want{row: 0, entra: Inactive, intune: Active})
		e = table.Of(hold(intuneA, intuneEDU))
		check(t, e, want{row: 0, entra: Inactive, intune: Inactive})
		if !strings.Contains(e.Entra.Why(), "counts only with an active Intune plan in the same assignment") {
			t.Error(e.Entra.Why())
		}
		// Intune from another product is no help for AAD_EDU; Entra ID P1 from another is.
		u := hold(intuneA, intuneEDU)
		u.Licenses = append(u.Licenses, tenant.License{SKU: all[1].ID})
		check(t, table.Of(u), want{row: 0, entra: Inactive, intune: Active})
		u.Licenses = append(u.Licenses, tenant.License{SKU: all[2].ID})
		check(t, table.Of(u), want{row: 7, entra: Active, intune: Active})
	}
	// EMS A3 holds AAD_EDU beside P1: there it stands for nothing.
	ems := skus(t, "EMS_EDU_FACULTY")
	u := user(ems)
	u.Licenses[0].Disabled = without(entraP1)
	check(t, NewTable(ems, Options{}).Of(u), want{row: 0, entra: Inactive, intune: Active})
	check(t, judge([]tenant.SKU{made(1, "SCHOOL", entraEDU, intuneA)}), want{row: 0, entra: Missing, intune: Active})
}

func TestLonePlans(t *testing.T) {
	for _, c := range []struct {
		plans []plan
		want  State
		plan  string
	}{
		{[]plan{intuneEDU}, Doubtful, "INTUNE_EDU"},
		{[]plan{intuneSMB}, Doubtful, "INTUNE_SMBIZ"},
		{[]plan{intuneEDU, intuneSMB}, Doubtful, "INTUNE_EDU"},
		{[]plan{intuneEDU, intuneA}, Active, "INTUNE_A"},
		{[]plan{intuneSMB, intuneVL}, Active, "INTUNE_A_VL"},
		{[]plan{intuneEDU, intuneGov}, Active, "INTUNE_A_GOV"},
	} {
		e := judge([]tenant.SKU{made(1, "X", append(c.plans, entraP1)...)})
		check(t, e, want{row: 7, entra: Active, intune: c.want})
		if e.Intune.Plan() != c.plan {
			t.Errorf("%v: %s, want %s", c.plans, e.Intune.Plan(), c.plan)
		}
	}
	// In two products: the full plan clears the warning.
	check(t, judge([]tenant.SKU{made(1, "X", intuneEDU), made(2, "Y", intuneA)}),
		want{row: 0, entra: Missing, intune: Active})
	// A full plan with a warning is named before one that is there alone.
	pending := made(2, "Y", intuneA)
	setPlan(&pending, intuneA, "PendingInput")
	e := judge([]tenant.SKU{made(1, "X", intuneEDU), pending})
	if e.Intune.State != Doubtful || e.Intune.SKU() != "Y" {
		t.Errorf("%v, %s", e.Intune.State, e.Intune.Why())
	}
}

func TestUnknownSKU(t *testing.T) {
	check(t, judge([]tenant.SKU{made(1, "NEW_SUITE", entraP2, intuneA)}), want{7, Active, Active,
		"NEW_SUITE (unknown SKU) qualifies (option 7), though Microsoft's requirements page doesn't list it"})
	e := judge([]tenant.SKU{made(1, "NEW_SUITE", entraP2, intuneA)})
	if e.SKU != "NEW_SUITE" || e.Match != "" {
		t.Errorf("SKU %q, match %q", e.SKU, e.Match)
	}
	s := made(1, "", entraP2, intuneA)
	if why := judge([]tenant.SKU{s}).Why(); !strings.HasPrefix(why, s.ID.String()+" (unknown SKU)") {
		t.Error(why)
	}
}

// The part number is the tenant's, as it came; the name is the catalog's.
func TestPartNumberOnTheWire(t *testing.T) {
	s := sku(t, "SPE_E3")
	s.PartNumber = "spe_e3 "
	if e := judge([]tenant.SKU{s}); e.SKU != "spe_e3 " || e.Why() != "spe_e3  (Microsoft 365 E3) qualifies (option 4)" {
		t.Errorf("%q: %s", e.SKU, e.Why())
	}
}

// The same plan twice in one SKU: any usable entry wins. The same SKU twice: its entries add up.
func TestDoubles(t *testing.T) {
	s := sku(t, "SPE_E3")
	for _, status := range []string{"Error", "PendingInput"} {
		dead := success(intuneA)
		dead.ProvisioningStatus = status
		s.Plans = append(append([]tenant.Plan{dead}, s.Plans...), dead)
	}
	check(t, judge([]tenant.SKU{s}), want{row: 4, entra: Active, intune: Active})

	a, b := sku(t, "SPE_E3"), sku(t, "SPE_E3")
	a.CapabilityStatus = "Suspended"
	for _, all := range [][]tenant.SKU{{a, b}, {b, a}} {
		check(t, NewTable(all, Options{}).Of(user(all[:1])), want{row: 4, entra: Active, intune: Active})
	}
}

func TestHeld(t *testing.T) {
	all := skus(t, "SPE_E3", "INTUNE_A_D", "FLOW_FREE", "AAD_PREMIUM")
	all[0].CapabilityStatus = "LockedOut"
	table := NewTable(all, Options{})
	if _, ok := table.Product(sku(t, "SPE_E5").ID); ok {
		t.Error("the tenant does not hold SPE_E5")
	}
	h, ok := table.Product(all[0].ID)
	if !ok || h.Qualifies || h.Row != 4 || h.Match != Literal ||
		h.Intune.Why() != "the subscription of SPE_E3 (Microsoft 365 E3) cannot be used: its status is LockedOut (buy it again)" {
		t.Errorf("%+v: %s", h, h.Intune.Why())
	}
	if h, _ := table.Product(all[1].ID); h.Class != Device || h.Row != 0 || h.Match != "" {
		t.Errorf("%+v", h)
	}
	check(t, table.Tenant(), want{row: 0, entra: Active, intune: Inactive})
	check(t, NewTable(skus(t, "INTUNE_A", "AAD_PREMIUM"), Options{}).Tenant(),
		want{row: 7, entra: Active, intune: Active})
}
