package license

import (
	"fmt"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// Of several obstacles the one nearest to a cure is told.
func TestNearestReason(t *testing.T) {
	lost := sku(t, "SPE_E5") // on the user, not in the tenant
	suspended := made(2, "SUSPENDED", intuneA)
	suspended.CapabilityStatus = "Suspended"
	dead := made(3, "DEAD", intuneA)
	setPlan(&dead, intuneA, "Error")
	cases := []struct {
		s   tenant.SKU
		off bool
		bad bool
		say string
	}{
		{s: made(4, "OFF", intuneA), off: true, say: "switched off in the assignment of OFF (unknown SKU)"},
		{s: made(5, "BAD", intuneA), bad: true, say: "assignment of BAD (unknown SKU) is in error: CountViolation"},
		{s: suspended, say: "SUSPENDED (unknown SKU) cannot be used"},
		{s: dead, say: "INTUNE_A is Error for all of DEAD"},
		{s: lost, say: "SPE_E5 (Microsoft 365 E5) has no subscription in the tenant"},
		{s: sku(t, "INTUNE_A_D"), say: "INTUNE_A_D (Microsoft Intune Device) is a device license"},
		{s: sku(t, "MTR_PREM"), say: "MTR_PREM (Teams Rooms Premium) is a room or shared-device license"},
	}
	for i := range cases {
		var held []tenant.SKU
		u := &tenant.User{LicensesKnown: true}
		for j := len(cases) - 1; j >= i; j-- { // the nearest comes last
			c := cases[j]
			if c.s.ID != lost.ID {
				held = append(held, c.s)
			}
			l := tenant.License{SKU: c.s.ID}
			if c.off {
				l.Disabled = without(intuneA)
			}
			if c.bad {
				u.States = append(u.States, tenant.LicenseState{SKU: c.s.ID, State: "Error", Error: "CountViolation"})
			}
			u.Licenses = append(u.Licenses, l)
		}
		e := NewTable(held, Options{}).Of(u)
		if e.Qualified || e.Intune.State != Inactive || !strings.Contains(e.Intune.Why(), cases[i].say) {
			t.Errorf("%v, %s; want %s", e.Intune.State, e.Intune.Why(), cases[i].say)
		}
	}
}

// A plan that is off names the group only where groups alone switch it off.
func TestPlanOffByGroup(t *testing.T) {
	g1, g2 := tenant.GUID{1}, tenant.GUID{2}
	all := skus(t, "SPE_E3")
	off := without(intuneA)
	const say = "INTUNE_A is switched off in the assignment of SPE_E3 (Microsoft 365 E3)"
	state := func(g tenant.GUID, off []tenant.GUID) tenant.LicenseState {
		return tenant.LicenseState{SKU: all[0].ID, State: "Active", Group: g, Disabled: off}
	}
	for name, c := range map[string]struct {
		states []tenant.LicenseState
		group  tenant.GUID
		why    string
	}{
		"no states": {nil, tenant.GUID{}, say},
		"direct":    {[]tenant.LicenseState{state(tenant.GUID{}, off)}, tenant.GUID{}, say},
		"one group": {[]tenant.LicenseState{state(g1, off)}, g1, say + " by group " + g1.String()},
		"the same group twice": {[]tenant.LicenseState{state(g1, off), state(g1, off)}, g1,
			say + " by group " + g1.String()},
		"two groups": {[]tenant.LicenseState{state(g2, off), state(g1, off)}, g1,
			say + " by group " + g1.String() + " and others"},
		"group and direct": {
			[]tenant.LicenseState{state(g1, off), state(tenant.GUID{}, off)}, tenant.GUID{}, say,
		},
		"direct and group": {
			[]tenant.LicenseState{state(tenant.GUID{}, off), state(g1, off)}, tenant.GUID{}, say,
		},
		"direct has it on": {[]tenant.LicenseState{state(tenant.GUID{}, nil), state(g1, off)}, g1,
			say + " by group " + g1.String()},
		"another plan off by group": {[]tenant.LicenseState{state(g1, without(entraP1))}, tenant.GUID{}, say},
		"another SKU's group": {[]tenant.LicenseState{
			{SKU: tenant.GUID{7}, Group: g1, State: "Active", Disabled: off},
		}, tenant.GUID{}, say},
		"another plan off elsewhere": {[]tenant.LicenseState{state(g2, without(entraP1)), state(g1, off)}, g1,
			say + " by group " + g1.String()},
	} {
		u := user(all)
		u.Licenses[0].Disabled, u.States = off, c.states
		h := NewTable(all, Options{}).Of(u).Intune
		if h.Group() != c.group || h.Why() != c.why {
			t.Errorf("%s: group %s, %s", name, h.Group(), h.Why())
		}
	}
	// assignedLicenses decides: off in one path only is on.
	u := user(all)
	u.States = []tenant.LicenseState{state(g1, off), state(tenant.GUID{}, nil)}
	check(t, NewTable(all, Options{}).Of(u), want{row: 4, entra: Active, intune: Active})
	// The same for the Entra part.
	u.Licenses[0].Disabled, u.States = without(entraP1), []tenant.LicenseState{state(g2, without(entraP1))}
	if h := NewTable(all, Options{}).Of(u).Entra; h.Group() != g2 {
		t.Errorf("entra: %s", h.Why())
	}
	if h := NewTable(all, Options{}).Of(u).Intune; !h.Group().IsZero() {
		t.Errorf("intune: %s", h.Why())
	}
}

func TestNoSubscription(t *testing.T) {
	table := NewTable(skus(t, "FLOW_FREE"), Options{})
	hold := func(parts ...string) Entitlement { return table.Of(user(skus(t, parts...))) }
	check(t, hold("SPE_E3"), want{0, Inactive, Inactive, "SPE_E3 (Microsoft 365 E3) has no subscription in the tenant"})
	check(t, hold("SPE_E3", "FLOW_FREE"), want{row: 0, entra: Inactive, intune: Inactive})
	check(t, hold("INTUNE_A"), want{row: 0, entra: Missing, intune: Inactive})
	check(t, hold("ENTERPRISEPACK"), want{row: 0, entra: Missing, intune: Missing})
	check(t, hold("Microsoft_Teams_Rooms_Pro"), want{0, Inactive, Inactive,
		"Microsoft_Teams_Rooms_Pro (Microsoft Teams Rooms Pro) is a room or shared-device license " +
			"and doesn't license a user"})

	// Neither the tenant nor the catalog knows what it holds: the id is all that can be told.
	named := sku(t, "M365EDU_A5_NOPSTNCONF_FACULTY").ID
	for _, id := range []tenant.GUID{{1}, named} {
		e := table.Of(
			&tenant.User{LicensesKnown: true, Licenses: []tenant.License{{SKU: tenant.GUID{0xff}}, {SKU: id}}})
		check(t, e, want{entra: Missing, intune: Missing})
		const say = "no license of the user is known to include %s; license %s has no subscription in the tenant"
		if e.Entra.Why() != fmt.Sprintf(say, "Entra ID P1 or P2", id) || e.Intune.Why() != fmt.Sprintf(say,
			"an Intune plan", id) || e.Intune.SKU() != "" || !e.Intune.Group().IsZero() {
			t.Error(e.Why())
		}
	}
	var none Table
	check(t, none.Of(user(skus(t, "SPE_E3"))), want{row: 0, entra: Inactive, intune: Inactive})
}

// Doubts are told beside what qualifies.
func TestWhyTellsDoubts(t *testing.T) {
	s := sku(t, "SPE_E3_RPA1")
	const doubt = "SPE_E3_RPA1 (Microsoft 365 E3 - Unattended License), which includes %, is an unattended license, " +
		"for a robot, not for a person"
	check(t, judge([]tenant.SKU{s}), want{4, Doubtful, Doubtful,
		"SPE_E3_RPA1 (Microsoft 365 E3 - Unattended License) qualifies (option 4) as the unattended edition of a " +
			"product that Microsoft's page names; " +
			strings.Replace(doubt, "%", "AAD_PREMIUM", 1) + "; " + strings.Replace(doubt, "%", "INTUNE_A", 1)})
}

func TestNamesOfTheDecidingProduct(t *testing.T) {
	e := judge(skus(t, "SPE_E3"))
	if e.Product() != "Microsoft 365 E3" || e.Entra.Product() != "Microsoft 365 E3" || e.Intune.Class() != Person {
		t.Errorf("%q, %q, %q", e.Product(), e.Entra.Product(), e.Intune.Class())
	}
	e = judge([]tenant.SKU{made(1, "NEW_SUITE", entraP1, intuneA)})
	if e.Product() != "NEW_SUITE" || e.Entra.Product() != "NEW_SUITE" || e.Intune.Class() != Person {
		t.Errorf("%q, %q, %q", e.Product(), e.Entra.Product(), e.Intune.Class())
	}
	e = judge(skus(t, "INTUNE_A_D"))
	if e.Product() != "" || e.Entra.Product() != "" || e.Entra.Class() != "" || e.Intune.Class() != Device {
		t.Errorf("%q, %q, %q, %q", e.Product(), e.Entra.Product(), e.Entra.Class(), e.Intune.Class())
	}
}

func TestStateInWords(t *testing.T) {
	for s, want := range []string{"missing", "inactive", "not known", "active with warning", "active"} {
		if got := State(s).String(); got != want {
			t.Errorf("%d: %s, want %s", s, got, want)
		}
	}
}
