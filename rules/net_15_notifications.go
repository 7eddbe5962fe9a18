package rules

import "prepaudit/rules/tenant"

var notifications = &Rule{
	ID:        "NET-15",
	Title:     "The notification services are reached (WNS)",
	Level:     Recommended,
	Citation:  Citation{document, "Windows Notification Services (WNS)", networking},
	Rationale: "The process continues without them, but Intune cannot wake a device.",
	Remediation: "Let the notification hosts through on TCP 443. `prepaudit network export` writes the list of hosts " +
		"and ports for whoever opens the firewall.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-15"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Warn, "out of reach"},
	},
}
