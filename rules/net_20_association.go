package rules

import "prepaudit/rules/tenant"

var associationHosts = &Rule{
	ID:          "NET-20",
	Title:       "The hosts of device association and attestation are reached",
	Level:       Recommended,
	Citation:    Citation{"Requirements for Windows Autopilot device association", "Networking requirements", associationURL + "?tabs=networking"},
	Rationale:   "Devices that are associated with the tenant prove themselves there. Others do without.",
	Remediation: "Let ztd.dds.microsoft.com and the attestation hosts through on TCP 443, without looking into TLS. `prepaudit network export` writes the list of hosts and ports for whoever opens the firewall.",
	Needs:       []tenant.Dataset{tenant.Network},
	Once:        overProbes("NET-20"),
	Examples: []Example{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "association is out of reach", Change: probed(func(p *tenant.NetworkProbe) { at("ztd.dds.microsoft.com", tenant.ProbeTimeout)(p) }), Want: Warn, Detail: "device association"},
		{Name: "some of the attestation hosts", Change: probed(at("peapdamaa1.eus2.attest.azure.net", tenant.ProbeTimeout)), Want: Pass, Detail: "one is enough"},
	},
}
