package rules

import "prepaudit/rules/tenant"

var diagnosticsUpload = &Rule{
	ID:    "NET-08",
	Title: "Diagnostics can be uploaded",
	Level: Recommended,
	Citation: Citation{document, "Windows Autopilot device preparation automatic device diagnostics collection",
		networking},
	Rationale: "Where a preparation fails, the uploaded logs are what tells why.",
	Remediation: "Let the storage hosts for diagnostics through on TCP 443. `prepaudit network export` writes the " +
		"list of hosts and ports for whoever opens the firewall.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-08"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Warn, "none answers"},
	},
}
