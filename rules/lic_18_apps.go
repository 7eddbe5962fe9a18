package rules

import "prepaudit/rules/tenant"

var officeApps = &Rule{
	ID:       "LIC-18",
	Title:    "Users in scope have Microsoft 365 Apps for enterprise",
	Level:    Recommended,
	Do:       "Assign Microsoft 365 Apps for enterprise",
	Effect:   Effect{Complete, Degrades, Degrades},
	Citation: requirement("licensing", licensing+", recommended"),
	Rationale: "Microsoft's requirements page recommends them, because Intune deploys them easily. Device " +
		"preparation works without them, and several of the seven subscriptions don't include them.",
	Remediation: "Turn the plan on if it is off: Microsoft 365 admin center > Users > Active users > the user > " +
		"Licenses and apps > Apps. If a product doesn't include it, you needn't buy it.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users},
	Once: overTenant(func(env *Env) Verdict {
		return env.count.Apps.verdict("Microsoft 365 Apps for enterprise", "Apps for business or for devices")
	}),
	Shown: []Shown{
		{Pass, "all have them"},
		{Warn, "one has them switched off"},
		{NotApplicable, "nobody's product has them"},
		{NotEvaluated, "nobody was checked"},
	},
}
