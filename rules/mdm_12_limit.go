package rules

import (
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var deviceLimit = &Rule{
	ID:       "MDM-12",
	Title:    "Intune's device limit doesn't apply to devices that join Microsoft Entra ID",
	Level:    Advisory,
	Effect:   Effect{Enroll, Information, Information},
	Citation: Citation{restrictions, "Limitations", restrictionsURL},
	Rationale: "Intune can limit how many devices a user enrolls. The limit doesn't apply to devices that join " +
		"Microsoft Entra ID, as prepared devices do, nor to devices that Group Policy, co-management or classic " +
		"Windows Autopilot enrolls. It stops people who enroll a device without joining it, such as a personal one.",
	Remediation: "Device preparation needs nothing here: if joining is refused, raise Entra's device limit. " +
		"For other devices: Microsoft Intune admin center > Devices > Enrollment > Windows > Device " +
		"limit restriction.",
	Needs:   []tenant.Dataset{tenant.Restrictions},
	Counted: "restrictions",
	Once: func(env *Env) []Verdict {
		var vs []Verdict
		for _, l := range env.DeviceLimits {
			v := Unknown("Graph did not send how many devices it allows")
			if l.Limit > 0 {
				v = NA("it lets each user enroll " + english.Count(l.Limit, "device") +
					" without joining; devices that join have a quota of their own")
			}
			v.Subject = Subject{"policy", l.ID, l.Name}
			vs = append(vs, v)
		}
		if len(vs) == 0 {
			vs = append(vs, NA("Graph sent no device limit of Intune, and none applies to devices that join"))
		}
		return vs
	},
	Shown: []Shown{
		{NotApplicable, "a limit for everybody"},
		{NotEvaluated, "Graph did not say how many"},
	},
}
