package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var intuneAssigned = &Rule{
	ID:       "LIC-02",
	Title:    "Every user in scope holds an active Intune plan",
	Level:    Required,
	Citation: Citation{document, licensing + ", note", documentURL + "?tabs=licensing"},
	Rationale: "A subscription in the tenant licenses nobody by itself: the person who signs in first needs an Intune plan of their own, " +
		"active in their own assignment, or the device is not enrolled.",
	Remediation: "Assign a product with Intune, or switch the plan on where it is off: Microsoft 365 admin center > Users > Active users > Licenses and apps. " +
		"`az rest --method POST --url https://graph.microsoft.com/v1.0/users/UPN/assignLicense --body '{\"addLicenses\":[{\"skuId\":\"SKUID\"}],\"removeLicenses\":[]}'`",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users},
	EachUser: func(env *Env, u *tenant.User, e license.Entitlement) Verdict {
		switch {
		case !e.Known:
			return Unknown("Graph did not send assignedLicenses for this user")
		case e.Intune.State == license.Active:
			return OK
		case e.Intune.State == license.Doubtful:
			return Warnf("%s", e.Intune.Why())
		case env.OtherMDM:
			return NA("another MDM service is stated to be in use; device preparation policies are Intune objects and do not reach this user")
		}
		return Failf("%s", e.Intune.Why())
	},
	Examples: []Example{
		{Name: "Microsoft 365 E3", Holds: "SPE_E3", Want: Pass},
		{Name: "E3 with the plan switched off", Holds: "SPE_E3 -INTUNE_A", Want: Fail, Detail: "SPE_E3"},
		{Name: "E3 with the plan switched off and a standalone Intune", Holds: "SPE_E3 -INTUNE_A, INTUNE_A", Want: Pass},
		{Name: "device licence only", Holds: "INTUNE_A_D", Want: Fail, Detail: "device"},
		{Name: "Office 365 E3, Basic Mobility only", Holds: "ENTERPRISEPACK", Want: Fail},
		{Name: "Teams Rooms Pro on a person", Holds: "Microsoft_Teams_Rooms_Pro", Want: Fail},
		{Name: "Intune Suite without Plan 1", Holds: "Microsoft_Intune_Suite", Want: Fail},
		{Name: "no licence", Want: Fail},
		{Name: "no licence, another MDM stated", OtherMDM: true, Want: NotApplicable, Detail: "Intune objects"},
		{Name: "Intune for Education's plan without Intune Plan 1", Holds: "INTUNE_EDU -INTUNE_A", Want: Warn},
		{Name: "the plan waits for provisioning", Holds: "INTUNE_A", Change: provisioning("INTUNE_A", "PendingInput"), Want: Warn},
		{Name: "the product is suspended", Holds: "SPE_E3", Change: capability("Suspended"), Want: Fail},
		{Name: "licences not sent by Graph", Change: unsent, Want: NotEvaluated},
	},
}
