package rules

import (
	"cmp"

	"prepaudit/rules/tenant"
)

var policyExists = &Rule{
	ID:       "DPP-01",
	Title:    "A user-driven device preparation policy is assigned to a user group",
	Level:    Recommended,
	Citation: Citation{tutorial, "Create a device preparation policy", preparationPage},
	Rationale: "Without a policy that reaches its user a device goes through the ordinary out-of-box experience: it " +
		"joins, and no app, script or group is waited for. The requirement document counts policies among what is " +
		"configured later, so that a tenant without one is not unready, only unfinished.",
	Remediation: preparationPath + " > Create > User Driven, and assign it to a group of users. " + preparationPage,
	Needs:       []tenant.Dataset{tenant.Preparation},
	OneUser:     true,
	Once: func(env *Env) []Verdict {
		var vs []Verdict
		for _, p := range env.Preparation {
			v := judgeAssigned(p)
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
		{Warn, "assigned to nobody"},
		{Warn, "no policy"},
		{NotEvaluated, "assigned, and Graph did not send to whom"},
	},
}

func judgeAssigned(p tenant.PreparationPolicy) Verdict {
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
		return unrecognized("assigned to", word, "a word")
	case unknown:
		return Unknown("assigned, and Graph did not send to whom")
	}
	return Warnf("assigned to nobody: no user's device is prepared by it")
}
