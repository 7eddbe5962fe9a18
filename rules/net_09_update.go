package rules

import "prepaudit/rules/tenant"

var windowsUpdate = &Rule{
	ID:          "NET-09",
	Title:       "Windows Update is reached",
	Level:       Recommended,
	Citation:    Citation{document, "Windows Update", networking},
	Rationale:   "The process continues without it, but critical updates are not available.",
	Remediation: "Let the hosts of Windows Update through on TCP 80 and 443. `prepaudit network export` writes the list of hosts and ports for whoever opens the firewall.",
	Needs:       []tenant.Dataset{tenant.Network},
	Once:        overProbes("NET-09"),
	Examples: []Example{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "no updates", Change: probed(at("download.windowsupdate.com", tenant.ProbeTimeout)), Want: Warn, Detail: "critical updates"},
	},
}
