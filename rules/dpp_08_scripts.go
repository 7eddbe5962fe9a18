package rules

import "prepaudit/rules/tenant"

var policyScripts = &Rule{
	ID:     "DPP-08",
	Title:  "Each policy's scripts exist, are assigned to its device group and run as the system",
	Level:  Recommended,
	Do:     "Assign the policies' scripts to their device groups, and run them as the system",
	Effect: Effect{Prepare, Degrades, Degrades},
	Citation: Citation{tutorial, "Assign applications and PowerShell scripts to the device group",
		"https://learn.microsoft.com/autopilot/device-preparation/tutorial/user-driven/entra-join-assign-apps-scripts"},
	Rationale: "Nobody is signed in during the preparation. A script that runs with the user's credentials, or " +
		"that isn't assigned to the device group, is skipped, and nothing says so.",
	Remediation: "Microsoft Intune admin center > Devices > Scripts and remediations > Platform scripts > the script " +
		"> Properties: Run this script using the logged on credentials: No, and Assignments: the device group " +
		"of the policy.",
	Needs:   []tenant.Dataset{tenant.Preparation, tenant.Scripts},
	Uses:    []tenant.Dataset{tenant.DeviceGroups},
	OneUser: true,
	Counted: "policies and scripts",
	Once: func(env *Env) []Verdict {
		return overNamed(env, "script", mostScripts, func(p tenant.PreparationPolicy) []string { return p.ScriptIDs },
			func(id string) (namedThing, bool) {
				for _, s := range env.Scripts {
					if s.ID == id {
						return namedThing{name: s.Name, found: s.Found, runAs: s.RunAs, assignments: s.Assignments,
							unsure: unsentRun(s)}, true
					}
				}
				return namedThing{}, false
			})
	},
	Shown: []Shown{
		{Pass, "a script of the system, assigned to the group"},
		{Warn, "a script of the user"},
		{Warn, "assigned to another group"},
		{NotApplicable, "no policy"},
	},
}

// unsentRun is why it is not known how a script runs.
func unsentRun(s tenant.Script) string {
	if s.RunAs == "" {
		return "Graph didn't send whether it runs as the user"
	}
	return ""
}
