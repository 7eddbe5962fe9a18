package rules

import "prepaudit/rules/tenant"

var openPorts = &Rule{
	ID:        "NET-02",
	Title:     "TCP ports 80 and 443 and UDP port 123 are open to the internet",
	Level:     Required,
	Citation:  Citation{document, "Networking requirements", networking},
	Rationale: "Every service of the preparation is behind one of these ports.",
	Remediation: "Open TCP 80, TCP 443 and UDP 123 to the internet, or to the hosts of the list. `prepaudit network " +
		"export` writes the list of hosts and ports for whoever opens the firewall.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-02"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Fail, "port 80 is closed"},
		{Fail, "port 443 is closed"},
		{NotEvaluated, "out of time"},
	},
}
