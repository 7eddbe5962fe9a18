package rules

import (
	"cmp"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var policyExists = &Rule{
	ID:       "DPP-01",
	Title:    "A user-driven device preparation policy is assigned to a user group, or to associated devices",
	Level:    Recommended,
	Effect:   Effect{Target, Stops, Stops},
	Citation: Citation{tutorial, "Create a device preparation policy", preparationPage},
	Rationale: "Without a policy that applies to the user, a device goes through normal setup: it joins and " +
		"enrolls, and doesn't wait for any app or script. Microsoft's requirements page lists policies under what " +
		"is configured later, so a tenant without one is unfinished rather than not ready.",
	Remediation: preparationPath + " > Create > User Driven, and assign it to a group of users, or to each device that " +
		"you associate with the tenant. " + preparationPage,
	Needs:   []tenant.Dataset{tenant.Preparation},
	Uses:    []tenant.Dataset{tenant.Associations},
	OneUser: true,
	change:  target,
	Counted: "policies",
	Once: func(env *Env) []Verdict {
		var vs []Verdict
		for _, p := range env.Preparation {
			v := judgeAssigned(env, p)
			v.Subject = Subject{"policy", p.ID, p.Name}
			vs = append(vs, v)
		}
		if len(env.UserDriven()) == 0 && !env.otherMode() && !env.somePolicy {
			vs = append(vs, Warnf("there is no user-driven device preparation policy"))
		}
		return vs
	},
	Shown: []Shown{
		{Pass, "assigned to a group"},
		{Pass, "assigned to an associated device"},
		{Warn, "assigned to nobody"},
		{Warn, "no policy"},
	},
}

func judgeAssigned(env *Env, p tenant.PreparationPolicy) Verdict {
	switch p.Mode {
	case tenant.Automatic:
		return inAutomatic("a Cloud PC provisioning policy assigns it")
	case tenant.OtherMode:
		return Unknown("prepaudit knows neither its deployment type nor its template %q: whether a user drives it is "+
			"not known", p.TemplateID)
	}
	unknown := false
	word := ""
	for _, a := range p.Assignments {
		switch a.Kind {
		case "group", "allUsers":
			return OK
		case "exclusion", "allDevices":
		default:
			unknown, word = true, cmp.Or(word, a.Kind)
		}
	}
	switch {
	case word != "":
		return unrecognized("assigned to", word)
	case unknown:
		return Unknown("assigned, and Graph didn't send the group")
	}
	return judgeTargeted(env, p)
}

// judgeTargeted judges a policy that is assigned to no user by the devices that it is assigned to one by one.
func judgeTargeted(env *Env, p tenant.PreparationPolicy) Verdict {
	devices, known := env.associations()
	id, err := tenant.ParseGUID(p.ID)
	n, unsure := bound(devices, func(a *tenant.Association) bool { return err == nil && a.Policy == id })
	switch {
	case n > 0:
		return Passf("assigned to %s", english.Count(n, "associated device"))
	case unsure != "":
		return Unknown("assigned to no user, and %s", unsure)
	case known:
		return Warnf("assigned to nobody: no user's device is prepared by it, and no associated device")
	}
	return Warnf("assigned to nobody: no user's device is prepared by it")
}
