package rules

import "prepaudit/rules/tenant"

var associationHosts = &Rule{
	ID:    "NET-20",
	Title: "The hosts of device association and attestation are reached",
	Level: Recommended,
	Citation: Citation{"Requirements for Windows Autopilot device association", "Networking requirements",
		associationURL + "?tabs=networking"},
	Rationale: "Devices that are associated with the tenant prove themselves there. Others do without.",
	Remediation: "Let ztd.dds.microsoft.com and the attestation hosts through on TCP 443, without looking into TLS. " +
		"`prepaudit network export` writes the list of hosts and ports for whoever opens the firewall.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-20"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Warn, "association is out of reach"},
	},
}
