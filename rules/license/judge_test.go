package license

import (
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

func TestUnknownLicences(t *testing.T) {
	e := NewTable(skus(t, "SPE_E3"), Options{}).Of(&tenant.User{Licenses: []tenant.License{{SKU: sku(t, "SPE_E3").ID}}})
	if e.Known || e.Qualified || e.Row != 0 || e.Entra.State != Missing || e.Intune.State != Missing {
		t.Errorf("%+v", e)
	}
	for _, why := range []string{e.Why(), e.Entra.Why(), e.Intune.Why()} {
		if why != "the licences of the user are not known" {
			t.Error(why)
		}
	}
	if e.Entra.Plan() != "" || e.Entra.SKU() != "" || !e.Entra.Group().IsZero() {
		t.Error("a half of which nothing is known names something")
	}
	check(t, judge(nil), want{why: "no licence of the user holds Entra ID P1 or P2; no licence of the user holds an Intune plan"})
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
		if !strings.HasPrefix(e.Intune.Why(), "INTUNE_EDU of "+part+" (") || !strings.HasSuffix(e.Intune.Why(), ") is active without INTUNE_A") {
			t.Error(e.Intune.Why())
		}
		check(t, table.Of(hold(entraEDU)), want{row: 0, entra: Inactive, intune: Active})
		e = table.Of(hold(intuneA, intuneEDU))
		check(t, e, want{row: 0, entra: Inactive, intune: Inactive})
		if !strings.Contains(e.Entra.Why(), "counts only beside an active Intune plan of the same assignment") {
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
	check(t, judge([]tenant.SKU{made(1, "X", intuneEDU), made(2, "Y", intuneA)}), want{row: 0, entra: Missing, intune: Active})
	// A full plan with a warning is named before one that is there alone.
	pending := made(2, "Y", intuneA)
	setPlan(&pending, intuneA, "PendingInput")
	e := judge([]tenant.SKU{made(1, "X", intuneEDU), pending})
	if e.Intune.State != Doubtful || e.Intune.SKU() != "Y" {
		t.Errorf("%v, %s", e.Intune.State, e.Intune.Why())
	}
}

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
		{s: dead, say: "INTUNE_A is Error for the whole of DEAD"},
		{s: lost, say: "SPE_E5 (Microsoft 365 E5) has no subscription in the tenant"},
		{s: sku(t, "INTUNE_A_D"), say: "INTUNE_A_D (Microsoft Intune Device) is a device licence"},
		{s: sku(t, "MTR_PREM"), say: "MTR_PREM (Teams Rooms Premium) is a room or shared-device licence"},
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
		"no states":                  {nil, tenant.GUID{}, say},
		"direct":                     {[]tenant.LicenseState{state(tenant.GUID{}, off)}, tenant.GUID{}, say},
		"one group":                  {[]tenant.LicenseState{state(g1, off)}, g1, say + " by group " + g1.String()},
		"the same group twice":       {[]tenant.LicenseState{state(g1, off), state(g1, off)}, g1, say + " by group " + g1.String()},
		"two groups":                 {[]tenant.LicenseState{state(g2, off), state(g1, off)}, g1, say + " by group " + g1.String() + " and others"},
		"group and direct":           {[]tenant.LicenseState{state(g1, off), state(tenant.GUID{}, off)}, tenant.GUID{}, say},
		"direct has it on":           {[]tenant.LicenseState{state(tenant.GUID{}, nil), state(g1, off)}, g1, say + " by group " + g1.String()},
		"another plan off by group":  {[]tenant.LicenseState{state(g1, without(entraP1))}, tenant.GUID{}, say},
		"another SKU's group":        {[]tenant.LicenseState{{SKU: tenant.GUID{7}, Group: g1, State: "Active", Disabled: off}}, tenant.GUID{}, say},
		"another plan off elsewhere": {[]tenant.LicenseState{state(g2, without(entraP1)), state(g1, off)}, g1, say + " by group " + g1.String()},
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
	// The same for the Entra half.
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
		"Microsoft_Teams_Rooms_Pro (Microsoft Teams Rooms Pro) is a room or shared-device licence and does not license a user"})

	// Neither the tenant nor the catalogue knows what it holds: the id is all that can be told.
	named := sku(t, "M365EDU_A5_NOPSTNCONF_FACULTY").ID
	for _, id := range []tenant.GUID{{1}, named} {
		e := table.Of(&tenant.User{LicensesKnown: true, Licenses: []tenant.License{{SKU: tenant.GUID{0xff}}, {SKU: id}}})
		check(t, e, want{entra: Missing, intune: Missing})
		if !strings.Contains(e.Entra.Why(), id.String()) || !strings.Contains(e.Intune.Why(), id.String()) || e.Intune.SKU() != "" {
			t.Error(e.Why())
		}
	}
	var none Table
	check(t, none.Of(user(skus(t, "SPE_E3"))), want{row: 0, entra: Inactive, intune: Inactive})
}

func TestUnknownSKU(t *testing.T) {
	check(t, judge([]tenant.SKU{made(1, "NEW_SUITE", entraP2, intuneA)}), want{7, Active, Active,
		"NEW_SUITE (unknown SKU) meets row 7, though it is not in the document's rows"})
	e := judge([]tenant.SKU{made(1, "NEW_SUITE", entraP2, intuneA)})
	if e.SKU != "NEW_SUITE" || e.Match != "" {
		t.Errorf("SKU %q, match %q", e.SKU, e.Match)
	}
	s := made(1, "", entraP2, intuneA)
	if why := judge([]tenant.SKU{s}).Why(); !strings.HasPrefix(why, s.ID.String()+" (unknown SKU)") {
		t.Error(why)
	}
}

// The part number is the tenant's, as it came; the name is the catalogue's.
func TestPartNumberOnTheWire(t *testing.T) {
	s := sku(t, "SPE_E3")
	s.PartNumber = "spe_e3 "
	if e := judge([]tenant.SKU{s}); e.SKU != "spe_e3 " || e.Why() != "spe_e3  (Microsoft 365 E3) meets row 4" {
		t.Errorf("%q: %s", e.SKU, e.Why())
	}
}

func TestLowestRow(t *testing.T) {
	for _, c := range []struct {
		parts string // separated by commas
		sku   string
		row   int
		match Match
		rows  RowSet
	}{
		{"EMS,SPE_E3,SPB", "SPB", 1, Literal, 1<<1 | 1<<4 | 1<<5},
		{"MICROSOFT_365_E7,M365_G3_GOV,SPE_E3", "SPE_E3", 4, Literal, 1 << 4},
		{"MICROSOFT_365_E7,M365_G3_GOV", "M365_G3_GOV", 4, Equivalent, 1 << 4},
		{"DEVELOPERPACK_E5,SPE_E3_RPA1,MICROSOFT_365_E7", "MICROSOFT_365_E7", 4, Successor, 1 << 4},
		{"SPE_E3_RPA1,DEVELOPERPACK_E5", "DEVELOPERPACK_E5", 4, Developer, 1 << 4},
		{"SPE_E5,SPE_E3", "SPE_E3", 4, Literal, 1 << 4},
		{"AAD_PREMIUM,SPE_E3,INTUNE_A", "SPE_E3", 4, Literal, 1<<4 | 1<<7},
		{"AAD_PREMIUM,SPE_E3", "SPE_E3", 4, Literal, 1 << 4},
		{"INTUNE_A,AAD_PREMIUM_P2", "", 7, "", 1 << 7},
		{"SPE_F5_SEC,M365_F1", "M365_F1", 2, Literal, 1 << 2},
	} {
		e := judge(skus(t, strings.Split(c.parts, ",")...))
		if !e.Qualified || e.SKU != c.sku || e.Row != c.row || e.Match != c.match || e.Rows != c.rows {
			t.Errorf("%s: row %d by %q (%s), rows %b; want row %d by %q (%s), rows %b", c.parts, e.Row, e.SKU, e.Match, e.Rows, c.row, c.sku, c.match, c.rows)
		}
	}
	// Two row products, each with one half off, meet row 7 together.
	all := skus(t, "SPE_E3", "EMS")
	u := user(all)
	u.Licenses[0].Disabled, u.Licenses[1].Disabled = without(intuneA), without(entraP1)
	e := NewTable(all, Options{}).Of(u)
	if e.Row != 7 || e.Rows != 1<<7 || e.Entra.SKU() != "SPE_E3" || e.Intune.SKU() != "EMS" {
		t.Errorf("row %d, rows %b: %s", e.Row, e.Rows, e.Why())
	}
	// Of two products of one row and match, the one without a warning qualifies.
	all = skus(t, "SPE_E3", "SPE_E5")
	all[0].CapabilityStatus = "Warning"
	if e := judge(all); e.SKU != "SPE_E5" || e.Entra.State != Active || e.Entra.SKU() != "SPE_E5" {
		t.Errorf("%s: %s", e.SKU, e.Why())
	}
	// One in no row that holds both halves qualifies to row 7 alone, and a row product before it.
	all = append(skus(t, "SPE_E3"), made(1, "A", entraP1, intuneA))
	if e := judge(all); e.SKU != "SPE_E3" || e.Rows != 1<<4|1<<7 {
		t.Errorf("%s, rows %b", e.SKU, e.Rows)
	}
}

func TestOtherMDM(t *testing.T) {
	other := func(parts ...string) Entitlement {
		all := skus(t, parts...)
		return NewTable(all, Options{OtherMDM: true}).Of(user(all))
	}
	check(t, other("AAD_PREMIUM"), want{7, Active, Missing,
		"AAD_PREMIUM of AAD_PREMIUM (Microsoft Entra ID P1) meets row 7 with another MDM service"})
	check(t, other("AAD_PREMIUM", "INTUNE_A"), want{row: 7, entra: Active, intune: Active})
	check(t, other("INTUNE_A"), want{row: 0, entra: Missing, intune: Active})
	check(t, other("SPE_E3"), want{row: 4, entra: Active, intune: Active})
	check(t, other("Microsoft_Teams_Rooms_Pro"), want{row: 0, entra: Inactive, intune: Inactive})
	check(t, other("AAD_PREMIUM", "INTUNE_A_D"), want{row: 7, entra: Active, intune: Inactive})

	all := skus(t, "SPE_E3", "M365EDU_A1")
	table := NewTable(all, Options{OtherMDM: true})
	u := user(all[:1])
	u.Licenses[0].Disabled = without(intuneA)
	check(t, table.Of(u), want{row: 7, entra: Active, intune: Inactive})
	// AAD_EDU is no P1: row 7 does not take it.
	u = user(all[1:])
	u.Licenses[0].Disabled = without(intuneA, intuneEDU)
	check(t, table.Of(u), want{row: 0, entra: Inactive, intune: Inactive})
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
	if !ok || h.Qualifies || h.Row != 4 || h.Match != Literal || h.Intune.Why() != "the subscription of SPE_E3 (Microsoft 365 E3) cannot be used: its status is LockedOut" {
		t.Errorf("%+v: %s", h, h.Intune.Why())
	}
	if h, _ := table.Product(all[1].ID); h.Class != Device || h.Row != 0 || h.Match != "" {
		t.Errorf("%+v", h)
	}
	check(t, table.Tenant(), want{row: 0, entra: Active, intune: Inactive})
	check(t, NewTable(skus(t, "INTUNE_A", "AAD_PREMIUM"), Options{}).Tenant(), want{row: 7, entra: Active, intune: Active})
}

// Doubts are told beside what qualifies.
func TestWhyTellsDoubts(t *testing.T) {
	s := sku(t, "SPE_E3_RPA1")
	const doubt = "SPE_E3_RPA1 (Microsoft 365 E3 - Unattended License), which gives %, is an unattended licence: for a robot, not for a person"
	check(t, judge([]tenant.SKU{s}), want{4, Doubtful, Doubtful,
		"SPE_E3_RPA1 (Microsoft 365 E3 - Unattended License) meets row 4 as the unattended edition of a product that the row names; " +
			strings.Replace(doubt, "%", "AAD_PREMIUM", 1) + "; " + strings.Replace(doubt, "%", "INTUNE_A", 1)})
}

func TestRowSet(t *testing.T) {
	s := RowSet(1<<4 | 1<<7)
	for row := range 8 {
		if s.Has(row) != (row == 4 || row == 7) {
			t.Errorf("Has(%d) = %v", row, s.Has(row))
		}
	}
}
