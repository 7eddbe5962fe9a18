package rules

import "prepaudit/rules/tenant"

var dnsServer = &Rule{
	ID:        "NET-12",
	Title:     "The DNS server of the network resolves the names of the services",
	Level:     Required,
	Citation:  Citation{document, "Domain Name Services (DNS)", networking},
	Rationale: "A filter in the DNS server stops a device as surely as a firewall does.",
	Remediation: "Take the names of the services out of the filter of the DNS server that DHCP hands out. `prepaudit " +
		"network export` writes the list of hosts and ports for whoever opens the firewall.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-12"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Fail, "a required name is filtered"},
		{Warn, "another name is filtered"},
	},
}
