package rules

import "prepaudit/rules/tenant"

var mamOverlap = &Rule{
	ID:       "MDM-07",
	Title:    "MAM and MDM user scopes aren't mixed up",
	Level:    Advisory,
	Effect:   Effect{Enroll, Information, Information},
	Citation: Citation{enrollmentDocument, "Enable Windows automatic enrollment", enrollmentDocumentURL},
	Rationale: "The portal shows both on one page. The MAM user scope (or WIP user scope) is for personal devices; " +
		"if both apply to a user, MDM wins on corporate devices. Devices that join Microsoft Entra ID are enrolled " +
		"by the MDM user scope only.",
	Remediation: enrollmentPath + ": leave the WIP user scope, which is that for MAM, as personal devices need it, and " +
		"set the MDM user scope for device preparation.",
	Needs:   []tenant.Dataset{tenant.MAMPolicies},
	Counted: "MDM services",
	Once: func(env *Env) []Verdict {
		var vs []Verdict
		for _, p := range env.MAMPolicies {
			v := judgeMAM(p)
			v.Subject = Subject{"mdmPolicy", p.ID, p.DisplayName}
			vs = append(vs, v)
		}
		if len(vs) == 0 {
			vs = append(vs, Passf("there is no MAM user scope"))
		}
		return vs
	},
	Shown: []Shown{
		{Pass, "nobody"},
		{Pass, "everybody"},
		{Pass, "a selection"},
	},
}

func judgeMAM(p tenant.MDMPolicy) Verdict {
	switch p.AppliesTo {
	case "none":
		return Passf("the MAM user scope is nobody")
	case "all", "selected":
		return Passf("the MAM user scope is %s, which doesn't apply to joining devices",
			p.AppliesTo)
	}
	return unrecognized("the MAM user scope is", p.AppliesTo)
}
