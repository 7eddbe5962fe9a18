package rules

import (
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var sameUPN = &Rule{
	ID:      "DIR-06",
	Title:   "On-premises UPNs match Entra UPNs",
	Level:   Recommended,
	Do:      "Match on-premises UPNs with Entra UPNs",
	DoAlone: "Match the on-premises UPN with the Entra UPN",
	Effect:  Effect{Complete, Degrades, Degrades},
	Citation: Citation{"Plan your Microsoft Entra join deployment",
		"Understand considerations for applications and resources",
		"https://learn.microsoft.com/entra/identity/devices/device-join-plan"},
	Rationale: "On devices joined to Microsoft Entra ID, an on-premises UPN that differs isn't supported: single " +
		"sign-on to on-premises resources fails.",
	Remediation: "Give the on-premises account the UPN that it has in Microsoft Entra ID: Active Directory Users " +
		"and Computers > the user > Account. Then let Microsoft Entra Connect synchronize.",
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
