package rules

import "prepaudit/rules/tenant"

var enrollmentEveryTime = &Rule{
	ID:     "CA-01",
	Title:  "No Conditional Access policy requires MFA every time for Microsoft Intune Enrollment",
	Level:  Advisory,
	Do:     "Exclude Microsoft Intune Enrollment from %s",
	Where:  accessPath + ": exclude it",
	Effect: Effect{Enroll, Stops, Stops},
	done: func(f *Facts, id string) {
		for i := range f.Access {
			if f.Access[i].ID == id {
				f.Access[i].Frequency = ""
			}
		}
	},
	Citation: Citation{"ConditionalAccessBaseline, issue 18", "a report of one tenant",
		"https://github.com/j0eyv/ConditionalAccessBaseline/issues/18"},
	Rationale: "With the sign-in frequency \"Every time\", enrollment asks for MFA again where nobody can answer, " +
		"and setup hangs. Some audit tools ask for exactly this setting (prowler-cloud/prowler, pull request " +
		"10222); it doesn't work with device preparation.",
	Remediation: accessPath + ": exclude Microsoft Intune Enrollment (" + enrollmentApp + ") from the policy, or " +
		"turn its sign-in frequency off.",
	Needs:   []tenant.Dataset{tenant.AccessPolicies, tenant.Users},
	Uses:    []tenant.Dataset{tenant.AccessWho},
	OneUser: true,
	Counted: "policies",
	Once: overAccess(enrollmentApp, "no policy requires MFA every time",
		func(env *Env, i int) (Verdict, affected) {
			switch p := env.Access[i]; {
			case p.Frequency != "everyTime":
				return OK, affected{}
			case demandsMultiFactor(p):
				return Warnf("requires MFA with sign-in frequency \"Every time\": setup hangs at enrollment"),
					env.count.Access.reach[i]
			case !asksAlone(p):
				return OK, affected{}
			}
			return together(env, i)
		}),
	Shown: []Shown{
		{Pass, "no policy"},
		{Warn, "every time for enrollment"},
		{Warn, "every time in one policy, MFA in another"},
		{NotEvaluated, "every time and MFA for a group that couldn't be read"},
	},
}
