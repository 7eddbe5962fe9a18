package rules

import "prepaudit/rules/tenant"

var enrollmentManagers = &Rule{
	ID:     "MDM-11",
	Title:  "No user of a device preparation policy is a device enrollment manager",
	Level:  Advisory,
	Effect: Effect{Enroll, Information, Information},
	Citation: Citation{"Enroll devices using a device enrollment manager account", "Supported enrollment methods",
		"https://learn.microsoft.com/intune/device-enrollment/setup-enrollment-manager"},
	Rationale: "A device that a device enrollment manager signs in to is enrolled without a user, which device " +
		"preparation doesn't support.",
	Remediation: "Microsoft Intune admin center > Devices > Enrollment > Device enrollment managers: remove the " +
		"users of the policies.",
	Needs: []tenant.Dataset{tenant.Preparation},
	Once: func(env *Env) []Verdict {
		if len(env.UserDriven()) == 0 {
			return []Verdict{env.noPolicy()}
		}
		return []Verdict{Manualf("Graph doesn't list device enrollment managers: compare Devices > Enrollment > Device " +
			"enrollment managers with the users of the policies")}
	},
	Shown: []Shown{
		{Manual, "a policy"},
		{NotApplicable, "an automatic policy"},
		{NotEvaluated, "a policy of an unknown deployment type"},
	},
}
