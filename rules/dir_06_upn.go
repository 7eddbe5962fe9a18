package rules

import (
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var sameUPN = &Rule{
	ID:      "DIR-06",
	Title:   "No user's name on premises differs from the one in Microsoft Entra ID",
	Level:   Recommended,
	Do:      "Match on-premises UPNs with Entra UPNs",
	DoAlone: "Match the on-premises UPN with the Entra UPN",
	Effect:  Effect{Complete, Degrades, Degrades},
	Citation: Citation{"Plan your Microsoft Entra join deployment",
		"Understand considerations for applications and resources",
		"https://learn.microsoft.com/entra/identity/devices/device-join-plan"},
	Rationale: "On devices that are joined to Microsoft Entra ID, a user principal name on premises that differs is " +
		"not supported: single sign-on to resources on premises fails.",
	Remediation: "Give the account on premises the suffix and the name that it has in Microsoft Entra ID: Active " +
		"Directory Users and Computers > the user > Account, then let Microsoft Entra Connect synchronise.",
	Needs: []tenant.Dataset{tenant.Users, tenant.OnPremisesUPNs},
	EachUser: func(_ *Facts, u *tenant.User, _ license.Entitlement) Verdict {
		switch {
		case !u.OnPremisesUPNKnown:
			return Unknown("Graph did not send onPremisesUserPrincipalName for this user")
		case u.OnPremisesUPN == "", strings.EqualFold(u.OnPremisesUPN, u.UPN):
			return OK
		}
		return Warnf("the name on premises is %s", u.OnPremisesUPN)
	},
	Shown: []Shown{
		{Pass, "the same"},
		{Pass, "none: a cloud account"},
		{Warn, "another"},
		{NotEvaluated, "not sent"},
	},
}
