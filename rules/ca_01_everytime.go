package rules

import "prepaudit/rules/tenant"

var enrollmentEveryTime = &Rule{
	ID:     "CA-01",
	Title:  "No Conditional Access policy asks for a second factor every time on Microsoft Intune Enrollment",
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
	Rationale: "With a sign-in frequency of every time the enrollment asks again where nobody can answer, and the " +
		"out-of-box experience hangs. Some audit tools demand exactly this setting (prowler-cloud/prowler, pull " +
		"request 10222); it does not go with device preparation.",
	Remediation: accessPath + ": exclude Microsoft Intune Enrollment (" + enrollmentApp +
		") from the policy, or take the sign-in frequency off it.",
	Needs:   []tenant.Dataset{tenant.AccessPolicies, tenant.Users},
	Uses:    []tenant.Dataset{tenant.AccessWho},
	OneUser: true,
	Counted: "policies",
	Once: overAccess(enrollmentApp, "no policy asks for a second factor every time",
		func(env *Env, i int) (Verdict, affected) {
			switch p := env.Access[i]; {
			case p.Frequency != "everyTime":
				return OK, affected{}
			case demandsMultiFactor(p):
				return Warnf("asks for a second factor every time, where device preparation cannot answer"),
					env.count.Access.reach[i]
			case !asksAlone(p):
				return OK, affected{}
			}
			return together(env, i)
		}),
	Shown: []Shown{
		{Pass, "no policy"},
		{Warn, "every time on the enrollment"},
		{Warn, "every time in one policy, a second factor in another"},
		{NotEvaluated, "every time and a second factor for a group that could not be read"},
	},
}
