package license

import (
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// Which product is redundant beside which, as worked out from Microsoft's product table of 2026-08-20.
func TestRedundantProducts(t *testing.T) {
	suites := []string{"SPB", "M365_F1", "M365_F1_COMM", "SPE_F1", "SPE_E3", "SPE_E5", "MICROSOFT_365_E7", "M365EDU_A3_FACULTY", "M365EDU_A5_FACULTY",
		"M365_G3_GOV", "M365_G5_GCC", "EMS", "EMSPREMIUM", "EMS_EDU_FACULTY", "INTUNE_EDU", "M365EDU_A1"}
	for part, covering := range map[string]string{
		"INTUNE_A":           "SPB M365_F1 M365_F1_COMM SPE_F1 SPE_E3 SPE_E5 MICROSOFT_365_E7 M365EDU_A3_FACULTY M365EDU_A5_FACULTY M365_G3_GOV M365_G5_GCC EMS EMSPREMIUM EMS_EDU_FACULTY INTUNE_EDU M365EDU_A1",
		"INTUNE_A_VL":        "SPB M365_F1 M365_F1_COMM SPE_F1 SPE_E3 SPE_E5 MICROSOFT_365_E7 M365EDU_A3_FACULTY M365EDU_A5_FACULTY M365_G3_GOV M365_G5_GCC EMS EMSPREMIUM EMS_EDU_FACULTY INTUNE_EDU M365EDU_A1",
		"INTUNE_SMB":         "SPB M365_F1 M365_F1_COMM SPE_F1 SPE_E3 SPE_E5 MICROSOFT_365_E7 M365EDU_A3_FACULTY M365EDU_A5_FACULTY M365_G3_GOV M365_G5_GCC EMS EMSPREMIUM EMS_EDU_FACULTY",
		"INTUNE_EDU":         "M365EDU_A1 M365EDU_A3_FACULTY M365EDU_A5_FACULTY EMS_EDU_FACULTY",
		"AAD_PREMIUM":        "SPB M365_F1 M365_F1_COMM SPE_F1 SPE_E3 SPE_E5 MICROSOFT_365_E7 M365EDU_A3_FACULTY M365EDU_A5_FACULTY M365_G3_GOV M365_G5_GCC EMS EMSPREMIUM EMS_EDU_FACULTY",
		"AAD_PREMIUM_P2":     "SPE_E5 MICROSOFT_365_E7 M365EDU_A5_FACULTY M365_G5_GCC EMSPREMIUM",
		"EMS":                "SPB M365_F1 M365_F1_COMM SPE_F1 SPE_E3 SPE_E5 MICROSOFT_365_E7 M365EDU_A3_FACULTY M365EDU_A5_FACULTY M365_G3_GOV M365_G5_GCC EMSPREMIUM EMS_EDU_FACULTY",
		"EMSPREMIUM":         "SPE_E5 MICROSOFT_365_E7 M365EDU_A5_FACULTY M365_G5_GCC",
		"OFFICESUBSCRIPTION": "",
		"WIN10_VDA_E3":       "",
		"WIN10_PRO_ENT_SUB":  "SPE_E3 SPE_E5 MICROSOFT_365_E7",
		"SPE_F1":             "",
		"M365EDU_A1":         "M365EDU_A3_FACULTY M365EDU_A5_FACULTY EMS_EDU_FACULTY", // INTUNE_EDU is the same: of the two, that one goes
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
