package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var entraAssigned = &Rule{
	ID:       "LIC-03",
	Title:    "Every user in scope holds Microsoft Entra ID P1 or P2, or the education product that stands for it",
	Level:    Required,
	Effect:   Effect{Enroll, Stops, Information},
	Citation: requirement("licensing", licensing),
	Rationale: "Automatic enrolment and company branding are features of Microsoft Entra ID P1 and P2. They are " +
		"tenant-wide: once one user is licensed, enrolment may still work for a user without the plan. What is unmet " +
		"then is the licence terms. Microsoft 365 A1 and Intune for Education hold Microsoft Entra ID for Education " +
		"instead, and the document names both.",
	Remediation: "Assign a product with Microsoft Entra ID P1 or P2, switch the plan on where it is off, or renew " +
		"the subscription where it has lapsed: Microsoft 365 admin center > Users > Active users > Licenses and apps.",
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
		{NotEvaluated, "licences not sent by Graph"},
	},
}
