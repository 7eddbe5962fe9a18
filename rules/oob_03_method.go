package rules

import (
	"cmp"
	"fmt"
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var hasMethod = &Rule{
	ID:      "OOB-03",
	Title:   "If joining requires MFA, every user in scope has an MFA method",
	Level:   Recommended,
	Do:      "Have these people register an MFA method, or give them a Temporary Access Pass",
	DoAlone: "Register an MFA method",
	Where:   "Microsoft Entra admin center > Entra ID > Users > the user > Authentication methods",
	Effect:  Effect{Join, Stops, Degrades},
	Citation: Citation{"Plan your Microsoft Entra join deployment", "Configure your device settings",
		"https://learn.microsoft.com/entra/identity/devices/device-join-plan"},
	Rationale: "A user without a registered method has to register one in the middle of setup, or is stopped there " +
		"if registering is restricted. If a Conditional Access policy requires an authentication strength, only " +
		"the methods that it allows will do.",
	Remediation: "Have these users register a method beforehand, one that the authentication strength allows if " +
		"one is required, or give them a Temporary Access Pass to register it with: Microsoft Entra admin center > " +
		"Entra ID > Users > the user > Authentication methods. That page is current; Graph's report is some hours " +
		"behind. https://aka.ms/mfasetup",
	Needs: []tenant.Dataset{tenant.Users, tenant.Registration, tenant.AuthMethods},
	Uses:  []tenant.Dataset{tenant.AccessPolicies, tenant.AccessWho, tenant.Domains},
	EachUser: func(facts *Facts, u *tenant.User, _ license.Entitlement) Verdict {
		one, named := facts.anyMethod(u), facts.namedMethods(u)
		switch {
		case one.Outcome == Warn, named.Outcome == NotApplicable:
			return one
		case named.Outcome == Pass && one.Outcome != NotApplicable:
			return one
		}
		return named
	},
	Shown: []Shown{
		{Pass, "the switch requires it, the user has a method"},
		{Warn, "the switch requires it, the user has none"},
		{Manual, "the switch requires it, the user has none, and signs in at another identity provider"},
		{Warn, "joining requires a security key, the user has a push and a telephone"},
	},
}

// anyMethod judges whether a user has a method at all, where joining demands one.
func (f *Facts) anyMethod(u *tenant.User) Verdict {
	demanded, capable := f.joiningDemands(u), f.AuthMethods.Capable(u.ID)
	switch {
	case demanded == tenant.No:
		return NA("joining doesn't require MFA of the user")
	case capable == tenant.No && f.domainOf(u).Type == "Federated":
		return Manualf("has no usable MFA method in Microsoft Entra ID; the federated identity " +
			"provider may ask for it instead: try it on a test device")
	case capable == tenant.No && demanded == tenant.Unknown:
		return Unknown("has no usable MFA method, and whether joining requires MFA isn't known")
	case capable == tenant.No:
		return Warnf("has no usable method for the MFA that joining requires")
	case capable == tenant.Yes && !f.Has(tenant.AccessPolicies):
		return Unknown("has an MFA method; whether a Conditional Access policy requires a certain one was " +
			"not read")
	case capable == tenant.Yes:
		return OK
	}
	return unreported(u)
}

// unreported is the verdict on a user of whom Graph's report does not tell what is asked.
func unreported(u *tenant.User) Verdict {
	if u.Enabled == tenant.No {
		return Unknown("Graph's report of authentication methods doesn't list the user: it excludes disabled accounts")
	}
	return Unknown("Graph's report of authentication methods says nothing of the user; new accounts reach it some hours " +
		"late")
}

// namedMethods judges a user's methods by every authentication strength that setting up a device demands.
func (f *Facts) namedMethods(u *tenant.User) Verdict {
	verdict := NA("joining doesn't require an authentication strength of the user")
	for _, p := range f.Access {
		means := p.Meets(u)
		if !demandsStrength(p) || means == tenant.No {
			continue
		}
		switch v := f.namedMethod(u, p, means == tenant.Yes && p.State == "enabled" && len(p.Only) == 0); {
		case v.Outcome == Warn:
			return v
		case verdict.Outcome == NotApplicable, verdict.Outcome == Pass:
			verdict = v
		}
	}
	return verdict
}

// namedMethod judges them by the strength of one policy, which surely applies to the user, or may.
func (f *Facts) namedMethod(u *tenant.User, p tenant.AccessPolicy, sure bool) Verdict {
	methods, known := f.AuthMethods.Registered(u.ID)
	capable := f.AuthMethods.Capable(u.ID)
	can, open := f.meetsStrength(u, p.Strength)
	has := "has registered " + cmp.Or(enumerate(methods), "no method")
	requires := fmt.Sprintf("Conditional Access policy %s requires authentication strength %q", p.Name,
		cmp.Or(p.Strength.Name, p.Strength.ID))
	switch {
	case !known && capable == tenant.Unknown:
		return unreported(u)
	case !known:
		return Unknown("%s, and Graph did not send methodsRegistered of the user", requires)
	case can == tenant.Yes && capable == tenant.No:
		return Manualf("%s, though no method that Graph's report calls usable: see whether the authentication methods "+
			"policy allows it; %s", has, requires)
	case can == tenant.Yes:
		return OK
	case can == tenant.Unknown:
		return Unknown("%s; %s, and whether the user can meet it depends on %s", has, requires, strings.Join(open, " or "))
	case !sure:
		return Unknown("%s; %s, which allows none of that, and whether it applies to the user is not known", has, requires)
	}
	return Warnf("%s; %s, which allows none of that", has, requires).doing(Stops)
}
