package rules

import (
	"cmp"

	"prepaudit/rules/tenant"
)

const (
	preparationPath = "Microsoft Intune admin center > Devices > Enrollment > Windows > Device preparation policies"
	preparationPage = "https://learn.microsoft.com/autopilot/device-preparation/tutorial/user-driven/entra-join-autopilot-policy"
	tutorial        = "Windows Autopilot device preparation, user-driven tutorial"
)

var policyExists = &Rule{
	ID:       "DPP-01",
	Title:    "A user-driven device preparation policy is assigned to a user group",
	Level:    Recommended,
	Citation: Citation{tutorial, "Create a device preparation policy", preparationPage},
	Rationale: "Without a policy that reaches its user a device goes through the ordinary out-of-box experience: it joins, and no app, script or group is waited for. " +
		"The requirement document counts policies among what is configured later, so that a tenant without one is not unready, only unfinished.",
	Remediation: preparationPath + " > Create > User Driven, and assign it to a group of users. " + preparationPage,
	Needs:       []tenant.Dataset{tenant.Preparation},
	Once: func(env *Env) []Verdict {
		var vs []Verdict
		for _, p := range env.Preparation {
			v := judgeAssigned(p)
			v.Subject = Subject{"policy", p.ID, p.Name}
			vs = append(vs, v)
		}
		if len(env.UserDriven()) == 0 && !env.otherMode() {
			vs = append(vs, Warnf("there is no user-driven device preparation policy"))
		}
		return vs
	},
	Examples: []Example{
		{Name: "assigned to a group", Change: preparing(to("group", tenant.Members{exampleUser: tenant.Direct})), Want: Pass},
		{Name: "assigned to all users", Change: preparing(to("allUsers", nil)), Want: Pass},
		{Name: "assigned to nobody", Change: preparing(), Want: Warn, Detail: "assigned to nobody"},
		{Name: "assigned to devices, which it does not reach", Change: preparing(to("allDevices", nil)), Want: Warn},
		{Name: "an exclusion alone", Change: preparing(to("exclusion", tenant.Members{})), Want: Warn},
		{Name: "assigned in a way that this program does not know", Change: preparing(to("cloudPCs", nil)), Want: NotEvaluated, Detail: "cloudPCs"},
		{Name: "assigned, and Graph did not send to whom", Change: preparing(to("", nil)), Want: NotEvaluated, Detail: "to whom"},
		{Name: "assigned in a way that this program does not know, and to a group", Change: preparing(to("cloudPCs", nil), to("group", tenant.Members{})), Want: Pass},
		{Name: "an automatic policy alone", Change: set(func(s *tenant.Settings) {
			s.Preparation = []tenant.PreparationPolicy{{Name: "Cloud PCs", Mode: tenant.Automatic}}
		}), Want: Warn, Detail: "no user-driven"},
		{Name: "a policy of a template that this program does not know", Change: set(func(s *tenant.Settings) {
			s.Preparation = []tenant.PreparationPolicy{{Name: "New", Mode: tenant.OtherMode, TemplateID: "c0ffee_1"}}
		}), Want: NotEvaluated, Detail: "c0ffee_1"},
		{Name: "no policy", Want: Warn},
	},
}

// preparing is a change: a device preparation policy with these assignments.
func preparing(assignments ...tenant.Assignment) func(*Case) {
	return set(func(s *tenant.Settings) {
		s.Preparation = append(s.Preparation, tenant.PreparationPolicy{ID: "1", Name: "Pilot", Priority: len(s.Preparation) + 1, Assignments: assignments})
	})
}

func to(kind string, members tenant.Members) tenant.Assignment {
	a := tenant.Assignment{Kind: kind}
	if kind == "group" || kind == "exclusion" {
		a.Group = tenant.Group{ID: tenant.GUID{0: 0xdd}, DisplayName: "Pilot users", Members: members}
	}
	return a
}

func judgeAssigned(p tenant.PreparationPolicy) Verdict {
	switch p.Mode {
	case tenant.Automatic:
		return NA("an automatic policy, for Cloud PCs: no user drives it")
	case tenant.OtherMode:
		return Unknown("its template %q is one that prepaudit does not know", p.TemplateID)
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
		return Unknown("assigned to %.60q, a word that prepaudit does not know", word)
	case unknown:
		return Unknown("assigned, and Graph did not send to whom")
	}
	return Warnf("assigned to nobody: no user's device is prepared by it")
}
