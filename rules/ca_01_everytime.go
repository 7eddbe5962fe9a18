package rules

import "prepaudit/rules/tenant"

var enrolmentEveryTime = &Rule{
	ID:       "CA-01",
	Title:    "No Conditional Access policy asks for a second factor every time on Microsoft Intune Enrollment",
	Level:    Advisory,
	Citation: Citation{"ConditionalAccessBaseline, issue 18", "a report of one tenant", "https://github.com/j0eyv/ConditionalAccessBaseline/issues/18"},
	Rationale: "With a sign-in frequency of every time the enrolment asks again where nobody can answer, and the out-of-box experience hangs. " +
		"Some audit tools demand exactly this setting (prowler-cloud/prowler, pull request 10222); it does not go with device preparation.",
	Remediation: accessPath + ": exclude Microsoft Intune Enrollment (" + enrolmentApp + ") from the policy, or take the sign-in frequency off it.",
	Needs:       []tenant.Dataset{tenant.AccessPolicies},
	Once: overAccess(enrolmentApp, "no policy asks for a second factor every time", func(env *Env, p tenant.AccessPolicy) Verdict {
		switch {
		case p.Frequency != "everyTime":
			return OK
		case demandsMultiFactor(p):
			return Warnf("asks for a second factor every time, where device preparation cannot answer")
		}
		return together(env, p)
	}),
	Examples: []Example{
		{Name: "no policy", Want: Pass},
		{Name: "every time on the enrolment", Change: access(enrolling("enabled", "everyTime")), Want: Warn, Detail: "every time"},
		{Name: "every time on all applications", Change: access(tenant.AccessPolicy{State: "enabled", IncludeUsers: everybody, IncludeApps: []string{"All"}, Strength: true, Frequency: "everyTime"}), Want: Warn, Detail: "it means all users, nobody is excluded"},
		{Name: "every time on all applications but the enrolment", Change: access(tenant.AccessPolicy{State: "enabled", IncludeUsers: everybody, IncludeApps: []string{"All"}, ExcludeApps: []string{enrolmentApp}, Controls: []string{"mfa"}, Frequency: "everyTime"}), Want: Pass},
		{Name: "every time on another application", Change: access(tenant.AccessPolicy{State: "enabled", IncludeUsers: everybody, IncludeApps: []string{"other"}, Controls: []string{"mfa"}, Frequency: "everyTime"}), Want: Pass},
		{Name: "every time, without a second factor", Change: access(tenant.AccessPolicy{State: "enabled", IncludeUsers: everybody, IncludeApps: []string{enrolmentApp}, Frequency: "everyTime"}), Want: Pass},
		{Name: "every time in one policy, a second factor in another", Change: changes(access(signingIn("All")), access(enrolling("enabled", "timeBased"))), Want: Warn,
			Detail: "asks to sign in every time, and policy Enrolment demands a second factor: together they ask for it every time, where device preparation cannot answer; it means all users"},
		{Name: "every time in one policy, a second factor in two others", Change: changes(access(signingIn("All")), access(enrolling("enabled", "")), access(complying("OR", "All", "mfa"))), Want: Warn, Detail: "policies Enrolment, Compliance demand a second factor"},
		{Name: "every time in one policy, a second factor in one that is only reported", Change: changes(access(signingIn("All")), access(enrolling(reportOnly, "timeBased"))), Want: Pass},
		{Name: "every time in one policy, a second factor of another application", Change: changes(access(signingIn("All")), access(complying("OR", "other", "mfa"))), Want: Pass},
		{Name: "every time in one policy, a second factor on other platforms", Change: changes(access(signingIn("All")), access(onPlatform(enrolling("enabled", ""), []string{"iOS"}, nil))), Want: Pass},
		{Name: "every time in one policy, a second factor of nobody", Change: changes(access(signingIn("All")), access(tenant.AccessPolicy{State: "enabled", IncludeUsers: []string{"None"}, IncludeApps: []string{"All"}, Strength: true})), Want: Pass},
		{Name: "every time for those of whom the other asks no second factor", Change: changes(access(signingIn(guests)), access(enrolling("enabled", ""))), Want: Pass},
		{Name: "every time and a second factor for the same group", Change: changes(access(grouped(signingIn(), "s")), access(grouped(complying("OR", "All", "mfa"), "S"))), Want: Warn, Detail: "together"},
		{Name: "every time and a second factor for two groups", Change: changes(access(grouped(signingIn(), "s")), access(grouped(complying("OR", "All", "mfa"), "t"))), Want: NotEvaluated, Detail: "whether they mean the same users is not known"},
		{Name: "every time, but the group of the second factor is spared", Change: changes(access(func() tenant.AccessPolicy { p := signingIn("All"); p.ExcludeGroups = []string{"t"}; return p }()), access(grouped(complying("OR", "All", "mfa"), "t"))), Want: Pass},
		{Name: "every time and a second factor for the same users, only reported", Change: changes(access(func() tenant.AccessPolicy { p := signingIn("All"); p.State = reportOnly; return p }()), access(enrolling("enabled", ""))), Want: Warn, Detail: "not enforced yet"},
		{Name: "every time in one policy, a second factor under a risk in another", Change: changes(access(signingIn("All")), access(risky(enrolling("enabled", "")))), Want: Warn, Detail: "policy Enrolment (only under further conditions) demands"},
		{Name: "a second factor now and then", Change: access(enrolling("enabled", "timeBased")), Want: Pass},
		{Name: "for other platforms only", Change: access(onPlatform(enrolling("enabled", "everyTime"), []string{"iOS"}, nil)), Want: Pass},
		{Name: "for Windows", Change: access(onPlatform(enrolling("enabled", "everyTime"), []string{"windows"}, nil)), Want: Warn},
		{Name: "for all platforms but Windows", Change: access(onPlatform(enrolling("enabled", "everyTime"), []string{"all"}, []string{"windows"})), Want: Pass},
		{Name: "for guests only", Change: access(tenant.AccessPolicy{State: "enabled", IncludeUsers: []string{"None", guests}, IncludeApps: []string{"All"}, Strength: true, Frequency: "everyTime"}), Want: Warn, Detail: "it means guests, nobody is excluded"},
		{Name: "for some", Change: access(tenant.AccessPolicy{State: "enabled", IncludeGroups: []string{"g", "h"}, IncludeRoles: []string{"r"}, ExcludeUsers: []string{"u"}, IncludeApps: []string{"All"}, Strength: true, Frequency: "everyTime"}), Want: Warn, Detail: "enforced: asks for a second factor every time, where device preparation cannot answer; it means 2 groups and one role but one user"},
		{Name: "only reported", Change: access(enrolling("enabledForReportingButNotEnforced", "everyTime")), Want: Warn, Detail: "not enforced"},
		{Name: "under a risk only", Change: access(risky(enrolling("enabled", "everyTime"))), Want: Warn, Detail: "only under further conditions (sign-in risk high)"},
		{Name: "for nobody", Change: access(tenant.AccessPolicy{State: "enabled", IncludeUsers: []string{"None"}, IncludeApps: []string{"All"}, Strength: true, Frequency: "everyTime"}), Want: Pass},
		{Name: "off", Change: access(enrolling("disabled", "everyTime")), Want: Pass},
		{Name: "a state that this program does not know", Change: access(enrolling("resting", "everyTime")), Want: NotEvaluated, Detail: "resting"},
	},
}

var everybody = []string{"All"}

// signingIn has these sign in every time, and no more.
func signingIn(users ...string) tenant.AccessPolicy {
	return tenant.AccessPolicy{ID: "2", Name: "Sign in", State: "enabled", IncludeUsers: users, IncludeApps: []string{"All"}, Frequency: "everyTime"}
}

func grouped(p tenant.AccessPolicy, group string) tenant.AccessPolicy {
	p.IncludeUsers, p.IncludeGroups = nil, []string{group}
	return p
}

func enrolling(state, frequency string) tenant.AccessPolicy {
	return tenant.AccessPolicy{
		ID: "1", Name: "Enrolment", State: state, IncludeApps: []string{enrolmentApp}, Controls: []string{"mfa"}, Frequency: frequency,
		IncludeUsers: everybody, ExcludeUsers: []string{guests}, ExcludeGroups: []string{"g"},
	}
}

func risky(p tenant.AccessPolicy) tenant.AccessPolicy {
	p.Only = []string{"sign-in risk high"}
	return p
}

func onPlatform(p tenant.AccessPolicy, include, exclude []string) tenant.AccessPolicy {
	p.IncludePlatforms, p.ExcludePlatforms = include, exclude
	return p
}
