package rules

import (
	"strings"

	"prepaudit/rules/tenant"
)

var entraJoin = &Rule{
	ID:     "DPP-06",
	Title:  "Policies join devices to Microsoft Entra ID only",
	Level:  Required,
	Do:     "Set the join type of %s to Microsoft Entra joined",
	Where:  preparationPath + " > the policy > Deployment settings",
	Effect: Effect{Join, Stops, Information},
	done: func(f *Facts, id string) {
		for i := range f.Preparation {
			for k := range f.Preparation[i].Settings {
				s := &f.Preparation[i].Settings[k]
				if f.Preparation[i].ID == id && s.ID == "enrollment_autopilot_dpp_jointype" {
					s.Values, s.Labels = []string{s.ID + "_0"}, nil
				}
			}
		}
	},
	Citation: Citation{"Windows Autopilot device preparation FAQ",
		"Does Windows Autopilot device preparation support Microsoft Entra hybrid join?",
		"https://learn.microsoft.com/autopilot/device-preparation/faq"},
	Rationale: "Device preparation doesn't support hybrid join. Devices that must be in Active Directory need " +
		"classic Windows Autopilot.",
	Remediation: preparationPath + " > the policy > Deployment settings > Join type: Microsoft Entra joined.",
	Needs:       []tenant.Dataset{tenant.Preparation},
	OneUser:     true,
	Counted:     "policies",
	Once:        overPolicies(judgeJoin),
	Shown: []Shown{
		{Pass, "Entra join"},
		{Fail, "hybrid join, as Intune writes it"},
		{NotEvaluated, "not set"},
		{NotApplicable, "no policy"},
	},
}

const joinOption = dppPrefix + "jointype_"

func judgeJoin(_ *Env, p tenant.PreparationPolicy) Verdict {
	for _, s := range p.Settings {
		if s.ID != dppPrefix+"jointype" || len(s.Values) == 0 {
			continue
		}
		switch {
		case strings.Contains(strings.ToLower(settingValue(s)), "hybrid"):
			return Failf("its join type is %s, which device preparation does not know", settingValue(s))
		case s.Values[0] == joinOption+"0":
			return OK
		}
		return unrecognized("its join type is", s.Values[0])
	}
	if p.Mode == tenant.Automatic {
		return inAutomatic("a Cloud PC provisioning policy joins them")
	}
	return Unknown("Intune did not send its join type")
}
