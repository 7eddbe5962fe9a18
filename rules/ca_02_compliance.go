package rules

import (
	"slices"

	"prepaudit/rules/tenant"
)

var enrolmentCompliance = &Rule{
	ID:          "CA-02",
	Title:       "No Conditional Access policy demands a compliant device of the enrolment itself",
	Level:       Advisory,
	Citation:    Citation{"Require a compliant device", "Create a Conditional Access policy", "https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-device-compliance"},
	Rationale:   "A device cannot be compliant before it is enrolled. A policy that demands it of Microsoft Intune Enrollment keeps every new device out.",
	Remediation: accessPath + ": exclude Microsoft Intune Enrollment (" + enrolmentApp + ") from the policy.",
	Needs:       []tenant.Dataset{tenant.AccessPolicies},
	Once: overAccess(enrolmentApp, "no policy demands a compliant device of the enrolment", func(p tenant.AccessPolicy) string {
		device := slices.Contains(p.Controls, "compliantDevice") || slices.Contains(p.Controls, "domainJoinedDevice")
		other := len(p.Controls) > 1 || p.Strength
		switch {
		case !device, p.Operator == "OR" && other && !onlyDevices(p):
			return ""
		}
		return "demands a compliant device before there can be one"
	}),
	Examples: []Example{
		{Name: "no policy", Want: Pass},
		{Name: "compliance of all applications", Change: access(complying("OR", "All", "compliantDevice")), Want: Warn, Detail: "before there can be one"},
		{Name: "compliance or a second factor", Change: access(complying("OR", "All", "compliantDevice", "mfa")), Want: Pass},
		{Name: "compliance and a second factor", Change: access(complying("AND", "All", "compliantDevice", "mfa")), Want: Warn},
		{Name: "compliance or hybrid join", Change: access(complying("OR", "All", "compliantDevice", "domainJoinedDevice")), Want: Warn},
		{Name: "compliance of another application", Change: access(complying("OR", "other", "compliantDevice")), Want: Pass},
		{Name: "a second factor", Change: access(complying("OR", "All", "mfa")), Want: Pass},
	},
}

// onlyDevices reports whether every alternative of a policy is a state of the device.
func onlyDevices(p tenant.AccessPolicy) bool {
	return !p.Strength && !slices.ContainsFunc(p.Controls, func(c string) bool { return c != "compliantDevice" && c != "domainJoinedDevice" })
}

func complying(operator, app string, controls ...string) tenant.AccessPolicy {
	return tenant.AccessPolicy{ID: "1", Name: "Compliance", State: "enabled", IncludeApps: []string{app}, Operator: operator, Controls: controls}
}
