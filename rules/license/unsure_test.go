package license

import (
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// What is usable wins over what is not known, and that over what is not usable.
func TestUnsureAmongPaths(t *testing.T) {
	odd := made(1, "ODD", intuneA)
	odd.CapabilityStatus = "Expired"
	grace, dead := made(2, "GRACE", intuneA), made(3, "DEAD", intuneA)
	grace.CapabilityStatus, dead.CapabilityStatus = "Warning", "Suspended"
	entra, bad := made(4, "ENTRA", entraP1), made(5, "BAD", entraP1)
	bad.CapabilityStatus = "Deleted"
	const say = `the subscription of ODD (unknown SKU), which includes INTUNE_A, has the unknown status "Expired"`
	for _, c := range []struct {
		held   []tenant.SKU
		other  bool // another MDM service
		want   want
		unsure bool
	}{
		{[]tenant.SKU{odd, entra}, false, want{0, Active, Unsure, say}, true},
		{[]tenant.SKU{odd, dead, entra}, false, want{0, Active, Unsure, say}, true},
		{[]tenant.SKU{odd, grace, entra}, false, want{row: 7, entra: Active, intune: Doubtful}, false},
		{[]tenant.SKU{odd, made(6, "GOOD", intuneA), entra}, false, want{row: 7, entra: Active, intune: Active}, false},
		// Whatever the word means, the other part is not there.
		{[]tenant.SKU{odd}, false,
			want{0, Missing, Unsure, "none of the user's licenses includes Entra ID P1 or P2; " + say}, false},
		{[]tenant.SKU{odd, bad}, false, want{row: 0, entra: Inactive, intune: Unsure}, false},
		{[]tenant.SKU{odd}, true, want{row: 0, entra: Missing, intune: Unsure}, false},
		{[]tenant.SKU{odd, entra}, true, want{row: 7, entra: Active, intune: Unsure}, false},
		{[]tenant.SKU{odd, made(6, "GOOD", intuneA, entraP2)}, false,
			want{row: 7, entra: Active, intune: Active}, false},
	} {
		e := NewTable(c.held, Options{OtherMDM: c.other}).Of(user(c.held))
		check(t, e, c.want)
		if e.Unsure() != c.unsure {
			t.Errorf("unsure %v, want %v: %s", e.Unsure(), c.unsure, e.Why())
		}
	}
	// With another MDM service an unknown word on the Entra part alone is enough to be unsure.
	p1 := sku(t, "AAD_PREMIUM")
	p1.CapabilityStatus = ""
	e := NewTable([]tenant.SKU{p1}, Options{OtherMDM: true}).Of(user([]tenant.SKU{p1}))
	check(t, e, want{row: 0, entra: Unsure, intune: Missing})
	if !e.Unsure() {
		t.Error(e.Why())
	}
	if (Entitlement{}).Unsure() {
		t.Error("of a user without known licenses nothing may be said")
	}
}

// AAD_EDU stands on the Intune plan beside it, known or not.
func TestUnsureEducation(t *testing.T) {
	s := sku(t, "M365EDU_A1")
	setPlan(&s, intuneA, "Revoked")
	setPlan(&s, intuneEDU, "Error")
	e := judge([]tenant.SKU{s})
	check(t, e, want{row: 0, entra: Unsure, intune: Unsure})
	if why := e.Entra.Why(); !e.Unsure() || !strings.HasPrefix(why, "AAD_EDU of M365EDU_A1 (") ||
		!strings.HasSuffix(why,
			`counts only with an active Intune plan in the same assignment, which has the unknown status "Revoked"`) {
		t.Error(why)
	}
	setPlan(&s, intuneEDU, "Success")
	check(t, judge([]tenant.SKU{s}), want{row: 3, entra: Active, intune: Doubtful})
}

func TestUnsureHeld(t *testing.T) {
	s := sku(t, "SPE_E3")
	s.CapabilityStatus = "suspended"
	table := NewTable([]tenant.SKU{s}, Options{})
	h, ok := table.Product(s.ID)
	if !ok || h.Qualifies || h.Entra.State != Unsure || h.Intune.State != Unsure ||
		!strings.Contains(h.Intune.Why(), `"suspended"`) {
		t.Errorf("%+v: %s", h, h.Intune.Why())
	}
	if e := table.Tenant(); !e.Unsure() {
		t.Error(e.Why())
	}
}

func TestIfActive(t *testing.T) {
	all := append(skus(t, "SPE_E3", "FLOW_FREE"), made(1, "DEAD", intuneA, entraP1), made(2, "ODD", intuneA, entraP1))
	all[2].CapabilityStatus, all[3].CapabilityStatus = "Suspended", "Expired"
	table := NewTable(all, Options{})
	for _, c := range []struct {
		sku           tenant.GUID
		off           []tenant.GUID
		entra, intune State
		why           string // of the Intune part
	}{
		{all[0].ID, nil, Active, Active, "is active"},
		{all[0].ID, without(intuneA), Active, Inactive, "switched off"},
		{all[0].ID, without(intuneA, entraP1), Inactive, Inactive, "switched off"},
		{all[1].ID, nil, Missing, Missing, "none of the user's licenses"},
		{all[2].ID, nil, Inactive, Inactive, "Suspended"},
		{all[3].ID, nil, Unsure, Unsure, `"Expired"`},
		{sku(t, "SPE_E5").ID, nil, Inactive, Inactive, "no subscription"},
		{tenant.GUID{7}, nil, Missing, Missing, "no subscription"},
	} {
		l := tenant.License{SKU: c.sku, Disabled: c.off}
		entra, intune := table.IfActive(l, EntraID), table.IfActive(l, Intune)
		if entra.State != c.entra || intune.State != c.intune || !strings.Contains(intune.Why(), c.why) {
			t.Errorf("%s less %d plans: entra %v, intune %v, %s; want %v, %v, %s", c.sku, len(c.off), entra.State,
				intune.State, intune.Why(), c.entra, c.intune, c.why)
		}
	}
}

// A user who has INTUNE_O365 only is told what it is not.
func TestBasicMobility(t *testing.T) {
	const no, p1 = "none of the user's licenses includes an Intune plan", "none of the user's licenses includes Entra ID P1 or P2; "
	const not = no + "; INTUNE_O365 of ENTERPRISEPACK is Basic Mobility and Security, which does not count"
	all := skus(t, "ENTERPRISEPACK", "SPE_E3")
	pending := func(status string) {
		for i := range all[0].Plans {
			if all[0].Plans[i].ID == basicMobilityID {
				all[0].Plans[i].ProvisioningStatus, all[0].Plans[i].AppliesTo = status, "Company"
			}
		}
	}
	for _, status := range []string{"Success", "PendingActivation"} {
		pending(status)
		check(t, judge(all[:1]), want{0, Missing, Missing, p1 + not})
	}
	u := user(all[:1])
	u.States = []tenant.LicenseState{{SKU: all[0].ID, State: "Error"}}
	check(t, NewTable(all, Options{}).Of(u), want{0, Missing, Missing, p1 + no})
	u = user(all[:1])
	u.Licenses[0].Disabled = []tenant.GUID{basicMobilityID}
	check(t, NewTable(all, Options{}).Of(u), want{0, Missing, Missing, p1 + no})
	u = user(all)
	u.Licenses[1].Disabled = without(intuneA)
	check(t, NewTable(all, Options{}).Of(u),
		want{0, Active, Inactive, "INTUNE_A is switched off in the assignment of SPE_E3 (Microsoft 365 E3)"})
	for _, status := range []string{"Error", "Disabled", "Revoked"} {
		pending(status)
		check(t, judge(all[:1]), want{0, Missing, Missing, p1 + no})
	}
}

// What is active among the states and absent from the licenses is not known, unless a license gives it anyway, or it
// would not.
func TestStateAlone(t *testing.T) {
	e3, intune, off := sku(t, "SPE_E3"), sku(t, "INTUNE_A"), sku(t, "SPE_E3")
	off.CapabilityStatus = "Suspended"
	active := []tenant.LicenseState{{SKU: e3.ID, State: "Active"}}
	for _, c := range []struct {
		name          string
		skus          []tenant.SKU
		user          tenant.User
		entra, intune State
		unsure        bool
	}{
		{"no license", []tenant.SKU{e3}, tenant.User{States: active}, Unsure, Unsure, true},
		{"a license of one part", []tenant.SKU{e3, intune},
			tenant.User{States: active, Licenses: []tenant.License{{SKU: intune.ID}}}, Unsure, Active, true},
		{"its license", []tenant.SKU{e3}, tenant.User{States: active, Licenses: []tenant.License{{SKU: e3.ID}}}, Active,
			Active, false},
		{"its license with a part switched off", []tenant.SKU{e3}, tenant.User{States: active,
			Licenses: []tenant.License{{SKU: e3.ID, Disabled: []tenant.GUID{intune.Plans[0].ID}}}}, Active, Inactive, false},
		{"a suspended product", []tenant.SKU{off}, tenant.User{States: active}, Inactive, Inactive, false},
		{"a product that the tenant does not have", []tenant.SKU{intune}, tenant.User{States: active}, Inactive,
			Inactive, false},
		{"a state in error", []tenant.SKU{e3},
			tenant.User{States: []tenant.LicenseState{{SKU: e3.ID, State: "Error"}}}, Missing, Missing, false},
	} {
		c.user.LicensesKnown = true
		e := NewTable(c.skus, Options{}).Of(&c.user)
		if e.Entra.State != c.entra || e.Intune.State != c.intune || e.Unsure() != c.unsure {
			t.Errorf("%s: %v and %v, unsure %v: %s", c.name, e.Entra.State, e.Intune.State, e.Unsure(), e.Why())
		}
	}
}
