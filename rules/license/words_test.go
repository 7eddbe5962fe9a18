package license

import (
	"testing"

	"prepaudit/rules/tenant"
)

// Seats that are not covered are told wherever the product gives something, and change nothing else.
func TestUncoveredSeats(t *testing.T) {
	for _, c := range []struct {
		consumed, enabled, warning int
		say                        string
	}{
		{10, 10, 0, ""},
		{11, 10, 0, "; 1 seat not covered, Graph does not say whose"},
		{11, 10, 1, ""},
		{14, 10, 1, "; 3 seats not covered, Graph does not say whose"},
	} {
		s := sku(t, "SPE_E3")
		s.Consumed, s.Enabled, s.Warning = c.consumed, c.enabled, c.warning
		e := judge([]tenant.SKU{s})
		check(t, e, want{4, Active, Active, "SPE_E3 (Microsoft 365 E3) qualifies (option 4)" + c.say})
		if why := e.Intune.Why(); why != "INTUNE_A of SPE_E3 (Microsoft 365 E3) is active"+c.say {
			t.Error(why)
		}
	}
	// Two entries of one product are one stock of seats.
	short, spare := sku(t, "SPE_E3"), sku(t, "SPE_E3")
	short.Consumed, spare.Consumed = 15, 5
	check(t, NewTable([]tenant.SKU{short, spare}, Options{}).Of(user([]tenant.SKU{short})),
		want{4, Active, Active, "SPE_E3 (Microsoft 365 E3) qualifies (option 4)"})
}

// A group is called by its name where it is known and has one.
func TestGroupNames(t *testing.T) {
	all := skus(t, "SPE_E3")
	u := user(all)
	u.Licenses[0].Disabled = without(intuneA)
	u.States = []tenant.LicenseState{
		{SKU: all[0].ID, State: "Active", Group: tenant.GUID{1}, Disabled: without(intuneA)},
	}
	for name, want := range map[string]string{"Staff": "Staff", "": tenant.GUID{1}.String()} {
		table := NewTable(all,
			Options{Groups: []tenant.LicenseGroup{{Group: tenant.Group{ID: tenant.GUID{1}, DisplayName: name}}}})
		if why := table.Of(u).Intune.Why(); why != "INTUNE_A is switched off in the assignment of SPE_E3 "+
			"(Microsoft 365 E3) by group "+want {
			t.Error(why)
		}
	}
}

func TestClassOf(t *testing.T) {
	for part, want := range map[string]struct {
		class Class
		match Match
	}{
		"SPE_E3": {Person, Literal}, "INTUNE_A_D": {Device, ""}, "MTR_PREM": {Room, ""},
		"SPE_E3_RPA1":      {Person, Unattended},
		"DEVELOPERPACK_E5": {Person, Developer}, "FLOW_FREE": {Person, ""},
	} {
		id := sku(t, part).ID
		if class, match := ClassOf(id), MatchOf(id); class != want.class || match != want.match {
			t.Errorf("%s: %q, %q", part, class, match)
		}
	}
	if class, match := ClassOf(tenant.GUID{7}), MatchOf(tenant.GUID{7}); class != Person || match != "" {
		t.Errorf("a stranger: %q, %q", class, match)
	}
	table := NewTable(skus(t, "SPE_E3"), Options{})
	if !table.Holds(sku(t, "SPE_E3").ID) || table.Holds(sku(t, "SPE_E5").ID) {
		t.Error("what the tenant holds is not told from what it does not")
	}
}

// What a service says it has given, held against what the licenses give.
func TestConfirm(t *testing.T) {
	all := skus(t, "SPE_E3", "M365EDU_A1", "INTUNE_A_D")
	table := NewTable(all, Options{})
	e3, none := table.Of(user(all[:1])), table.Of(user(nil))
	a1 := table.Of(user(all[1:2]))
	entry := func(p plan, status string) tenant.AssignedPlan {
		return tenant.AssignedPlan{Plan: plans[p].id, Status: status}
	}
	for name, c := range map[string]struct {
		part          Part
		assigned      []tenant.AssignedPlan
		status        string
		agrees, known bool
	}{
		"enabled": {e3.Intune,
			[]tenant.AssignedPlan{entry(intuneA, "Enabled")}, "Enabled", true, true},
		"in its grace period": {e3.Intune,
			[]tenant.AssignedPlan{entry(intuneA, "Warning")}, "Warning", true, true},
		"another plan of the half": {e3.Entra,
			[]tenant.AssignedPlan{entry(entraP2, "Enabled")}, "Enabled", true, true},
		"a plan of the other half": {e3.Entra, []tenant.AssignedPlan{entry(intuneA, "Enabled")}, "", false, true},
		"Entra ID is no Intune":    {e3.Intune, []tenant.AssignedPlan{entry(entraP1, "Enabled")}, "", false, true},
		"suspended": {e3.Intune,
			[]tenant.AssignedPlan{entry(intuneA, "Suspended")}, "Suspended", false, true},
		"deleted beside enabled": {e3.Intune,
			[]tenant.AssignedPlan{entry(intuneA, "Deleted"), entry(intuneA, "Enabled")}, "Enabled", true, true},
		"enabled beside unknown": {e3.Intune,
			[]tenant.AssignedPlan{entry(intuneA, "Odd"), entry(intuneA, "Enabled")}, "Enabled", true, true},
		"unknown beside deleted": {e3.Intune,
			[]tenant.AssignedPlan{entry(intuneA, "Deleted"), entry(intuneA, "Odd")}, "Odd", false, false},
		"nothing":                     {e3.Intune, nil, "", false, true},
		"nothing held, nothing there": {none.Intune, nil, "", true, true},
		"nothing held, one there": {none.Intune,
			[]tenant.AssignedPlan{entry(intuneA, "Enabled")}, "Enabled", false, true},
		"Entra ID for Education": {a1.Entra,
			[]tenant.AssignedPlan{entry(entraEDU, "Enabled")}, "Enabled", true, true},
		"it stands for nothing else": {e3.Entra, []tenant.AssignedPlan{entry(entraEDU, "Enabled")}, "", false, true},
		"nor for nothing":            {none.Entra, []tenant.AssignedPlan{entry(entraEDU, "Enabled")}, "", true, true},
	} {
		if status, agrees, known := Confirm(c.part, c.assigned); status != c.status ||
			agrees != c.agrees || known != c.known {
			t.Errorf("%s: %q, %v, %v", name, status, agrees, known)
		}
	}
}
