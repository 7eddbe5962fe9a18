package rules

import "prepaudit/rules/tenant"

var activationSpared = &Rule{
	ID:     "CA-03",
	Title:  "MFA policies exclude Windows subscription activation",
	Level:  Advisory,
	Do:     "Exclude subscription activation from the policies that require MFA",
	Effect: Effect{Complete, Degrades, Degrades},
	Citation: Citation{"Windows subscription activation", "Adding Conditional Access policy",
		"https://learn.microsoft.com/windows/deployment/windows-subscription-activation"},
	Rationale: "Before Windows 11 23H2 with KB5034848, the step from Pro to Enterprise fails when a Conditional " +
		"Access policy requires MFA for the Universal Store Service.",
	Remediation: accessPath + ": exclude Universal Store Service APIs and Web Application (" + universalStoreApp +
		") from policies that require MFA, or prepare devices with a newer Windows.",
	Needs:   []tenant.Dataset{tenant.AccessPolicies, tenant.Users},
	Uses:    []tenant.Dataset{tenant.AccessWho},
	Counted: "policies",
	Once: func(env *Env) []Verdict {
		if !env.activationAtRisk() {
			return []Verdict{Passf("no Windows that is serviced needs it: the oldest is %s",
				env.Windows.OldestServiced(env.Now, build22H2).Name)}
		}
		return judgeActivation(env)
	},
	Shown: []Shown{
		{Pass, "no policy"},
		{Warn, "MFA for everything, while 23H2 is serviced"},
		{Pass, "MFA for everything, a day after the end of 23H2"},
		{Pass, "MFA for everything but it"},
	},
}

var judgeActivation = overAccess(universalStoreApp, "no policy requires MFA for subscription activation",
	func(env *Env, i int) (Verdict, affected) {
		if demandsMultiFactor(env.Access[i]) {
			return Warnf("requires MFA for subscription activation, with which Windows before 23H2 with " +
				"KB5034848 fails"), env.count.Access.reach[i]
		}
		return OK, affected{}
	})
