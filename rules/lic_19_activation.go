package rules

import "prepaudit/rules/tenant"

var subscriptionActivation = &Rule{
	ID:     "LIC-19",
	Title:  "Users in scope have a license that upgrades Windows Pro to Enterprise",
	Level:  Recommended,
	Do:     "Assign a license with Windows Enterprise",
	Effect: Effect{Complete, Degrades, Degrades},
	Citation: Citation{"Windows subscription activation", "Requirements",
		"https://learn.microsoft.com/windows/deployment/windows-subscription-activation"},
	Rationale: "Microsoft's requirements page recommends subscription activation, which upgrades Windows Pro to " +
		"Enterprise when the user signs in. Device preparation works without it. It isn't available in GCC High, " +
		"DoD and China, and several of the seven subscriptions don't include it.",
	Remediation: "Turn the plan on if it is off: Microsoft 365 admin center > Users > Active users > the user > " +
		"Licenses and apps > Apps. If a product doesn't include it, you needn't buy it.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users},
	Once: overTenant(func(env *Env) Verdict {
		switch env.Cloud {
		case "usgov", "usgov-dod", "china":
			return NA("subscription activation is not offered in this cloud")
		}
		return env.count.Windows.verdict("a Windows Enterprise or Education license",
			"Windows Business, which does not step up")
	}),
	Shown: []Shown{
		{Pass, "all have it"},
		{Warn, "one has it switched off"},
		{NotApplicable, "switched off, in GCC High"},
		{NotEvaluated, "nobody was checked"},
	},
}
