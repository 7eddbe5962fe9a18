package rules

import "prepaudit/rules/tenant"

var subscriptionActivation = &Rule{
	ID:     "LIC-19",
	Title:  "Users in scope have a Windows licence that steps devices up to Enterprise",
	Level:  Recommended,
	Do:     "Assign a license with Windows Enterprise",
	Effect: Effect{Complete, Degrades, Degrades},
	Citation: Citation{"Windows subscription activation", "Requirements",
		"https://learn.microsoft.com/windows/deployment/windows-subscription-activation"},
	Rationale: "The document recommends subscription activation, which makes Enterprise out of Windows Pro when the " +
		"user signs in. Device preparation works without. It is not offered in the clouds for the US government's " +
		"defence and higher, nor in China; and several of the seven subscriptions do not have it.",
	Remediation: "Switch the plan on where it is off: Microsoft 365 admin center > Users > Active users > Licenses " +
		"and apps > Apps. What a product does not have need not be bought.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users},
	Once: overTenant(func(env *Env) Verdict {
		switch env.Cloud {
		case "usgov", "usgov-dod", "china":
			return NA("subscription activation is not offered in this cloud")
		}
		return env.count.Windows.verdict("a Windows Enterprise or Education licence",
			"Windows Business, which does not step up")
	}),
	Shown: []Shown{
		{Pass, "all have it"},
		{Warn, "one has it switched off"},
		{NotApplicable, "switched off, in GCC High"},
		{NotEvaluated, "nobody was judged"},
	},
}
