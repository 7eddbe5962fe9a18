package license

import (
	"fmt"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// Every combination of the three status words: the gravest decides.
func TestStatusWords(t *testing.T) {
	subscriptions := map[string]State{
		"Enabled": Active, "Warning": Doubtful, "Suspended": Inactive, "LockedOut": Inactive, "Deleted": Inactive,
		"Expired": Unsure, "suspended": Unsure, "enabled": Unsure, "Enabled ": Unsure, "": Unsure,
	}
	provisioning := map[string]State{
		"Success": Active, "Disabled": Inactive, "Error": Inactive,
		"PendingInput": Doubtful, "PendingActivation": Doubtful, "PendingProvisioning": Doubtful,
		"Revoked": Unsure, "success": Unsure, "error": Unsure, "": Unsure,
	}
	assignments := map[string]State{
		"Active": Active, "ActiveWithError": Active, "Error": Inactive, "Disabled": Inactive, "Melting": Unsure,
		"active": Unsure, "error": Unsure, "": Unsure,
	}
	n := 0
	for capability, a := range subscriptions {
		for status, b := range provisioning {
			for state, c := range assignments {
				n++
				s := sku(t, "SPE_E3")
				s.CapabilityStatus = capability
				setPlan(&s, intuneA, status)
				u := user([]tenant.SKU{s})
				u.States = []tenant.LicenseState{{SKU: s.ID, State: state}, {SKU: tenant.GUID{1}, State: "Error"}}
				e := NewTable([]tenant.SKU{s}, Options{}).Of(u)
				if want := min(a, b, c); e.Intune.State != want {
					t.Errorf("%q, %q, %q: intune %v, want %v", capability, status, state, e.Intune.State, want)
				}
				if want := min(a, c); e.Entra.State != want {
					t.Errorf("%q, %q, %q: entra %v, want %v", capability, status, state, e.Entra.State, want)
				}
				if e.Qualified != (min(a, b, c) >= Doubtful) {
					t.Errorf("%q, %q, %q: qualified %v", capability, status, state, e.Qualified)
				}
				if e.Unsure() != (min(a, b, c) == Unsure) {
					t.Errorf("%q, %q, %q: unsure %v", capability, status, state, e.Unsure())
				}
			}
		}
	}
	if n != 10*10*8 {
		t.Fatal(n)
	}
}

// What each word says of itself.
func TestStatusSays(t *testing.T) {
	const e3 = "SPE_E3 (Microsoft 365 E3)"
	for _, c := range []struct {
		capability, plan, state, code string
		intune                        State
		why                           string // of the Intune part
	}{
		{"Enabled", "Success", "Active", "", Active, "INTUNE_A of " + e3 + " is active"},
		{"Enabled", "Success", "ActiveWithError", "Other", Active, "INTUNE_A of " + e3 + " is active"},
		{"Warning", "Success", "Active", "", Doubtful,
			"the subscription of " + e3 + ", which includes INTUNE_A, is in its grace period (renew it)"},
		{"Frozen\x1b", "Success", "Active", "", Unsure,
			"the subscription of " + e3 + `, which includes INTUNE_A, has the unknown status "Frozen\x1b"`},
		{"Suspended", "Success", "Active", "", Inactive,
			"the subscription of " + e3 + " cannot be used: its status is Suspended (renew it)"},
		{"Deleted", "Success", "Active", "", Inactive,
			"the subscription of " + e3 + " cannot be used: its status is Deleted (buy it again)"},
		{"LockedOut", "Success", "Active", "", Inactive,
			"the subscription of " + e3 + " cannot be used: its status is LockedOut (buy it again)"},
		{"Enabled", "PendingInput", "Active", "", Doubtful,
			"INTUNE_A of " + e3 + " is usable, but its provisioning status is PendingInput"},
		{"Enabled", "PendingActivation", "Active", "", Doubtful,
			"INTUNE_A of " + e3 + " is usable, but its provisioning status is PendingActivation"},
		{"Enabled", "PendingProvisioning", "Active", "", Doubtful,
			"INTUNE_A of " + e3 + " is usable, but its provisioning status is PendingProvisioning"},
		{"Enabled", "Thawing", "Active", "", Unsure,
			"INTUNE_A of " + e3 + ` has the unknown provisioning status "Thawing"`},
		{"", "Success", "Active", "", Unsure, "the subscription of " + e3 + ", which includes INTUNE_A, has no status"},
		{"Enabled", "", "Active", "", Unsure, "INTUNE_A of " + e3 + " has no provisioning status"},
		{"Enabled", "Success", "", "", Unsure, "the assignment of " + e3 + ", which includes INTUNE_A, has no state"},
		{"Enabled", "Disabled", "Active", "", Inactive,
			"the provisioning status of INTUNE_A is Disabled for all of " + e3},
		{"Enabled", "Success", "Melting", "", Unsure,
			"the assignment of " + e3 + `, which includes INTUNE_A, has the unknown state "Melting"`},
		{"Enabled", "Success", "Error", "CountViolation", Inactive,
			"the assignment of " + e3 + " is in error: CountViolation"},
		{"Enabled", "Success", "Disabled", "", Inactive, "the assignment of " + e3 + " is not active"},
		// The gravest of several is named: curing the others would not help.
		{"Suspended", "PendingInput", "Error", "CountViolation", Inactive,
			"the subscription of " + e3 + " cannot be used: its status is Suspended (renew it)"},
		{"Suspended", "Error", "Error", "CountViolation", Inactive,
			"the provisioning status of INTUNE_A is Error for all of " + e3},
		{"Warning", "PendingInput", "Active", "", Doubtful,
			"the subscription of " + e3 + ", which includes INTUNE_A, is in its grace period (renew it)"},
	} {
		t.Run(fmt.Sprintf("%.10q %s %s", c.capability, c.plan, c.state), func(t *testing.T) {
			s := sku(t, "SPE_E3")
			s.CapabilityStatus = c.capability
			setPlan(&s, intuneA, c.plan)
			u := user([]tenant.SKU{s})
			u.States = []tenant.LicenseState{{SKU: s.ID, State: c.state, Error: c.code}}
			e := NewTable([]tenant.SKU{s}, Options{}).Of(u)
			if e.Intune.State != c.intune || e.Intune.Why() != c.why {
				t.Errorf("%v: %s\nwant %v: %s", e.Intune.State, e.Intune.Why(), c.intune, c.why)
			}
			if e.Intune.Plan() != "INTUNE_A" || e.Intune.SKU() != "SPE_E3" ||
				e.Intune.Usable() != (c.intune >= Doubtful) {
				t.Errorf("plan %q, SKU %q, usable %v", e.Intune.Plan(), e.Intune.SKU(), e.Intune.Usable())
			}
			if !strings.Contains(e.Why(), c.why) && c.intune != Active {
				t.Errorf("the whole does not say so: %s", e.Why())
			}
		})
	}
}

func TestUnknownWordsAreCut(t *testing.T) {
	s := sku(t, "SPE_E3")
	s.CapabilityStatus = strings.Repeat("x", 1000)
	if why := judge([]tenant.SKU{s}).Entra.Why(); len(why) > 250 {
		t.Errorf("%d bytes: %s", len(why), why)
	}
}

// Several paths by which one SKU reaches a user.
func TestAssignmentPaths(t *testing.T) {
	for _, c := range []struct {
		states string // state or state:error, separated by spaces
		want   State
		say    string
	}{
		{"Active Error:CountViolation", Active, "is active"},
		{"Error:CountViolation Active", Active, "is active"},
		{"Error:CountViolation ActiveWithError:Other", Active, "is active"},
		{"Error:CountViolation Disabled", Inactive, "in error: CountViolation"},
		{"Disabled Error:CountViolation", Inactive, "in error: CountViolation"},
		{"Error:UniquenessViolation Error:CountViolation", Inactive, "in error: CountViolation"},
		{"Error:CountViolation Error:UniquenessViolation", Inactive, "in error: CountViolation"},
		{"Error Disabled", Inactive, "is not active"},
		{"Melting Error:CountViolation", Unsure, `"Melting"`},
		{"Error:CountViolation Melting", Unsure, `"Melting"`},
		{"Melting Boiling", Unsure, `"Boiling"`},
		{"Boiling Melting", Unsure, `"Boiling"`},
		{"Boiling Melting Active", Active, "is active"},
		{"active", Unsure, `"active"`},
		{"error:CountViolation", Unsure, `"error"`},
	} {
		all := skus(t, "SPE_E3")
		u := user(all)
		for s := range strings.SplitSeq(c.states, " ") {
			state, code, _ := strings.Cut(s, ":")
			u.States = append(u.States, tenant.LicenseState{SKU: all[0].ID, State: state, Error: code})
		}
		e := NewTable(all, Options{}).Of(u)
		if e.Intune.State != c.want || e.Entra.State != c.want || !strings.Contains(e.Intune.Why(), c.say) {
			t.Errorf("%s: %v, %s; want %v, %s", c.states, e.Intune.State, e.Intune.Why(), c.want, c.say)
		}
	}
}

// What is tenant-wide is not a user's.
func TestCompany(t *testing.T) {
	s := sku(t, "SPE_E3")
	s.AppliesTo = "Company"
	check(t, judge([]tenant.SKU{s}), want{0, Inactive, Inactive,
		"AAD_PREMIUM of SPE_E3 (Microsoft 365 E3) applies to the tenant, not to users; INTUNE_A of SPE_E3 " +
			"(Microsoft 365 E3) applies to the tenant, not to users"})
	s = sku(t, "SPE_E3")
	for i := range s.Plans {
		if s.Plans[i].ID == plans[entraP1].id {
			s.Plans[i].AppliesTo = "Company"
		}
	}
	check(t, judge([]tenant.SKU{s}), want{row: 0, entra: Inactive, intune: Active})
}

// The reasons stand in the order of the engine, and each has the state that refState spells out.
func TestReasonStates(t *testing.T) {
	if unjudged.state() != Missing {
		t.Errorf("a half that nobody judged is %v", unjudged.state())
	}
	for r := fine; r <= noPlan; r++ {
		if r.state() != refState(r) {
			t.Errorf("reason %d is %v, want %v", r, r.state(), refState(r))
		}
	}
}
