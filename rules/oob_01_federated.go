package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var federatedUsers = &Rule{
	ID:     "OOB-01",
	Title:  "Users of federated domains can sign in during setup",
	Level:  Advisory,
	Effect: Effect{SignIn, Information, Information},
	Citation: Citation{"Plan your Microsoft Entra join deployment", "Federated environment",
		"https://learn.microsoft.com/entra/identity/devices/device-join-plan"},
	Rationale: "Users of a federated domain sign in at the organization's own identity provider. It must be " +
		"reachable from the network where devices are prepared, and must offer WS-Trust or WS-Fed with a password.",
	Remediation: "Sign in as one of these users on a test device, or ask the owner of the identity provider " +
		"whether its sign-in page works without a certificate and from outside.",
	Needs: []tenant.Dataset{tenant.Users, tenant.Domains},
	EachUser: func(facts *Facts, u *tenant.User, _ license.Entitlement) Verdict {
		switch d := facts.domainOf(u); d.Type {
		case "Managed":
			return OK
		case "Federated":
			return Manualf("users of %s sign in at a federated identity provider: try it on a test device", d.Name)
		default:
			if d.Name == "" {
				return Unknown("the domain of the user is not among those of the tenant")
			}
			return unrecognized("who signs users of "+d.Name+" in is", d.Type)
		}
	},
	Shown: []Shown{
		{Pass, "a managed domain"},
		{Manual, "a federated domain"},
		{NotEvaluated, "a domain of no list"},
	},
}
