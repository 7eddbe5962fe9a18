package rules

import "prepaudit/rules/tenant"

var diagnosticData = &Rule{
	ID:          "NET-13",
	Title:       "Diagnostic data can be sent",
	Level:       Recommended,
	Citation:    Citation{document, "Diagnostics data", networking},
	Rationale:   "The process continues without it, but services that depend on diagnostic data do not work.",
	Remediation: "Let the hosts for diagnostic data through on TCP 443. `prepaudit network export` writes the list of hosts and ports for whoever opens the firewall.",
	Needs:       []tenant.Dataset{tenant.Network},
	Once:        overProbes("NET-13"),
	Examples: []Example{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "intercepted", Change: probed(at("v10.events.data.microsoft.com", tenant.ProbeIntercepted)), Want: Warn, Detail: "depend on diagnostic data"},
	},
}
