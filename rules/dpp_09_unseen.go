package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var policyUsersReady = &Rule{
	ID:       "DPP-09",
	Title:    "Every user of a device preparation policy is licensed and inside the MDM user scope",
	Level:    Recommended,
	Effect:   Effect{Target, Information, Information},
	Repeats:  true,
	Citation: Citation{tutorial, "Set up Windows automatic Intune enrollment", enrollmentPage},
	Rationale: "The portal shows who is in the policy's group, whose license is missing and who is in the MDM user " +
		"scope on three pages, and nowhere the three together. A user who lacks one of them gets no preparation, " +
		"whatever the policy says.",
	Remediation: "Assign a license with Intune and Microsoft Entra ID P1 to the users, and bring " +
		"them into the MDM user scope: " + enrollmentPath + ". `prepaudit user UPN` tells what one of them lacks.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users, tenant.Preparation, tenant.PreparationWho, tenant.MDMPolicies,
		tenant.MDMMembers},
	EachUser: func(facts *Facts, u *tenant.User, e license.Entitlement) Verdict {
		p, meant := facts.Winning(u.ID)
		switch {
		case meant == tenant.Unknown && p != nil && facts.otherMode() && Assigned(p.Assignments, u.ID) == tenant.Yes:
			return Unknown("policy %s, or one of a deployment type that prepaudit does not know, means the user", p.Name)
		case meant == tenant.Unknown:
			return Unknown("whether a policy means the user is not known")
		case meant == tenant.No:
			return NA("no device preparation policy means this user")
		case !e.Known || e.Unsure() && !e.Qualified:
			return Unknown("the user's licenses are not known")
		}
		inside := facts.MDM(u.ID)
		switch {
		case inside == MDMUnknown:
			return Unknown("whether the user is inside the MDM user scope is not known")
		case !e.Qualified && inside == MDMOutside:
			return Warnf("policy %s means the user, who is neither licensed nor inside the MDM user scope", p.Name)
		case !e.Qualified:
			return Warnf("policy %s means the user, who is not licensed", p.Name)
		case inside == MDMOutside:
			return Warnf("policy %s means the user, who is outside the MDM user scope", p.Name)
		}
		return OK
	},
	Shown: []Shown{
		{Pass, "licensed and inside"},
		{Warn, "outside"},
		{NotApplicable, "the policy means others"},
		{NotApplicable, "no policy"},
	},
}
