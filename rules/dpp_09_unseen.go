package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var policyUsersReady = &Rule{
	ID:       "DPP-09",
	Title:    "Everyone assigned to a device preparation policy is licensed and in the MDM user scope",
	Level:    Recommended,
	Effect:   Effect{Target, Information, Information},
	Repeats:  true,
	Citation: Citation{tutorial, "Set up Windows automatic Intune enrollment", enrollmentPage},
	Rationale: "The portal shows who is in the policy's group, who lacks a license and who is in the MDM user " +
		"scope on three pages, and nowhere together. A person who lacks one of the three gets no preparation.",
	Remediation: "Assign a license with Intune and Microsoft Entra ID P1, and add the people to the MDM user " +
		"scope: " + enrollmentPath + ". `prepaudit user UPN` says what one of them lacks.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users, tenant.Preparation, tenant.PreparationWho, tenant.MDMPolicies,
		tenant.MDMMembers},
	EachUser: func(facts *Facts, u *tenant.User, e license.Entitlement) Verdict {
		p, meant := facts.Winning(u.ID)
		switch {
		case meant == tenant.Unknown && p != nil && facts.otherMode() && Assigned(p.Assignments, u.ID) == tenant.Yes:
			return Unknown("policy %s, or one with an unrecognized deployment type, is assigned to the user", p.Name)
		case meant == tenant.Unknown:
			return Unknown("whether a policy is assigned to the user isn't known")
		case meant == tenant.No:
			return NA("no device preparation policy is assigned to this user")
		case !e.Known || e.Unsure() && !e.Qualified:
			return Unknown("the user's licenses aren't known")
		}
		inside := facts.MDM(u.ID)
		switch {
		case inside == MDMUnknown:
			return Unknown("whether the user is inside the MDM user scope is not known")
		case !e.Qualified && inside == MDMOutside:
			return Warnf("policy %s is assigned to the user, who is neither licensed nor in the MDM user scope", p.Name)
		case !e.Qualified:
			return Warnf("policy %s is assigned to the user, who isn't licensed", p.Name)
		case inside == MDMOutside:
			return Warnf("policy %s is assigned to the user, who isn't in the MDM user scope", p.Name)
		}
		return OK
	},
	Shown: []Shown{
		{Pass, "licensed and inside"},
		{Warn, "outside"},
		{NotApplicable, "the policy is assigned to others"},
		{NotApplicable, "no policy"},
	},
}
