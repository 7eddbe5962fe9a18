package rules

import "prepaudit/rules/tenant"

var groupsNotEmpty = &Rule{
	ID:          "DPP-02",
	Title:       "The user groups of device preparation policies have members",
	Level:       Recommended,
	Effect:      Effect{Target, Information, Information},
	Citation:    Citation{tutorial, "Create a user group", userGroupPage},
	Rationale:   "A policy that is assigned to an empty group applies to nobody, and looks set up in the portal.",
	Remediation: groupsPath + " > the group > Members: add the users who will set up devices.",
	Needs:       []tenant.Dataset{tenant.Preparation, tenant.PreparationWho},
	Counted:     "groups and policies",
	Once: func(env *Env) []Verdict {
		var vs []Verdict
		for _, p := range env.policies() {
			if p.Mode == tenant.Automatic {
				v := inAutomatic("a Cloud PC provisioning policy says whose")
				v.Subject = Subject{"policy", p.ID, p.Name}
				vs = append(vs, v)
			}
			for _, a := range p.Assignments {
				if a.Kind != "group" {
					continue
				}
				v := OK
				switch {
				case a.Group.Members == nil:
					v = Unknown("the members of a group of policy %s could not be read", p.Name)
				case len(a.Group.Members) == 0:
					v = Warnf("has no user in it; policy %s is assigned to it", p.Name)
				}
				v.Subject = Subject{"group", a.Group.ID.String(), a.Group.DisplayName}
				vs = append(vs, v)
			}
		}
		if len(vs) == 0 {
			vs = append(vs, env.noGroup())
		}
		return vs
	},
	Shown: []Shown{
		{Pass, "a member"},
		{Warn, "no member"},
		{NotEvaluated, "members not read"},
		{NotApplicable, "no policy"},
	},
}

func (f *Facts) noGroup() Verdict {
	if len(f.UserDriven()) == 0 {
		return f.noPolicy()
	}
	return NA("no device preparation policy is assigned to a user group")
}
