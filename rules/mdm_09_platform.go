package rules

import "prepaudit/rules/tenant"

var windowsMayEnrol = &Rule{
	ID:          "MDM-09",
	Title:       "Windows devices may enrol",
	Level:       Required,
	Citation:    Citation{document, "Configuration requirements", documentURL + "?tabs=configuration"},
	Rationale:   "A restriction that blocks the platform refuses every Windows device of the users whom it means, whatever else is set up.",
	Remediation: restrictionPath + ": allow the platform Windows (MDM).",
	Needs:       []tenant.Dataset{tenant.Restrictions},
	Once:        overRestrictions(judgePlatform),
	Examples: []Example{
		{Name: "allowed", Change: restricted(tenant.Restriction{Default: true, Blocked: tenant.No}), Want: Pass},
		{Name: "blocked for everybody", Change: restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), Want: Fail, Detail: "everybody"},
		{Name: "blocked for a group", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}), restricted(tenant.Restriction{Blocked: tenant.Yes, Assigned: []string{"g"}})), Want: Warn, Detail: "one group"},
		{Name: "blocked for all users", Change: restricted(tenant.Restriction{Blocked: tenant.Yes, Assigned: []string{"all users"}}), Want: Fail, Detail: "all users"},
		{Name: "blocked by default, another restriction is for all users", Change: changes(
			restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), restricted(tenant.Restriction{Blocked: tenant.No, Assigned: []string{"all users"}, Priority: 1})), Want: Warn},
		{Name: "Graph did not say", Change: restricted(tenant.Restriction{Default: true}), Want: NotEvaluated},
		{Name: "no restriction was sent", Want: NotEvaluated},
	},
}

func judgePlatform(env *Env, r tenant.Restriction) Verdict {
	switch r.Blocked {
	case tenant.No:
		return Passf("Windows may enrol: %s", reachOf(r))
	case tenant.Unknown:
		return Unknown("Graph did not send platformBlocked")
	}
	reach := reachOf(r)
	overruled := false
	for _, o := range env.Restrictions {
		overruled = overruled || r.Default && !o.Default && len(o.Assigned) > 0
	}
	if reach == "all users" || r.Default && !overruled {
		return Failf("Windows may not enrol: %s", reach)
	}
	return Warnf("Windows may not enrol: %s", reach)
}
