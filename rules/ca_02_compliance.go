package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

var enrolmentCompliance = &Rule{
	ID:       "CA-02",
	Title:    "No Conditional Access policy demands a compliant device of the enrolment itself",
	Level:    Advisory,
	Citation: Citation{"Require a compliant device", "Create a Conditional Access policy", "https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-device-compliance"},
	Rationale: "A device cannot be compliant, or joined to Active Directory, before it is enrolled. Demanding a compliant device of all resources spares the enrolment by itself; " +
		"demanding it of Microsoft Intune Enrollment by name, demanding a hybrid join, or blocking it keeps every new device out.",
	Remediation: accessPath + ": exclude Microsoft Intune Enrollment (" + enrolmentApp + ") from the policy.",
	Needs:       []tenant.Dataset{tenant.AccessPolicies},
	Once:        overAccess(enrolmentApp, "no policy demands a state of the device of the enrolment, or blocks it", keepsOut),
	Examples: []Example{
		{Name: "no policy", Want: Pass},
		{Name: "compliance of all applications, which spares the enrolment", Change: access(complying("OR", "All", "compliantDevice")), Want: Pass},
		{Name: "compliance of the enrolment by name", Change: access(complying("OR", enrolmentApp, "compliantDevice")), Want: Warn, Detail: "before there can be one"},
		{Name: "compliance of the enrolment, or a second factor", Change: access(complying("OR", enrolmentApp, "compliantDevice", "mfa")), Want: Pass},
		{Name: "compliance of the enrolment and a second factor", Change: access(complying("AND", enrolmentApp, "compliantDevice", "mfa")), Want: Warn},
		{Name: "compliance of the enrolment, or an app that only telephones have", Change: access(complying("OR", enrolmentApp, "compliantDevice", "approvedApplication")), Want: Warn},
		{Name: "hybrid join of all applications", Change: access(complying("OR", "All", "domainJoinedDevice")), Want: Warn, Detail: "joined to Active Directory"},
		{Name: "compliance or hybrid join of all applications", Change: access(complying("OR", "All", "compliantDevice", "domainJoinedDevice")), Want: Pass},
		{Name: "compliance and hybrid join of all applications", Change: access(complying("AND", "All", "compliantDevice", "domainJoinedDevice")), Want: Warn},
		{Name: "everything blocked", Change: access(complying("OR", "All", "block")), Want: Warn, Detail: "blocks"},
		{Name: "legacy authentication blocked", Change: access(by(complying("OR", "All", "block"), []string{"exchangeActiveSync", "other"}, nil)), Want: Pass},
		{Name: "legacy authentication and browsers blocked", Change: access(by(complying("OR", "All", "block"), []string{"exchangeActiveSync", "browser"}, nil)), Want: Warn},
		{Name: "codes of another device blocked", Change: access(by(complying("OR", "All", "block"), []string{"all"}, []string{"deviceCodeFlow", "authenticationTransfer"})), Want: Pass},
		{Name: "a flow blocked that this program does not know", Change: access(by(complying("OR", "All", "block"), nil, []string{"deviceCodeFlow", "newFlow"})), Want: Warn},
		{Name: "compliance of another application", Change: access(complying("OR", "other", "compliantDevice")), Want: Pass},
		{Name: "a second factor", Change: access(complying("OR", "All", "mfa")), Want: Pass},
	},
}

// keepsOut says how a policy keeps new devices out; "" where it does not.
func keepsOut(p tenant.AccessPolicy) string {
	has := func(control string) bool { return slices.Contains(p.Controls, control) }
	byName := slices.ContainsFunc(p.IncludeApps, func(app string) bool { return strings.EqualFold(app, enrolmentApp) })
	compliance, hybrid := has("compliantDevice") && byName, has("domainJoinedDevice")
	// Under OR one control that a new device can meet is enough.
	if p.Operator == "OR" && (p.Strength || has("mfa") || has("compliantDevice") && !byName) {
		compliance, hybrid = false, false
	}
	switch {
	case has("block"):
		return "blocks the enrolment"
	case compliance:
		return "demands a compliant device before there can be one"
	case hybrid:
		return "demands a device that is joined to Active Directory, which device preparation does not make"
	}
	return ""
}

func complying(operator, app string, controls ...string) tenant.AccessPolicy {
	return tenant.AccessPolicy{ID: "1", Name: "Compliance", State: "enabled", IncludeUsers: everybody, IncludeApps: []string{app}, Operator: operator, Controls: controls}
}

// by has a policy apply to some ways of signing in.
func by(p tenant.AccessPolicy, clientApps, flows []string) tenant.AccessPolicy {
	p.ClientApps, p.Flows = clientApps, flows
	return p
}
