package rules

import "prepaudit/rules/tenant"

var deliveryOptimization = &Rule{
	ID:        "NET-10",
	Title:     "Delivery Optimization is reached",
	Level:     Recommended,
	Citation:  Citation{document, "Delivery Optimization", networking},
	Rationale: "The process continues without it, but every device downloads everything from the internet.",
	Remediation: "Let its hosts through on TCP 80 and 443, and byte ranges through the proxy. `prepaudit network " +
		"export` writes the list of hosts and ports for whoever opens the firewall.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-10"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Warn, "out of reach"},
		{Warn, "a proxy that sends whole files"},
	},
}
