package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var usersInMDMScope = &Rule{
	ID:       "MDM-03",
	Title:    "Every licensed user in scope is in the MDM user scope",
	Level:    Required,
	Effect:   Effect{Enroll, Stops, Information},
	Citation: requirement("configuration", "Configuration requirements"),
	Rationale: "A licensed user outside the MDM user scope joins the device, and it stays unmanaged. For an " +
		"unlicensed user in the scope, enrollment is refused and the join is rolled back.",
	Remediation: "Licensed and outside: add the user to a group of the MDM user scope, as a direct member. In the " +
		"scope without a license: assign an Intune license, or remove the user from the group. " + enrollmentPath +
		". " + enrollmentPage,
	Needs:  []tenant.Dataset{tenant.SKUs, tenant.Users, tenant.MDMPolicies, tenant.MDMMembers},
	change: mdmScope,
	EachUser: func(facts *Facts, u *tenant.User, e license.Entitlement) Verdict {
		if !e.Known {
			return Unknown("Graph did not send assignedLicenses for this user")
		}
		inside, licensed := facts.MDM(u.ID), e.Intune.Usable()
		switch {
		case e.Intune.State == license.Unsure:
			return Unknown("%s", e.Intune.Why())
		case facts.OtherMDM && (inside == MDMOutside || !licensed):
			return NA("another MDM service is stated to be in use; device preparation policies are Intune objects " +
				"and do not reach this user")
		}
		switch inside {
		case MDMInside:
			if licensed {
				return OK
			}
			return Warnf("inside the MDM user scope without an Intune plan: the join is rolled back when " +
				"enrollment is refused")
		case MDMNested:
			if licensed {
				return Warnf("inside the MDM user scope, but not known to be a direct member of its groups: " +
					"membership through a nested group may not count")
			}
			return Warnf("inside the MDM user scope, not directly, and without an Intune plan: the join is rolled " +
				"back when enrollment is refused")
		case MDMOutside:
			if licensed {
				return Failf("licensed for Intune, but outside the MDM user scope: the device joins and " +
					"stays unmanaged")
			}
			// Whoever gets a license is stopped by that next.
			return NA("neither licensed for Intune nor inside the MDM user scope").doing(Stops)
		}
		return Unknown("whether the user is inside the MDM user scope is not known")
	},
	Shown: []Shown{
		{Pass, "licensed, direct member"},
		{Fail, "licensed, not a member"},
		{Warn, "licensed, through a nested group only"},
		{NotEvaluated, "licensed, members unread"},
	},
}
