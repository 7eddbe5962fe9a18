package rules

import "prepaudit/rules/tenant"

var minimumVersion = &Rule{
	ID:          "MDM-10",
	Title:       "No restriction keeps supported versions of Windows out",
	Level:       Recommended,
	Citation:    Citation{"Overview of device enrollment restrictions", "Windows restrictions", "https://learn.microsoft.com/intune/intune-service/enrollment/enrollment-restrictions-set"},
	Rationale:   "A device comes out of its box with the version that it was built with. One below the minimum, or above the maximum, is refused at enrolment though the document supports it.",
	Remediation: restrictionPath + ": lower the minimum version to 10.0.22621.3374 or leave it empty, and leave the maximum empty.",
	Needs:       []tenant.Dataset{tenant.Restrictions},
	Once:        overRestrictions(judgeVersions),
	Examples: []Example{
		{Name: "no bounds", Change: restricted(tenant.Restriction{Default: true, Blocked: tenant.No}), Want: Pass},
		{Name: "a minimum below everything that is supported", Change: restricted(tenant.Restriction{Default: true, MinVersion: "10.0.19045"}), Want: Pass},
		{Name: "a minimum that is just supported", Change: restricted(tenant.Restriction{Default: true, MinVersion: "10.0.26100"}), Want: Pass},
		{Name: "a minimum above a supported version", Change: restricted(tenant.Restriction{Default: true, MinVersion: "10.0.26101"}), Want: Warn, Detail: "10.0.26101"},
		{Name: "a maximum", Change: restricted(tenant.Restriction{Default: true, MaxVersion: "10.0.26100.9999"}), Want: Warn, Detail: "maximum"},
		{Name: "a minimum that is no version", Change: restricted(tenant.Restriction{Default: true, MinVersion: "24H2"}), Want: NotEvaluated, Detail: "24H2"},
		{Name: "Graph did not say", Change: restricted(tenant.Restriction{Default: true}), Want: NotEvaluated},
		{Name: "no restriction was sent", Want: NotEvaluated},
	},
}

// oldestServiced is the oldest build of Windows 11 that is serviced and new enough on 2026-11-22: 24H2.
const oldestServiced = "10.0.26100"

func judgeVersions(_ *Env, r tenant.Restriction) Verdict {
	if r.Blocked == tenant.Unknown && r.PersonalBlocked == tenant.Unknown && r.MinVersion == "" && r.MaxVersion == "" {
		return Unknown("Graph did not send what it restricts")
	}
	if r.MinVersion != "" {
		above, ok := versionAbove(r.MinVersion, oldestServiced)
		if !ok {
			return Unknown("the minimum version %.40q is no version", r.MinVersion)
		}
		if above {
			return Warnf("the minimum version %s keeps out 24H2 (%s), which is supported: %s", r.MinVersion, oldestServiced, reachOf(r))
		}
	}
	if r.MaxVersion != "" {
		return Warnf("the maximum version %s keeps out newer releases and updates: %s", r.MaxVersion, reachOf(r))
	}
	return Passf("no version that is supported is kept out: %s", reachOf(r))
}
