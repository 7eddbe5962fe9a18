package rules

import "prepaudit/rules/tenant"

var windowsMayEnrol = &Rule{
	ID:          "MDM-09",
	Title:       "Windows devices may enrol",
	Level:       Required,
	Citation:    Citation{restrictions, "Device platform", restrictionsURL},
	Rationale:   "A restriction that blocks the platform refuses every Windows device of the users whom it means, whatever else is set up.",
	Remediation: restrictionPath + ": allow the platform Windows (MDM).",
	Needs:       []tenant.Dataset{tenant.Restrictions},
	Once:        overRestrictions(judgePlatform),
	Examples: []Example{
		{Name: "allowed", Change: restricted(tenant.Restriction{Default: true, Blocked: tenant.No}), Want: Pass},
		{Name: "blocked for everybody", Change: restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), Want: Fail, Detail: "everybody"},
		{Name: "blocked for everybody, another MDM stated", Change: restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), OtherMDM: true, Want: NotApplicable, Detail: "may not enrol"},
		{Name: "blocked for a group", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}), restricted(tenant.Restriction{Blocked: tenant.Yes, Assigned: []string{aGroup}})), Want: Warn, Detail: "one group"},
		{Name: "blocked for all users", Change: restricted(tenant.Restriction{Blocked: tenant.Yes, Assigned: []string{"all users"}}), Want: Fail, Detail: "all users"},
		{Name: "blocked by default, another restriction is for all users", Change: changes(
			restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), restricted(tenant.Restriction{Blocked: tenant.No, Assigned: []string{"all users"}, Priority: 1})), Want: Pass},
		{Name: "blocked by default, another restriction is for all users but some", Change: changes(
			restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), restricted(tenant.Restriction{Blocked: tenant.No, Assigned: []string{"all users"}, Partly: true, Priority: 1})), Want: Warn},
		{Name: "blocked by default, and for a group", Change: changes(
			restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), restricted(tenant.Restriction{Blocked: tenant.Yes, Assigned: []string{aGroup}, Priority: 1})), Want: Fail},
		{Name: "blocked by default, and what a group may was not sent", Change: changes(
			restricted(tenant.Restriction{Default: true, Blocked: tenant.Yes}), restricted(tenant.Restriction{Assigned: []string{aGroup}, Priority: 1})), Want: NotEvaluated},
		{Name: "blocked for all users, but a pilot group wins", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}),
			restricted(tenant.Restriction{Blocked: tenant.No, Assigned: []string{aGroup}, Priority: 1}), restricted(tenant.Restriction{Blocked: tenant.Yes, Assigned: []string{"all users"}, Priority: 2})), Want: Warn},
		{Name: "blocked for all users, and a group that loses may", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}),
			restricted(tenant.Restriction{Blocked: tenant.No, Assigned: []string{aGroup}, Priority: 3}), restricted(tenant.Restriction{Blocked: tenant.Yes, Assigned: []string{"all users"}, Priority: 2})), Want: Fail},
		{Name: "blocked for all users but some", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}),
			restricted(tenant.Restriction{Blocked: tenant.Yes, Assigned: []string{"all users"}, Partly: true})), Want: Warn, Detail: "but some"},
		{Name: "assigned in a way that this program does not know", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}),
			restricted(tenant.Restriction{Blocked: tenant.Yes, Assigned: []string{"newTarget"}})), Want: NotEvaluated, Detail: "newTarget"},
		{Name: "for a platform that this program does not know", Change: changes(restricted(tenant.Restriction{Default: true, Blocked: tenant.No}),
			restricted(tenant.Restriction{Blocked: tenant.Yes, Assigned: []string{"all users"}, Platform: "windowsNext"})), Want: NotEvaluated, Detail: "windowsNext"},
		{Name: "the default one was not sent", Change: restricted(tenant.Restriction{Blocked: tenant.No, Assigned: []string{aGroup}}), Want: NotEvaluated},
		{Name: "Graph did not say", Change: restricted(tenant.Restriction{Default: true}), Want: NotEvaluated},
		{Name: "no restriction was sent", Want: NotEvaluated},
	},
}

const aGroup = "dd000000-0000-0000-0000-000000000001"

func judgePlatform(env *Env, r tenant.Restriction) Verdict {
	switch r.Blocked {
	case tenant.No:
		return Passf("Windows may enrol: %s", reachOf(r))
	case tenant.Unknown:
		return Unknown("Graph did not send platformBlocked")
	}
	reach := reachOf(r)
	if !r.Default && reach != allUsers {
		return Warnf("Windows may not enrol: %s", reach)
	}
	// Another restriction that wins lets the users enrol whom it means.
	for _, o := range env.Restrictions {
		if o.Default || len(o.Assigned) == 0 || !r.Default && o.Priority >= r.Priority {
			continue
		}
		if _, doubt := doubtful(o); doubt || o.Blocked == tenant.Unknown {
			return Unknown("Windows may not enrol: %s, unless restriction %s lets some", reach, o.Name)
		}
		if o.Blocked == tenant.No {
			return Warnf("Windows may not enrol: %s, but for whom restriction %s means", reach, o.Name)
		}
	}
	return Failf("Windows may not enrol: %s", reach)
}
