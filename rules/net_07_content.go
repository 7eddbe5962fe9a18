package rules

import "prepaudit/rules/tenant"

var intuneContent = &Rule{
	ID:        "NET-07",
	Title:     "The content of Intune is reached in the region of the tenant",
	Level:     Required,
	Citation:  Citation{document, "Microsoft Intune", networking},
	Rationale: "Scripts and Win32 apps come from these hosts. Without them the preparation fails at its apps.",
	Remediation: "Let the hosts of the tenant's region through on TCP 443, partial responses included. `prepaudit " +
		"network --region` probes one region alone. `prepaudit network export` writes the list of hosts and ports " +
		"for whoever opens the firewall.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-07"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Fail, "no region is whole"},
		{Warn, "one region of three is out of reach"},
	},
}
