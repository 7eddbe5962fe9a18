package rules

import "prepaudit/rules/tenant"

var windowsMayEnroll = &Rule{
	ID:       "MDM-09",
	Title:    "Windows devices can enroll",
	Level:    Required,
	Do:       "Allow Windows in %s",
	Where:    platformPath,
	Effect:   Effect{Enroll, Stops, Information},
	done:     allowed,
	Citation: Citation{restrictions, "Device platform", restrictionsURL},
	Rationale: "A restriction that blocks the platform refuses every Windows device of the users that it is assigned " +
		"to.",
	Remediation: restrictionPath + ": allow the platform Windows (MDM).",
	Needs:       []tenant.Dataset{tenant.Restrictions, tenant.Users},
	Uses:        []tenant.Dataset{tenant.RestrictionWho},
	OneUser:     true,
	Counted:     "restrictions",
	Once:        overRestrictions(judgePlatform),
	Shown: []Shown{
		{Pass, "allowed"},
		{Fail, "blocked for everybody"},
		{Pass, "blocked for a group that nobody in scope is in"},
		{NotEvaluated, "blocked for a group that could not be read"},
	},
}

func judgePlatform(env *Env, r tenant.Restriction) Verdict {
	switch r.Blocked {
	case tenant.No:
		return Passf("Windows is allowed for %s", reachOf(r))
	case tenant.Unknown:
		return Unknown("Graph did not send platformBlocked")
	}
	return Failf("Windows is blocked for %s", reachOf(r))
}
