package rules

import (
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var planOffByGroup = &Rule{
	ID:       "LIC-09",
	Title:    "No group switches Intune or Microsoft Entra ID P1 or P2 off in what it assigns",
	Level:    Recommended,
	Citation: Citation{document, licensing + ", note", documentURL + "?tabs=licensing"},
	Rationale: "A plan that is switched off in a group's assignment is off for every member whom no other assignment gives it: " +
		"each of them holds the product and is not licensed.",
	Remediation: "Microsoft 365 admin center > Billing > Licenses > the product > Groups > the group > Apps and services: switch the plan on.",
	Needs:       []tenant.Dataset{tenant.SKUs, tenant.LicenseGroups},
	Once:        judgeGroupPlans,
	Examples: []Example{
		{Name: "all plans on", Holds: "SPE_E3", Change: assigned("Staff"), Want: Pass, Detail: "1 group assigns"},
		{Name: "Intune alone, on", Holds: "INTUNE_A", Change: assigned("Staff"), Want: Pass},
		{Name: "Entra ID P1 alone, on", Holds: "AAD_PREMIUM", Change: assigned("Staff"), Want: Pass},
		{Name: "Intune off", Holds: "SPE_E3", Change: assigned("Staff", "INTUNE_A"), Want: Warn, Detail: "INTUNE_A is switched off in the assignment of SPE_E3 (Microsoft 365 E3)"},
		{Name: "Entra ID P1 off", Holds: "SPE_E3", Change: assigned("Staff", "AAD_PREMIUM"), Want: Warn, Detail: "AAD_PREMIUM is switched off in the assignment of SPE_E3"},
		{Name: "Intune off in Microsoft 365 A1, whose Entra ID hangs on it", Holds: "M365EDU_A1", Change: assigned("Staff", "INTUNE_A", "INTUNE_EDU"), Want: Warn, Detail: "AAD_EDU of M365EDU_A1 (Microsoft 365 A1) counts only beside an active Intune plan of the same assignment"},
		{Name: "two groups, all plans on", Holds: "SPE_E3", Change: changes(assigned("Staff"), assigned("Sales")), Want: Pass, Detail: "2 groups assign"},
		{Name: "Intune off, and on in another product of the same group", Holds: "SPE_E3, INTUNE_A", Change: changes(assigned("Staff", "INTUNE_A"), func(x *Case) {
			x.LicenseGroups[0].Licenses = append(x.LicenseGroups[0].Licenses, tenant.License{SKU: x.SKUs[1].ID})
		}), Want: Pass},
		{Name: "both off, and Intune on in another product of the same group", Holds: "SPE_E3, INTUNE_A", Change: changes(assigned("Staff", "INTUNE_A", "AAD_PREMIUM"), func(x *Case) {
			x.LicenseGroups[0].Licenses = append(x.LicenseGroups[0].Licenses, tenant.License{SKU: x.SKUs[1].ID})
		}), Want: Warn, Detail: "AAD_PREMIUM is switched off in the assignment of SPE_E3"},
		{Name: "P1 off and P2 on", Holds: "SPE_E5", Change: assigned("Staff", "AAD_PREMIUM"), Want: Pass},
		{Name: "another plan off", Holds: "SPE_E3", Change: assigned("Staff", "OFFICESUBSCRIPTION"), Want: Pass},
		{Name: "off in one of two groups", Holds: "SPE_E3", Change: changes(assigned("Staff"), assigned("Sales", "INTUNE_A")), Want: Warn, Detail: "Sales"},
		{Name: "Intune off in a device licence", Holds: "INTUNE_A_D", Change: assigned("Staff", "INTUNE_A"), Want: NotApplicable},
		{Name: "a product without either half", Holds: "POWER_BI_PRO", Change: assigned("Staff"), Want: NotApplicable},
		{Name: "no group assigns licences", Holds: "SPE_E3", Want: NotApplicable},
	},
}

func judgeGroupPlans(env *Env) []Verdict {
	var all []Verdict
	fine := 0
	for _, g := range env.LicenseGroups {
		var off []string
		gives := false
		for _, half := range []func(entra, intune license.Half) license.Half{intuneHalf, entraHalf} {
			var lacking []string
			given := false
			for _, l := range g.Licenses {
				full, now := half(env.Licenses.IfActive(tenant.License{SKU: l.SKU})), half(env.Licenses.IfActive(l))
				gives, given = gives || full.Usable(), given || now.Usable()
				if full.Usable() && !now.Usable() {
					lacking = append(lacking, now.Why())
				}
			}
			if !given { // else another product of the same group gives it to all of them
				off = append(off, lacking...)
			}
		}
		switch {
		case off != nil:
			all = append(all, Verdict{Outcome: Warn, Detail: strings.Join(off, "; "), Subject: Subject{Kind: "group", ID: g.ID.String(), Name: g.DisplayName}})
		case gives:
			fine++
		}
	}
	switch {
	case fine == 1:
		all = append(all, Passf("1 group assigns Intune or Microsoft Entra ID P1 or P2 with the plans on"))
	case fine > 0:
		all = append(all, Passf("%s assign Intune or Microsoft Entra ID P1 or P2 with the plans on", english.Count(fine, "group")))
	case all == nil:
		all = []Verdict{NA("no group assigns a product with Intune or Microsoft Entra ID P1 or P2")}
	}
	return all
}
