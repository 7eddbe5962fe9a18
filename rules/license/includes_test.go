package license

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestIncludes(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"SPE_E3", "ENTERPRISEPACK", true}, {"SPE_E5", "ENTERPRISEPACK", true},
		{"SPE_E5", "SPE_E3", true}, {"SPE_F1", "DESKLESSPACK", true}, {"EMSPREMIUM", "EMS", true},
		{"SPE_E3", "EMS", true}, {"SPE_E3", "STANDARDPACK", true}, {"EMS", "INTUNE_A", true},
		{"SPE_E3", "ENTERPRISEPREMIUM", false},
		{"SPE_E5", "ENTERPRISEPREMIUM", false}, // MICROSOFT_TEAMS_EVENTS is in the second alone
		{"SPE_E3", "SPE_E5", false}, {"SPE_F1", "ENTERPRISEPACK", false},
		{"ENTERPRISEPACK", "SPE_E3", false}, {"EMS", "ENTERPRISEPACK", false}, {"SPE_E3", "SPE_E3", false},
		{"MEETING_ROOM", "INTUNE_A", false}, // a room's license is nobody's
		{"DEVELOPERPACK_E5", "INTUNE_A", false},
	} {
		all := []tenant.SKU{sku(t, c.a)}
		if c.b != c.a {
			all = append(all, sku(t, c.b))
		}
		table := NewTable(all, Options{})
		if got := table.Includes(tenant.License{SKU: all[0].ID}, tenant.License{SKU: all[len(all)-1].ID}); got != c.want {
			t.Errorf("%s includes %s: %v", c.a, c.b, got)
		}
	}
	all := skus(t, "SPE_E3", "INTUNE_A")
	table := NewTable(all, Options{})
	off := tenant.License{SKU: all[0].ID, Disabled: without(intuneA)}
	if table.Includes(off, tenant.License{SKU: all[1].ID}) {
		t.Error("what is turned off is included")
	}
}

func TestOutranks(t *testing.T) {
	for _, c := range []struct {
		high, low string
		want      bool
	}{
		{"FLOW_O365_P3", "FLOW_O365_P2", true}, {"FORMS_PLAN_E5", "FORMS_PLAN_E1", true},
		{"WHITEBOARD_PLAN3", "WHITEBOARD_PLAN2", true}, {"MIP_S_CLP2", "MIP_S_CLP1", true},
		{"EXCHANGE_S_ENTERPRISE", "EXCHANGE_S_DESKLESS", true}, {"FLOW_O365_P2", "FLOW_O365_P2", false},
		{"FLOW_O365_P1", "FLOW_O365_P2", false}, {"CDS_O365_P3", "FLOW_O365_P2", false}, {"MCOPSTN5", "MCOPSTN2", false},
	} {
		if outranks(c.high, c.low) != c.want {
			t.Errorf("%s above %s", c.high, c.low)
		}
	}
}
