package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestLIC09(t *testing.T) {
	try(t, planOffByGroup, examples{
		{Name: "all plans on", Holds: "SPE_E3", Change: assigned("Staff"), Want: Pass, Detail: "1 group assigns"},
		{Name: "Intune alone, on", Holds: "INTUNE_A", Change: assigned("Staff"), Want: Pass},
		{Name: "Entra ID P1 alone, on", Holds: "AAD_PREMIUM", Change: assigned("Staff"), Want: Pass},
		{Name: "Intune off", Holds: "SPE_E3", Change: assigned("Staff", "INTUNE_A"), Want: Warn,
			Detail: "INTUNE_A is switched off in the assignment of SPE_E3 (Microsoft 365 E3)"},
		{Name: "Entra ID P1 off", Holds: "SPE_E3", Change: assigned("Staff", "AAD_PREMIUM"), Want: Warn,
			Detail: "AAD_PREMIUM is switched off in the assignment of SPE_E3"},
		{Name: "Intune off in Microsoft 365 A1, whose Entra ID hangs on it", Holds: "M365EDU_A1",
			Change: assigned("Staff", "INTUNE_A", "INTUNE_EDU"), Want: Warn,
			Detail: "AAD_EDU of M365EDU_A1 (Microsoft 365 A1) counts only with an active Intune plan in the same " +
				"assignment"},
		{Name: "two groups, all plans on", Holds: "SPE_E3", Change: changes(assigned("Staff"), assigned("Sales")),
			Want: Pass, Detail: "2 groups assign"},
		{Name: "Intune off, and on in another product of the same group", Holds: "SPE_E3, INTUNE_A",
			Change: changes(assigned("Staff", "INTUNE_A"), func(x *Case) {
				x.LicenseGroups[0].Licenses = append(x.LicenseGroups[0].Licenses, tenant.License{SKU: x.SKUs[1].ID})
			}), Want: Pass},
		{Name: "Intune on, and off in another product of the same group", Holds: "SPE_E3, INTUNE_A",
			Change: changes(assigned("Staff"), func(x *Case) {
				off := tenant.License{SKU: x.SKUs[1].ID}
				for _, p := range x.SKUs[1].Plans {
					off.Disabled = append(off.Disabled, p.ID)
				}
				x.LicenseGroups[0].Licenses = append(x.LicenseGroups[0].Licenses, off)
			}), Want: Pass},
		{Name: "both off, and Intune on in another product of the same group", Holds: "SPE_E3, INTUNE_A",
			Change: changes(assigned("Staff", "INTUNE_A", "AAD_PREMIUM"), func(x *Case) {
				x.LicenseGroups[0].Licenses = append(x.LicenseGroups[0].Licenses, tenant.License{SKU: x.SKUs[1].ID})
			}), Want: Warn, Detail: "AAD_PREMIUM is switched off in the assignment of SPE_E3"},
		{Name: "P1 off and P2 on", Holds: "SPE_E5", Change: assigned("Staff", "AAD_PREMIUM"), Want: Pass},
		{Name: "another plan off", Holds: "SPE_E3", Change: assigned("Staff", "OFFICESUBSCRIPTION"), Want: Pass},
		{Name: "off in one of two groups", Holds: "SPE_E3",
			Change: changes(assigned("Staff"), assigned("Sales", "INTUNE_A")), Want: Warn, Detail: "Sales"},
		{Name: "Intune off in a device license", Holds: "INTUNE_A_D", Change: assigned("Staff", "INTUNE_A"),
			Want: NotApplicable},
		{Name: "a product without either half", Holds: "POWER_BI_PRO", Change: assigned("Staff"), Want: NotApplicable},
		{Name: "no group assigns licenses", Holds: "SPE_E3", Want: NotApplicable},
	})
}
