package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var hasMethod = &Rule{
	ID:          "OOB-03",
	Title:       "Where joining demands a second factor, every user in scope has one",
	Level:       Recommended,
	Citation:    Citation{"Plan your Microsoft Entra join deployment", "Configure your device settings", "https://learn.microsoft.com/entra/identity/devices/device-join-plan"},
	Rationale:   "A user without any registered method has to register one in the middle of the out-of-box experience, or is stopped there where registering is restricted.",
	Remediation: "Have these users register a method beforehand, or give them a Temporary Access Pass: Microsoft Entra admin center > Entra ID > Users > the user > Authentication methods. That page shows at once what Graph's report has some hours later. https://aka.ms/mfasetup",
	Needs:       []tenant.Dataset{tenant.Users, tenant.Registration, tenant.AuthMethods},
	Uses:        []tenant.Dataset{tenant.AccessPolicies, tenant.AccessWho, tenant.Domains},
	EachUser: func(env *Env, u *tenant.User, _ license.Entitlement) Verdict {
		switch demanded := env.joiningDemands(u); {
		case demanded == tenant.No:
			return NA("joining demands no second factor of the user")
		case env.NoAuthMethod.Has(u.ID) && env.domainOf(u).Type == "Federated":
			return ByHandf("has no usable method for a second factor in Microsoft Entra ID; the federated identity provider may ask for it instead: try it on a test device")
		case env.NoAuthMethod.Has(u.ID) && demanded == tenant.Unknown:
			return Unknown("has no usable method for a second factor, and whether joining demands one is not known")
		case env.NoAuthMethod.Has(u.ID):
			return Warnf("has no usable method for the second factor that joining demands")
		case env.AuthMethod.Has(u.ID):
			return OK
		case u.Enabled == tenant.No:
			return Unknown("Graph's report of authentication methods does not list the user: it leaves out disabled accounts")
		}
		return Unknown("Graph's report of authentication methods says nothing of the user; new accounts reach it some hours late")
	},
	Examples: []Example{
		{Name: "the switch demands it, the user has a method", Change: changes(demanding("required"), withMethod), Want: Pass},
		{Name: "the switch demands it, the user has none", Change: changes(demanding("required"), methodless), Want: Warn},
		{Name: "the switch demands it, the user has none, and signs in at another identity provider", Change: changes(demanding("required"), methodless, federated("Federated")), Want: ByHand, Detail: "federated"},
		{Name: "the switch demands it, the user has a method, and signs in at another identity provider", Change: changes(demanding("required"), withMethod, federated("Federated")), Want: Pass},
		{Name: "the switch demands it, the user has none, the domain is the tenant's own", Change: changes(demanding("required"), methodless, federated("Managed")), Want: Warn},
		{Name: "the switch demands it, Graph does not list the user", Change: demanding("required"), Want: NotEvaluated, Detail: "some hours late"},
		{Name: "the switch demands it, Graph lists others alone", Change: changes(demanding("required"), othersListed), Want: NotEvaluated, Detail: "says nothing of the user"},
		{Name: "the switch demands it, the account is disabled", Change: changes(demanding("required"), func(x *Case) { x.User.Enabled = tenant.No }), Want: NotEvaluated, Detail: "disabled accounts"},
		{Name: "a policy demands it, the user has none", Change: changes(demanding("notRequired"), methodless, access(registeringPolicy("enabled"))), Want: Warn},
		{Name: "a policy that is off demands it", Change: changes(demanding("notRequired"), methodless, access(registeringPolicy("disabled"))), Want: NotApplicable},
		{Name: "a policy that is only reported demands it", Change: changes(demanding("notRequired"), methodless, access(registeringPolicy(reportOnly))), Want: NotApplicable},
		{Name: "a policy for applications demands it", Change: changes(demanding("notRequired"), methodless, access(complying("OR", "All", "mfa"))), Want: NotApplicable},
		{Name: "a policy for the user's group demands it, the user has none", Change: changes(demanding("notRequired"), methodless, access(grouped(registeringPolicy("enabled"), "s", true))), Want: Warn},
		{Name: "a policy for some groups demands it, the user has none", Change: changes(demanding("notRequired"), methodless, access(forGroups(registeringPolicy("enabled")))), Want: NotEvaluated},
		{Name: "a policy for some groups demands it, Graph does not list the user", Change: changes(demanding("notRequired"), access(forGroups(registeringPolicy("enabled")))), Want: NotEvaluated, Detail: "says nothing of the user"},
		{Name: "a policy for some groups demands it, the user has a method", Change: changes(demanding("notRequired"), withMethod, access(forGroups(registeringPolicy("enabled")))), Want: Pass},
		{Name: "a policy for others demands it, the user has none", Change: changes(demanding("notRequired"), methodless, access(forOthers(registeringPolicy("enabled")))), Want: NotApplicable},
		{Name: "a policy under a risk demands it, the user has none", Change: changes(demanding("notRequired"), methodless, access(risky(registeringPolicy("enabled")))), Want: NotEvaluated},
		{Name: "a policy in a state that this program does not know", Change: changes(demanding("notRequired"), methodless, access(registeringPolicy("resting"))), Want: NotEvaluated},
		{Name: "a switch that this program does not know, the user has none", Change: changes(demanding("sometimes"), methodless), Want: NotEvaluated},
		{Name: "policies could not be read, the user has none", Change: changes(demanding("notRequired"), methodless, func(x *Case) { x.Missing = []tenant.Dataset{tenant.AccessPolicies} }), Want: NotEvaluated},
		{Name: "nothing demands it, the user has none", Change: changes(demanding("notRequired"), methodless), Want: NotApplicable},
		{Name: "nothing demands it, Graph does not list the user", Change: demanding("notRequired"), Want: NotApplicable},
	},
}

func demanding(word string) func(*Case) {
	return set(func(s *tenant.Settings) { s.Registration.MultiFactor = word })
}

func withMethod(c *Case) { c.AuthMethod = tenant.NewSet([]tenant.GUID{exampleUser}) }

func methodless(c *Case) { c.NoAuthMethod = tenant.NewSet([]tenant.GUID{exampleUser}) }

func othersListed(c *Case) {
	c.AuthMethod, c.NoAuthMethod = tenant.NewSet([]tenant.GUID{{15: 2}}), tenant.NewSet([]tenant.GUID{{15: 3}})
}

func forGroups(p tenant.AccessPolicy) tenant.AccessPolicy {
	p.IncludeUsers, p.IncludeGroups = nil, []tenant.Group{{}}
	return p
}

func forOthers(p tenant.AccessPolicy) tenant.AccessPolicy {
	p.IncludeUsers = []string{aGroup}
	return p
}
