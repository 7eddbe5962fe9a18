package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var intuneAssigned = &Rule{
	ID:       "LIC-02",
	Title:    "Every user in scope has an Intune license",
	Level:    Required,
	Effect:   Effect{Enroll, Stops, Information},
	Citation: requirement("licensing", licensing+", note"),
	Rationale: "A subscription in the tenant licenses nobody by itself: the person who signs in first needs an " +
		"Intune plan in their own license, or the device isn't enrolled. If a group is still assigning one, that " +
		"is a warning. If it couldn't be read which groups assign licenses, a user without a plan fails, because " +
		"no such group is known.",
	Remediation: "Assign a product that includes Intune, turn the plan on if it is off, or renew the subscription " +
		"if it has lapsed: Microsoft 365 admin center > Users > Active users > the user > Licenses and apps. In " +
		"PowerShell: `Set-MgUserLicense -UserId \"UPN\" -AddLicenses @{SkuId='SKUID'} -RemoveLicenses @() -WhatIf`",
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
		{Fail, "no license"},
		{Warn, "a group is still assigning it"},
	},
}
