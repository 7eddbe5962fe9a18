package rules

import "prepaudit/rules/tenant"

var activationSpared = &Rule{
	ID:     "CA-03",
	Title:  "Subscription activation is spared the second factor",
	Level:  Advisory,
	Do:     "Exclude subscription activation from the policies that require MFA",
	Effect: Effect{Complete, Degrades, Degrades},
	Citation: Citation{"Windows subscription activation", "Adding Conditional Access policy",
		"https://learn.microsoft.com/windows/deployment/windows-subscription-activation"},
	Rationale: "Before Windows 11 23H2 with KB5034848, stepping up from Pro to Enterprise fails where a Conditional " +
		"Access policy asks the Universal Store Service for a second factor.",
	Remediation: accessPath + ": exclude Universal Store Service APIs and Web Application (" + universalStoreApp +
		") from policies that demand a second factor, or prepare devices with a newer Windows.",
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
		{Warn, "a second factor for everything, while 23H2 is serviced"},
		{Pass, "a second factor for everything, a day after the end of 23H2"},
		{Pass, "a second factor for everything but it"},
	},
}

var judgeActivation = overAccess(universalStoreApp, "no policy demands a second factor of subscription activation",
	func(env *Env, i int) (Verdict, affected) {
		if demandsMultiFactor(env.Access[i]) {
			return Warnf("demands a second factor of subscription activation, which Windows before 23H2 with " +
				"KB5034848 cannot give"), env.count.Access.reach[i]
		}
		return OK, affected{}
	})
