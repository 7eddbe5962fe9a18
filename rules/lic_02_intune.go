package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var intuneAssigned = &Rule{
	ID:       "LIC-02",
	Title:    "Every user in scope holds an active Intune plan",
	Level:    Required,
	Effect:   Effect{Enroll, Stops, Information},
	Citation: requirement("licensing", licensing+", note"),
	Rationale: "A subscription in the tenant licenses nobody by itself: the person who signs in first needs an " +
		"Intune plan of their own, active in their own assignment, or the device is not enrolled. While a group is " +
		"still assigning one, that is a warning. Where it could not be read which groups assign licences, a user " +
		"without a plan fails, since no such group is known.",
	Remediation: "Assign a product with Intune, switch the plan on where it is off, or renew the subscription where " +
		"it has lapsed: Microsoft 365 admin center > Users > Active users > Licenses and apps. `az rest --method " +
		"POST --url https://graph.microsoft.com/v1.0/users/UPN/assignLicense --body " +
		"'{\"addLicenses\":[{\"skuId\":\"SKUID\"}],\"removeLicenses\":[]}'`",
	Needs:    []tenant.Dataset{tenant.SKUs, tenant.Users},
	Uses:     []tenant.Dataset{tenant.LicenseGroups, tenant.LicenseMembers},
	changeOf: licenseChange(func(e *license.Entitlement) *license.Part { return &e.Intune }),
	EachUser: func(facts *Facts, u *tenant.User, e license.Entitlement) Verdict {
		v := judgePart(facts, u, e, e.Intune)
		if v.Outcome == Fail && facts.OtherMDM {
			return NA("another MDM service is stated to be in use; device preparation policies are Intune objects " +
				"and do not reach this user")
		}
		return v
	},
	Shown: []Shown{
		{Pass, "Microsoft 365 E3"},
		{Fail, "E3 with the plan switched off"},
		{Fail, "no licence"},
		{Warn, "a group is still assigning it"},
	},
}
