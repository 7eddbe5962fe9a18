package rules

import "prepaudit/rules/tenant"

var deploymentService = &Rule{
	ID:       "NET-03",
	Title:    "The deployment service is reached",
	Level:    Required,
	Citation: Citation{document, "Windows Autopilot deployment service", networking},
	Rationale: "A device asks this service first. Without it the out-of-box experience goes on as if there were no " +
		"preparation.",
	Remediation: "Let login.live.com through on TCP 443, without looking into TLS. ztd.dds.microsoft.com and " +
		"cs.dds.microsoft.com are named by the edition of 2024 only.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-03"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Fail, "login.live.com refused"},
		{Warn, "a host that only the older edition names"},
	},
}
