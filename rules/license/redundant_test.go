package license

import (
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// Which product is redundant beside which, as worked out from Microsoft's product table of 2026-08-20.
func TestRedundantProducts(t *testing.T) {
	suites := []string{"SPB", "M365_F1", "M365_F1_COMM", "SPE_F1", "SPE_E3", "SPE_E5", "MICROSOFT_365_E7",
		"M365EDU_A3_FACULTY", "M365EDU_A5_FACULTY",
		"M365_G3_GOV", "M365_G5_GCC", "EMS", "EMSPREMIUM", "EMS_EDU_FACULTY", "INTUNE_EDU", "M365EDU_A1"}
	for part, covering := range map[string]string{
		"INTUNE_A": "SPB M365_F1 M365_F1_COMM SPE_F1 SPE_E3 SPE_E5 MICROSOFT_365_E7 M365EDU_A3_FACULTY " +
			"M365EDU_A5_FACULTY M365_G3_GOV M365_G5_GCC EMS EMSPREMIUM EMS_EDU_FACULTY INTUNE_EDU M365EDU_A1",
		"INTUNE_A_VL": "SPB M365_F1 M365_F1_COMM SPE_F1 SPE_E3 SPE_E5 MICROSOFT_365_E7 M365EDU_A3_FACULTY " +
			"M365EDU_A5_FACULTY M365_G3_GOV M365_G5_GCC EMS EMSPREMIUM EMS_EDU_FACULTY INTUNE_EDU M365EDU_A1",
		"INTUNE_SMB": "SPB M365_F1 M365_F1_COMM SPE_F1 SPE_E3 SPE_E5 MICROSOFT_365_E7 M365EDU_A3_FACULTY " +
			"M365EDU_A5_FACULTY M365_G3_GOV M365_G5_GCC EMS EMSPREMIUM EMS_EDU_FACULTY",
		"INTUNE_EDU": "M365EDU_A1 M365EDU_A3_FACULTY M365EDU_A5_FACULTY EMS_EDU_FACULTY",
		"AAD_PREMIUM": "SPB M365_F1 M365_F1_COMM SPE_F1 SPE_E3 SPE_E5 MICROSOFT_365_E7 M365EDU_A3_FACULTY " +
			"M365EDU_A5_FACULTY M365_G3_GOV M365_G5_GCC EMS EMSPREMIUM EMS_EDU_FACULTY",
		"AAD_PREMIUM_P2": "SPE_E5 MICROSOFT_365_E7 M365EDU_A5_FACULTY M365_G5_GCC EMSPREMIUM",
		"EMS": "SPB M365_F1 M365_F1_COMM SPE_F1 SPE_E3 SPE_E5 MICROSOFT_365_E7 M365EDU_A3_FACULTY " +
			"M365EDU_A5_FACULTY M365_G3_GOV M365_G5_GCC EMSPREMIUM EMS_EDU_FACULTY",
		"EMSPREMIUM":         "SPE_E5 MICROSOFT_365_E7 M365EDU_A5_FACULTY M365_G5_GCC",
		"OFFICESUBSCRIPTION": "",
		"WIN10_VDA_E3":       "",
		"WIN10_PRO_ENT_SUB":  "SPE_E3 SPE_E5 MICROSOFT_365_E7",
		"SPE_F1":             "",
		// INTUNE_EDU is the same: of the two, that one goes
		"M365EDU_A1": "M365EDU_A3_FACULTY M365EDU_A5_FACULTY EMS_EDU_FACULTY",
	} {
		for _, suite := range suites {
			if suite == part {
				continue
			}
			all := skus(t, part, suite)
			got := NewTable(all, Options{}).Redundant(user(all), nil)&1 != 0
			if want := slices.Contains(strings.Fields(covering), suite); got != want {
				t.Errorf("%s beside %s: redundant %v, want %v; lacks %v", part, suite, got, want, missingPlans(all))
			}
		}
	}
}

func missingPlans(all []tenant.SKU) []string {
	var m []string
	for _, p := range all[0].Plans {
		if !slices.ContainsFunc(all[1].Plans, func(q tenant.Plan) bool { return p.ID == q.ID }) {
			m = append(m, p.Name)
		}
	}
	return m
}

// What makes a license one that its user needs after all.
func TestNeededAfterAll(t *testing.T) {
	strange := func(n byte) tenant.Plan {
		return tenant.Plan{ID: tenant.GUID{n, 0xaa}, Name: "NEW", AppliesTo: "User", ProvisioningStatus: "Success"}
	}
	for name, c := range map[string]struct {
		change func(small, suite *tenant.SKU, u *tenant.User)
		want   uint64
	}{
		"nothing":          {func(*tenant.SKU, *tenant.SKU, *tenant.User) {}, 1},
		"off in the suite": {func(_, _ *tenant.SKU, u *tenant.User) { u.Licenses[1].Disabled = without(intuneA) }, 0},
		"off in both": {func(_, _ *tenant.SKU, u *tenant.User) {
			u.Licenses[0].Disabled, u.Licenses[1].Disabled = without(intuneA), without(intuneA)
		}, 0},
		"another plan off": {
			func(_, _ *tenant.SKU, u *tenant.User) { u.Licenses[1].Disabled = without(entraP1) }, 1,
		},
		"the suite in grace": {
			func(_, suite *tenant.SKU, _ *tenant.User) { suite.CapabilityStatus = "Warning" }, 0,
		},
		"every seat of the suite": {func(_, suite *tenant.SKU, _ *tenant.User) { suite.Consumed = suite.Enabled }, 1},
		"the suite over-assigned": {
			func(_, suite *tenant.SKU, _ *tenant.User) { suite.Consumed = suite.Enabled + 1 }, 0,
		},
		"the small one in grace": {
			func(small, _ *tenant.SKU, _ *tenant.User) { small.CapabilityStatus = "Warning" }, 1,
		},
		"the suite's plan waits": {
			func(_, suite *tenant.SKU, _ *tenant.User) { setPlan(suite, intuneA, "PendingInput") }, 0,
		},
		"the suite is in error": {func(_, suite *tenant.SKU, u *tenant.User) {
			u.States = []tenant.LicenseState{{SKU: suite.ID, State: "Error"}}
		}, 0},
		"the small one is in error": {func(small, _ *tenant.SKU, u *tenant.User) {
			u.States = []tenant.LicenseState{{SKU: small.ID, State: "Error"}}
		}, 0},
		"the tenant as a whole": {func(_, suite *tenant.SKU, _ *tenant.User) { suite.AppliesTo = "Company" }, 0},
		"a plan unknown to the list": {
			func(small, _ *tenant.SKU, _ *tenant.User) { small.Plans = append(small.Plans, strange(1)) }, 0,
		},
		"a plan that only the small one has, off": {func(small, _ *tenant.SKU, u *tenant.User) {
			small.Plans, u.Licenses[0].Disabled = append(small.Plans, strange(1)), []tenant.GUID{strange(1).ID}
		}, 1},
		"two unknown plans": {func(small, suite *tenant.SKU, _ *tenant.User) {
			small.Plans, suite.Plans = append(small.Plans, strange(1)), append(suite.Plans, strange(2))
		}, 0},
		"one unknown plan in both": {func(small, suite *tenant.SKU, _ *tenant.User) {
			small.Plans, suite.Plans = append(small.Plans, strange(1)), append(suite.Plans, strange(1))
		}, 1},
	} {
		all := skus(t, "INTUNE_A", "SPE_E3")
		u := user(all)
		c.change(&all[0], &all[1], u)
		if got := NewTable(all, Options{}).Redundant(u, nil); got != c.want {
			t.Errorf("%s: %b, want %b", name, got, c.want)
		}
	}
	for _, part := range []string{"SPE_E3_RPA1", "DEVELOPERPACK_E5", "Microsoft_Teams_Rooms_Pro"} {
		all := skus(t, "INTUNE_A", part)
		if got := NewTable(all, Options{}).Redundant(user(all), nil); got != 0 {
			t.Errorf("%s covers: %b", part, got)
		}
	}
	// Of three that are the same one stays, whatever the order; one in passing goes first.
	all := []tenant.SKU{made(1, "A", intuneA), made(2, "B", intuneA), made(3, "C", intuneA)}
	table := NewTable(all, Options{})
	if got := table.Redundant(user([]tenant.SKU{all[2], all[0], all[1]}), nil); got != 0b101 {
		t.Errorf("three alike: %b", got)
	}
	if got := table.Redundant(user(all[:2]), map[tenant.GUID]bool{all[0].ID: true}); got != 1 {
		t.Errorf("a trial beside the same: %b", got)
	}
}

// The sets of plans tell two products apart wherever their number lies in a word, and an unusable plan stands for
// nothing.
func TestPlanSets(t *testing.T) {
	for n := range 130 {
		a, b := made(1, "A"), made(2, "B")
		for i := range n {
			a.Plans = append(a.Plans, tenant.Plan{ID: tenant.GUID{byte(i), 0xaa}, ProvisioningStatus: "Success"})
		}
		b.Plans = append(slices.Clone(a.Plans),
			tenant.Plan{ID: tenant.GUID{byte(n), 0xbb}, ProvisioningStatus: "Success"})
		table := NewTable([]tenant.SKU{a, b}, Options{})
		ha, hb := table.skus[a.ID], table.skus[b.ID]
		if !ha.wants.within(hb.stands) || hb.wants.within(ha.stands) {
			t.Errorf("%d plans, and one more: %b and %b", n, ha.wants, hb.wants)
		}
		b.CapabilityStatus = "Warning"
		table = NewTable([]tenant.SKU{a, b}, Options{})
		if n > 0 && table.skus[a.ID].wants.within(table.skus[b.ID].stands) {
			t.Errorf("%d plans in their grace period stand for others", n)
		}
	}
}

// The first 64 licenses are judged, and no further one.
func TestManyLicenses(t *testing.T) {
	all := []tenant.SKU{made(0, "A", intuneA, entraP1)}
	for i := range byte(65) {
		all = append(all, made(i+1, "B", intuneA))
	}
	table := NewTable(all, Options{})
	if got := table.Redundant(user(all), nil); got != 1<<64-2 {
		t.Errorf("%b", got)
	}
}
