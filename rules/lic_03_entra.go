package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var entraAssigned = &Rule{
	ID:       "LIC-03",
	Title:    "Every user in scope has Microsoft Entra ID P1 or P2 (or the education equivalent)",
	Level:    Required,
	Effect:   Effect{Enroll, Stops, Information},
	Citation: requirement("licensing", licensing),
	Rationale: "Automatic enrollment and company branding are features of Microsoft Entra ID P1 and P2. They are " +
		"tenant-wide: once one user is licensed, enrollment may work for a user without the plan, against the " +
		"license terms. Microsoft 365 A1 and Intune for Education include Microsoft Entra ID for Education " +
		"instead, and Microsoft's requirements page names both.",
	Remediation: "Assign a product that includes Microsoft Entra ID P1 or P2, turn the plan on if it is off, or " +
		"renew the subscription if it has lapsed: Microsoft 365 admin center > Users > Active users > the user > " +
		"Licenses and apps.",
	Needs:    []tenant.Dataset{tenant.SKUs, tenant.Users},
	Uses:     []tenant.Dataset{tenant.LicenseGroups, tenant.LicenseMembers},
	changeOf: licenseChange(func(e *license.Entitlement) *license.Part { return &e.Entra }),
	EachUser: func(facts *Facts, u *tenant.User, e license.Entitlement) Verdict {
		return judgePart(facts, u, e, e.Entra)
	},
	Shown: []Shown{
		{Pass, "Microsoft 365 E3 (P1)"},
		{Fail, "Intune alone"},
		{Warn, "P1 in its grace period"},
		{NotEvaluated, "Graph didn't send the licenses"},
	},
}
