package rules

import "prepaudit/rules/tenant"

var microsoftStore = &Rule{
	ID:        "NET-16",
	Title:     "The Microsoft Store is reached",
	Level:     Recommended,
	Citation:  Citation{document, "Microsoft Store", networking},
	Rationale: "The process continues without it, but apps of the Store are not installed.",
	Remediation: "Let the hosts of the Store through on TCP 80 and 443. `prepaudit network export` writes the list " +
		"of hosts and ports for whoever opens the firewall.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-16"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Warn, "out of reach"},
	},
}
