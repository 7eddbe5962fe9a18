package rules

import "prepaudit/rules/tenant"

var subscriptionActivation = &Rule{
	ID:       "LIC-19",
	Title:    "Users in scope have a Windows licence that steps devices up to Enterprise",
	Level:    Recommended,
	Citation: Citation{"Windows subscription activation", "Requirements", "https://learn.microsoft.com/windows/deployment/windows-subscription-activation"},
	Rationale: "The document recommends subscription activation, which makes Enterprise out of Windows Pro when the user signs in. Device preparation works without. " +
		"It is not offered in the clouds for the US government's defence and higher, nor in China; and several of the seven subscriptions do not have it.",
	Remediation: "Switch the plan on where it is off: Microsoft 365 admin center > Users > Active users > Licenses and apps > Apps. What a product does not have need not be bought.",
	Needs:       []tenant.Dataset{tenant.SKUs, tenant.Users},
	Once: func(env *Env) []Verdict {
		switch env.Cloud {
		case "usgov", "usgov-dod", "china":
			return []Verdict{NA("subscription activation is not offered in this cloud")}
		}
		return []Verdict{env.Count.Windows.verdict("a Windows Enterprise or Education licence", "Windows Business, which does not step up")}
	},
	Examples: []Example{
		{Name: "all have it", Change: func(x *Case) { x.Count.Windows = OptionCount{On: 4} }, Want: Pass, Detail: "4 of 4 licensed users in scope have a Windows Enterprise or Education licence"},
		{Name: "one has it switched off", Change: func(x *Case) { x.Count.Windows = OptionCount{On: 3, Off: 1} }, Want: Warn, Detail: "switched off for 1"},
		{Name: "switched off, in the global cloud", Change: func(x *Case) { x.Cloud = "global"; x.Count.Windows = OptionCount{Off: 1} }, Want: Warn},
		{Name: "switched off, in GCC High", Change: func(x *Case) { x.Cloud = "usgov"; x.Count.Windows = OptionCount{Off: 1} }, Want: NotApplicable, Detail: "this cloud"},
		{Name: "switched off, in the defence cloud", Change: func(x *Case) { x.Cloud = "usgov-dod"; x.Count.Windows = OptionCount{Off: 1} }, Want: NotApplicable},
		{Name: "switched off, in China", Change: func(x *Case) { x.Cloud = "china"; x.Count.Windows = OptionCount{Off: 1} }, Want: NotApplicable},
		{Name: "Windows Business", Change: func(x *Case) { x.Count.Windows = OptionCount{Partly: 2} }, Want: Pass, Detail: "does not step up: 2"},
		{Name: "nobody's product has it", Change: func(x *Case) { x.Count.Windows = OptionCount{Without: 2} }, Want: NotApplicable},
		{Name: "nobody was judged", Want: NotEvaluated},
	},
}
