package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var hasMethod = &Rule{
	ID:    "OOB-03",
	Title: "Where joining demands a second factor, every user in scope has one",
	Level: Recommended,
	Citation: Citation{"Plan your Microsoft Entra join deployment", "Configure your device settings",
		"https://learn.microsoft.com/entra/identity/devices/device-join-plan"},
	Rationale: "A user without any registered method has to register one in the middle of the out-of-box " +
		"experience, or is stopped there where registering is restricted.",
	Remediation: "Have these users register a method beforehand, or give them a Temporary Access Pass: Microsoft " +
		"Entra admin center > Entra ID > Users > the user > Authentication methods. That page shows at once what " +
		"Graph's report has some hours later. https://aka.ms/mfasetup",
	Needs: []tenant.Dataset{tenant.Users, tenant.Registration, tenant.AuthMethods},
	Uses:  []tenant.Dataset{tenant.AccessPolicies, tenant.AccessWho, tenant.Domains},
	EachUser: func(facts *Facts, u *tenant.User, _ license.Entitlement) Verdict {
		switch demanded := facts.joiningDemands(u); {
		case demanded == tenant.No:
			return NA("joining demands no second factor of the user")
		case facts.NoAuthMethod.Has(u.ID) && facts.domainOf(u).Type == "Federated":
			return ByHandf("has no usable method for a second factor in Microsoft Entra ID; the federated identity " +
				"provider may ask for it instead: try it on a test device")
		case facts.NoAuthMethod.Has(u.ID) && demanded == tenant.Unknown:
			return Unknown("has no usable method for a second factor, and whether joining demands one is not known")
		case facts.NoAuthMethod.Has(u.ID):
			return Warnf("has no usable method for the second factor that joining demands")
		case facts.AuthMethod.Has(u.ID):
			return OK
		case u.Enabled == tenant.No:
			return Unknown("Graph's report of authentication methods does not list the user: it leaves out " +
				"disabled accounts")
		}
		return Unknown("Graph's report of authentication methods says nothing of the user; new accounts reach it " +
			"some hours late")
	},
	Shown: []Shown{
		{Pass, "the switch demands it, the user has a method"},
		{Warn, "the switch demands it, the user has none"},
		{ByHand, "the switch demands it, the user has none, and signs in at another identity provider"},
		{NotApplicable, "nothing demands it, the user has none"},
	},
}
