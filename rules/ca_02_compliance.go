package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

var enrollmentCompliance = &Rule{
	ID:     "CA-02",
	Title:  "No Conditional Access policy requires a compliant device for enrollment itself",
	Level:  Advisory,
	Do:     "Exclude Microsoft Intune Enrollment from %s",
	Where:  accessPath + ": exclude it",
	Effect: Effect{Enroll, Stops, Stops},
	done: func(f *Facts, id string) {
		for i := range f.Access {
			if f.Access[i].ID == id {
				f.Access[i].ExcludeApps = append(f.Access[i].ExcludeApps, tenant.IntuneEnrollmentApp)
			}
		}
	},
	Citation: Citation{"Require a compliant device", "Create a Conditional Access policy",
		"https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-device-compliance"},
	Rationale: "A device can't be compliant, or hybrid joined, before it is enrolled. A policy that requires a " +
		"compliant device for all resources exempts enrollment by itself. One that names Microsoft Intune " +
		"Enrollment, requires hybrid join, or blocks access refuses every new device.",
	Remediation: accessPath + ": exclude Microsoft Intune Enrollment (" + enrollmentApp + ") from the policy.",
	Needs:       []tenant.Dataset{tenant.AccessPolicies, tenant.Users},
	Uses:        []tenant.Dataset{tenant.AccessWho},
	OneUser:     true,
	Counted:     "policies",
	Once: overAccess(enrollmentApp, "no policy requires a device state for enrollment, or blocks it",
		func(env *Env, i int) (Verdict, affected) {
			return keepsOut(env.Access[i]), env.count.Access.reach[i]
		}),
	Shown: []Shown{
		{Pass, "compliance for all applications, which exempts enrollment"},
		{Warn, "compliance for enrollment by name"},
		{Warn, "everything blocked"},
		{NotEvaluated, "everything blocked, for an unrecognized group of people"},
	},
}

// grantControls are those that prepaudit knows (conditionalAccessGrantControls resource type, 2026-08).
var grantControls = []string{"block", "mfa", "compliantDevice", "domainJoinedDevice", "approvedApplication",
	"compliantApplication", "passwordChange", "riskRemediation", tenant.TermsOfUse, tenant.CustomControl}

// keepsOut says how a policy keeps new devices out.
func keepsOut(p tenant.AccessPolicy) Verdict {
	has := func(control string) bool { return slices.Contains(p.Controls, control) }
	strange := slices.IndexFunc(p.Controls, func(c string) bool { return !slices.Contains(grantControls, c) })
	byName := p.FilteredApps ||
		slices.ContainsFunc(p.IncludeApps, func(app string) bool { return strings.EqualFold(app, enrollmentApp) })
	// Under OR one control that a new device can meet is enough.
	one := p.Operator == "OR"
	switch {
	case has("block"):
		return Warnf("blocks enrollment")
	case one && (p.Strength != nil || has("mfa") || has(tenant.TermsOfUse) || has(tenant.CustomControl) ||
		has("compliantDevice") && !byName):
		return OK
	case one && strange >= 0:
	case has("compliantDevice") && byName:
		return Warnf("requires a compliant device, and a new PC isn't compliant yet")
	case has("domainJoinedDevice"):
		return Warnf("requires a device that is joined to Active Directory, and device preparation doesn't join it there")
	case has("approvedApplication"), has("compliantApplication"):
		return Warnf("requires an app that only phones have")
	}
	if strange >= 0 {
		return unrecognized("requires", p.Controls[strange])
	}
	return OK
}
