package rules

import "prepaudit/rules/tenant"

// What a policy may name (Microsoft's page on what is new: 25 apps since 2026-01-30, 10 scripts).

var policyApps = &Rule{
	ID:     "DPP-07",
	Title:  "Each policy's apps exist, are assigned to its device group and install as the system",
	Level:  Recommended,
	Do:     "Assign the policies' apps to their device groups, and install them as the system",
	Effect: Effect{Prepare, Degrades, Degrades},
	Citation: Citation{tutorial, "Assign applications and PowerShell scripts to the device group",
		"https://learn.microsoft.com/autopilot/device-preparation/tutorial/user-driven/entra-join-assign-apps-scripts"},
	Rationale: "Nobody is signed in during the preparation. An app that installs as the user, or that isn't " +
		"assigned to the device group, is skipped, and nothing says so. Only line-of-business, Win32, Microsoft " +
		"Store, Microsoft 365 and Enterprise App Catalog apps can be selected. An app that reaches the device " +
		"group only in a later ring of a deployment plan isn't there during setup either; Graph doesn't show these " +
		"plans.",
	Remediation: "Microsoft Intune admin center > Apps > Windows > the app > Properties: Install behavior System, " +
		"and Assignments: Required for the device group of the policy, with Install Context Device where there is one. " +
		"Check manually that a deployment plan with the app reaches the group in its first ring.",
	Needs:   []tenant.Dataset{tenant.Preparation, tenant.Apps},
	Uses:    []tenant.Dataset{tenant.DeviceGroups},
	OneUser: true,
	Counted: "policies and apps",
	Once: func(env *Env) []Verdict {
		return overNamed(env, "app", mostApps, func(p tenant.PreparationPolicy) []string { return p.AppIDs },
			func(id string) (namedThing, bool) {
				for _, a := range env.Apps {
					if a.ID == id {
						return appNamed(a), true
					}
				}
				return namedThing{}, false
			})
	},
	Shown: []Shown{
		{Pass, "an app of the system, assigned to the group"},
		{Warn, "an MSI for the user"},
		{Warn, "assigned to another group"},
		{NotApplicable, "no policy"},
	},
}
