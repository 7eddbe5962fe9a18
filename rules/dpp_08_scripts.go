package rules

import (
	"slices"

	"prepaudit/rules/tenant"
)

var policyScripts = &Rule{
	ID:          "DPP-08",
	Title:       "The scripts of each policy exist, are assigned to its device group and run as the system",
	Level:       Recommended,
	Citation:    Citation{tutorial, "Assign applications and PowerShell scripts to the device group", "https://learn.microsoft.com/autopilot/device-preparation/tutorial/user-driven/entra-join-assign-apps-scripts"},
	Rationale:   "During the preparation nobody is signed in. A script that runs with the user's rights, or that is not assigned to the device group, is skipped without a word.",
	Remediation: "Microsoft Intune admin center > Devices > Scripts and remediations > Platform scripts > the script > Properties: Run this script using the logged on credentials: No, and Assignments: the device group of the policy.",
	Needs:       []tenant.Dataset{tenant.Preparation, tenant.Scripts},
	Uses:        []tenant.Dataset{tenant.DeviceGroups},
	Once: func(env *Env) []Verdict {
		return overNamed(env, "script", mostScripts, func(p tenant.PreparationPolicy) []string { return p.ScriptIDs }, func(id string) (namedThing, bool) {
			for _, s := range env.Scripts {
				if s.ID == id {
					return namedThing{name: s.Name, found: s.Found, runAs: s.RunAs, assignments: s.Assignments, unsure: unsentRun(s)}, true
				}
			}
			return namedThing{}, false
		})
	},
	Examples: []Example{
		{Name: "a script of the system, assigned to the group", Change: scripted("system", tenant.Yes, tenant.GUID{1}), Want: Pass},
		{Name: "a script of which was not sent as whom it runs", Change: scripted("", tenant.Yes, tenant.GUID{1}), Want: NotEvaluated, Detail: "as whom it runs"},
		{Name: "a script of the user", Change: scripted("user", tenant.Yes, tenant.GUID{1}), Want: Warn, Detail: "as the user"},
		{Name: "assigned to another group", Change: scripted("system", tenant.Yes, tenant.GUID{2}), Want: Warn, Detail: "not assigned"},
		{Name: "assigned to all devices", Change: changes(scripted("system", tenant.Yes, tenant.GUID{}), func(x *Case) { x.Scripts[0].Assignments[0].Kind = "allDevices" }), Want: NotEvaluated, Detail: "all devices"},
		{Name: "not for the group, which is excluded", Change: changes(scripted("system", tenant.Yes, tenant.GUID{1}), func(x *Case) { x.Scripts[0].Assignments[0].Kind = "exclusion" }), Want: Warn, Detail: "exclude"},
		{Name: "10 scripts", Change: scripts(10), Want: Pass},
		{Name: "11 scripts", Change: scripts(11), Want: Warn, Detail: "11"},
		{Name: "a script that is gone", Change: scripted("system", tenant.No, tenant.GUID{1}), Want: Warn},
		{Name: "a script that was not read", Change: changes(putting(goodGroup), func(x *Case) { x.Preparation[0].ScriptIDs = []string{"s"} }), Want: NotEvaluated},
		{Name: "no script", Change: putting(goodGroup), Want: Pass},
		{Name: "no policy", Want: NotApplicable},
	},
}

// unsentRun is why it is not known how a script runs.
func unsentRun(s tenant.Script) string {
	if s.RunAs == "" {
		return "Graph did not send as whom it runs"
	}
	return ""
}

func scripted(runAs string, found tenant.Tri, group tenant.GUID) func(*Case) {
	return func(c *Case) {
		putting(goodGroup)(c)
		c.Preparation[0].ScriptIDs = []string{"s"}
		c.Scripts = []tenant.Script{{ID: "s", Name: "Set the time zone", Found: found, RunAs: runAs, Assignments: []tenant.Assignment{{Kind: "group", Group: tenant.Group{ID: group}}}}}
	}
}

func scripts(n int) func(*Case) {
	return func(c *Case) {
		scripted("system", tenant.Yes, tenant.GUID{1})(c)
		c.Preparation[0].ScriptIDs = slices.Repeat([]string{"s"}, n)
	}
}
