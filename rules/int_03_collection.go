package rules

import "prepaudit/rules/tenant"

var diagnosticsCollection = &Rule{
	ID:          "INT-03",
	Title:       "Diagnostics of failed preparations are collected",
	Level:       Advisory,
	Citation:    Citation{document, "Automatic device diagnostics collection", documentURL + "?tabs=networking"},
	Rationale:   "After a failure Windows uploads diagnostics by itself, where the tenant allows it; they are kept for 28 days.",
	Remediation: "Microsoft Intune admin center > Tenant administration > Device diagnostics > Windows devices: Enabled, with automatic collection.",
	Needs:       []tenant.Dataset{tenant.Organization},
	Once: func(*Env) []Verdict {
		return []Verdict{ByHandf("Graph does not tell the tenant's setting: look under Tenant administration > Device diagnostics")}
	},
	Examples: []Example{{Name: "any tenant", Want: ByHand, Detail: "Device diagnostics"}},
}
