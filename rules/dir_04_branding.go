package rules

import "prepaudit/rules/tenant"

var companyBranding = &Rule{
	ID:       "DIR-04",
	Title:    "The tenant has company branding",
	Level:    Advisory,
	Effect:   Effect{SignIn, Information, Information},
	Citation: requirement("licensing", licensing),
	Rationale: "The subscriptions are required for company branding, among other things. With it, people see that " +
		"they sign in to their own organization, and device association needs it to hide the option to change " +
		"accounts.",
	Remediation: "Microsoft Entra admin center > Entra ID > Custom Branding > Default sign-in > Edit.",
	Needs:       []tenant.Dataset{tenant.Organization, tenant.Branding},
	Once: overTenant(func(env *Env) Verdict {
		switch env.Branded {
		case tenant.Yes:
			return Passf("there is company branding")
		case tenant.No:
			return Warnf("there is no company branding; device preparation works without it")
		}
		return Unknown("whether there is company branding is not known")
	}),
	Shown: []Shown{
		{Pass, "branded"},
		{Warn, "not branded"},
		{NotEvaluated, "not known"},
	},
}
