package rules

import "prepaudit/rules/tenant"

var diagnosticData = &Rule{
	ID:        "NET-13",
	Title:     "Diagnostic data can be sent",
	Level:     Recommended,
	Citation:  Citation{document, "Diagnostics data", networking},
	Rationale: "The process continues without it, but services that depend on diagnostic data do not work.",
	Remediation: "Let the hosts for diagnostic data through on TCP 443. `prepaudit network export` writes the list " +
		"of hosts and ports for whoever opens the firewall.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-13"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Warn, "intercepted"},
	},
}
