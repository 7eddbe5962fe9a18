package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var policyApplies = &Rule{
	ID:       "DPP-13",
	Title:    "A device preparation policy applies to every user in scope",
	Level:    Recommended,
	Effect:   Effect{Target, Stops, Stops},
	Citation: Citation{tutorial, "Create a user group", userGroupPage},
	Rationale: "The policy of the first user to sign in prepares the device. Without one, the device joins and " +
		"enrolls, and doesn't wait for its apps and scripts.",
	Remediation: "Add the users to a group that a policy is assigned to: " + preparationPath +
		" > the policy > Assignments. " + userGroupPage,
	Needs:  []tenant.Dataset{tenant.Users, tenant.Preparation, tenant.PreparationWho},
	Uses:   []tenant.Dataset{tenant.Associations},
	change: target,
	EachUser: func(facts *Facts, u *tenant.User, _ license.Entitlement) Verdict {
		if len(facts.UserDriven()) == 0 && !facts.otherMode() {
			return NA("there is no user-driven device preparation policy")
		}
		switch p, means := facts.Winning(u.ID); {
		case means == tenant.Yes, p != nil && Assigned(p.Assignments, u.ID) == tenant.Yes: // this one, or its equal
			return OK
		case means == tenant.Unknown:
			return Unknown("whether a device preparation policy applies to the user isn't known")
		case len(facts.Associations) > 0:
			return Warnf("no device preparation policy applies to the user; only a device that is associated with the " +
				"tenant, and has a policy of its own, is prepared").doing(Information)
		}
		return Failf("no device preparation policy applies to the user")
	},
	Shown: []Shown{
		{Pass, "in a group of a policy"},
		{Fail, "in no group of a policy"},
		{Warn, "in no group of a policy, and devices are associated"},
		{NotEvaluated, "a group could not be read"},
	},
}
