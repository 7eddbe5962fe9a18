package license

import (
	"testing"

	"prepaudit/rules/tenant"
)

// Products that Microsoft's table lacks are known by skuId or part number, and judged by the tenant's own plans alone.
func TestNamedProducts(t *testing.T) {
	e3 := sku(t, "SPE_E3").Plans
	premium := tenant.MustGUID("a6d18b68-a67e-4cbd-ba00-8744bc468faa")
	suite := tenant.MustGUID("f9602137-2203-447b-9fff-41b36e08ce5d")
	for _, c := range []struct {
		id        tenant.GUID
		part      string
		plans     []tenant.Plan
		row       int
		class     Class
		qualifies bool
	}{
		{premium, "BUSINESS_PREMIUM_AND_MICROSOFT_365_COPILOT_FOR_BUSINESS", e3, 1, Person, true},
		{premium, "BUSINESS_PREMIUM_AND_MICROSOFT_365_COPILOT_FOR_BUSINESS", nil, 1, Person, false},
		{suite, "Microsoft_Entra_Suite", nil, 0, Person, false},
		{tenant.GUID{9}, "MICROSOFT_365_E7_NO_TEAMS", e3, 4, Person, true},
		{tenant.GUID{9}, "microsoft_365_e7_no_teams", e3, 4, Person, true},
		{tenant.GUID{9}, "MICROSOFT_365_E7_NO_TEAMS", nil, 4, Person, false},
		{tenant.GUID{9}, "MICROSOFT_365_E7_NO_TEAMS_X", e3, 0, Person, true}, // by its plans, and no row
		{tenant.GUID{9}, "MICROSOFT_AGENT_365_TIER_3", e3, 0, Agent, false},
		{tenant.GUID{9}, "MICROSOFT_AGENT_FRONTIER_NO_TEAMS", e3, 0, Agent, false},
		{tenant.GUID{9}, "MICROSOFT_365_COPILOT_BUSINESS_DEPT", nil, 0, Person, false},
		{sku(t, "SPE_E5").ID, "MICROSOFT_AGENT_365_TIER_3", e3, 4, Person, true}, // its skuId says what it is
	} {
		s := tenant.SKU{ID: c.id, PartNumber: c.part, AppliesTo: "User", CapabilityStatus: "Enabled", Plans: c.plans}
		p, ok := NewTable([]tenant.SKU{s}, Options{}).Product(c.id)
		if !ok || p.Row != c.row || p.Class != c.class || p.Qualifies != c.qualifies {
			t.Errorf("%s with %d plans: row %d, for a %s, qualifies %v", c.part, len(c.plans), p.Row, p.Class,
				p.Qualifies)
		}
		if why := c.part + " (" + p.Name + ") licenses an agent and does not license a user"; p.Class == Agent &&
			(p.Entra.Why() != why || p.Intune.Why() != why) {
			t.Errorf("%s; %s", p.Entra.Why(), p.Intune.Why())
		}
	}
	if _, name := Named(suite); name != "Microsoft Entra Suite" {
		t.Errorf("the suite is called %q", name)
	}
}
