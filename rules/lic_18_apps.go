package rules

import "prepaudit/rules/tenant"

var officeApps = &Rule{
	ID:          "LIC-18",
	Title:       "Users in scope have Microsoft 365 Apps for enterprise",
	Level:       Recommended,
	Citation:    Citation{document, licensing + ", recommended", documentURL + "?tabs=licensing"},
	Rationale:   "The document recommends them, since Intune deploys them easily. Device preparation works without, and several of the seven subscriptions do not have them.",
	Remediation: "Switch the plan on where it is off: Microsoft 365 admin center > Users > Active users > Licenses and apps > Apps. What a product does not have need not be bought.",
	Needs:       []tenant.Dataset{tenant.SKUs, tenant.Users},
	Once: func(env *Env) []Verdict {
		return []Verdict{env.Count.Apps.verdict("Microsoft 365 Apps for enterprise", "Apps for business or for devices")}
	},
	Examples: []Example{
		{Name: "all have them", Change: func(x *Case) { x.Count.Apps = OptionCount{On: 4} }, Want: Pass, Detail: "4 of 4 licensed users in scope have Microsoft 365 Apps for enterprise"},
		{Name: "one has them switched off", Change: func(x *Case) { x.Count.Apps = OptionCount{On: 3, Off: 1} }, Want: Warn, Detail: "switched off for 1"},
		{Name: "one product does not have them", Change: func(x *Case) { x.Count.Apps = OptionCount{On: 3, Without: 1} }, Want: Pass, Detail: "not part of what 1 of them holds"},
		{Name: "Apps for business", Change: func(x *Case) { x.Count.Apps = OptionCount{Partly: 2} }, Want: Pass, Detail: "Apps for business or for devices: 2"},
		{Name: "nobody's product has them", Change: func(x *Case) { x.Count.Apps = OptionCount{Without: 2} }, Want: NotApplicable, Detail: "not part of"},
		{Name: "nobody was judged", Want: NotEvaluated},
	},
}
