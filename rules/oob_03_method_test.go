package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestOOB03(t *testing.T) {
	try(t, hasMethod, examples{
		{Name: "the switch demands it, the user has a method", Change: changes(demanding("required"), withMethod),
			Want: Pass},
		{Name: "the switch demands it, the user has none", Change: changes(demanding("required"), methodless),
			Want: Warn},
		{Name: "the switch demands it, the user has none, and signs in at another identity provider",
			Change: changes(demanding("required"), methodless, federated("Federated")), Want: ByHand,
			Detail: "federated"},
		{Name: "the switch demands it, the user has a method, and signs in at another identity provider",
			Change: changes(demanding("required"), withMethod, federated("Federated")), Want: Pass},
		{Name: "the switch demands it, the user has none, the domain is the tenant's own",
			Change: changes(demanding("required"), methodless, federated("Managed")), Want: Warn},
		{Name: "the switch demands it, Graph does not list the user", Change: demanding("required"), Want: NotEvaluated,
			Detail: "some hours late"},
		{Name: "the switch demands it, Graph lists others alone", Change: changes(demanding("required"), othersListed),
			Want: NotEvaluated, Detail: "says nothing of the user"},
		{Name: "the switch demands it, the account is disabled",
			Change: changes(demanding("required"), func(x *Case) { x.User.Enabled = tenant.No }), Want: NotEvaluated,
			Detail: "disabled accounts"},
		{Name: "a policy demands it, the user has none",
			Change: changes(demanding("notRequired"), methodless, access(registeringPolicy("enabled"))), Want: Warn},
		{Name: "a policy that is off demands it",
			Change: changes(demanding("notRequired"), methodless, access(registeringPolicy("disabled"))),
			Want:   NotApplicable},
		{Name: "a policy that is only reported demands it",
			Change: changes(demanding("notRequired"), methodless, access(registeringPolicy(reportOnly))),
			Want:   NotApplicable},
		{Name: "a policy for applications demands it",
			Change: changes(demanding("notRequired"), methodless, access(complying("OR", "All", "mfa"))),
			Want:   NotApplicable},
		{Name: "a policy for the user's group demands it, the user has none",
			Change: changes(demanding("notRequired"), methodless,
				access(grouped(registeringPolicy("enabled"), "s", true))), Want: Warn},
		{Name: "a policy for some groups demands it, the user has none",
			Change: changes(demanding("notRequired"), methodless, access(forGroups(registeringPolicy("enabled")))),
			Want:   NotEvaluated},
		{Name: "a policy for some groups demands it, Graph does not list the user",
			Change: changes(demanding("notRequired"), access(forGroups(registeringPolicy("enabled")))),
			Want:   NotEvaluated, Detail: "says nothing of the user"},
		{Name: "a policy for some groups demands it, the user has a method",
			Change: changes(demanding("notRequired"), withMethod, access(forGroups(registeringPolicy("enabled")))),
			Want:   Pass},
		{Name: "a policy for others demands it, the user has none",
			Change: changes(demanding("notRequired"), methodless, access(forOthers(registeringPolicy("enabled")))),
			Want:   NotApplicable},
		{Name: "a policy under a risk demands it, the user has none",
			Change: changes(demanding("notRequired"), methodless, access(risky(registeringPolicy("enabled"), "high"))),
			Want:   NotApplicable},
		{Name: "a policy at a level of risk that this program does not know demands it, the user has none",
			Change: changes(demanding("notRequired"), methodless,
				access(risky(registeringPolicy("enabled"), "unknownFutureValue"))),
			Want: NotEvaluated},
		{Name: "a policy at some locations demands it, the user has none",
			Change: changes(demanding("notRequired"), methodless, access(func() tenant.AccessPolicy {
				p := registeringPolicy("enabled")
				p.Only = []string{"some locations"}
				return p
			}())), Want: NotEvaluated},
		{Name: "a policy in a state that this program does not know",
			Change: changes(demanding("notRequired"), methodless, access(registeringPolicy("resting"))),
			Want:   NotEvaluated},
		{Name: "a switch that this program does not know, the user has none",
			Change: changes(demanding("sometimes"), methodless), Want: NotEvaluated},
		{Name: "policies could not be read, the user has none",
			Change: changes(demanding("notRequired"), methodless,
				func(x *Case) { x.Missing = []tenant.Dataset{tenant.AccessPolicies} }), Want: NotEvaluated},
		{Name: "nothing demands it, the user has none", Change: changes(demanding("notRequired"), methodless),
			Want: NotApplicable},
		{Name: "nothing demands it, Graph does not list the user", Change: demanding("notRequired"),
			Want: NotApplicable},
	})
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

const aGroup = "dd000000-0000-0000-0000-000000000001"
