package rules

import "prepaudit/rules/tenant"

var windowsUpdate = &Rule{
	ID:        "NET-09",
	Title:     "Windows Update is reached",
	Level:     Recommended,
	Citation:  Citation{document, "Windows Update", networking},
	Rationale: "The process continues without it, but critical updates are not available.",
	Remediation: "Let the hosts of Windows Update through on TCP 80 and 443. `prepaudit network export` writes the " +
		"list of hosts and ports for whoever opens the firewall.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-09"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Warn, "no updates"},
	},
}
