package rules

import "prepaudit/rules/tenant"

var openPorts = &Rule{
	ID:          "NET-02",
	Title:       "TCP ports 80 and 443 and UDP port 123 are open to the internet",
	Level:       Required,
	Citation:    Citation{document, "Networking requirements", networking},
	Rationale:   "Every service of the preparation is behind one of these ports.",
	Remediation: "Open TCP 80, TCP 443 and UDP 123 to the internet, or to the hosts of the list. `prepaudit network export` writes the list of hosts and ports for whoever opens the firewall.",
	Needs:       []tenant.Dataset{tenant.Network},
	Once:        overProbes("NET-02"),
	Examples: []Example{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "port 80 is closed", Change: probed(through(80, tenant.ProbeTimeout)), Want: Fail, Detail: "none of"},
		{Name: "port 443 is closed", Change: probed(through(443, tenant.ProbeRefused)), Want: Fail, Detail: "refused"},
		{Name: "UDP port 123 is closed", Change: probed(through(123, tenant.ProbeTimeout)), Want: Fail, Detail: "time.windows.com:123"},
		{Name: "out of time", Change: probed(through(443, tenant.ProbeNotTried)), Want: NotEvaluated, Detail: "not tried"},
	},
}
