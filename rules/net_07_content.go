package rules

import "prepaudit/rules/tenant"

var intuneContent = &Rule{
	ID:          "NET-07",
	Title:       "The content of Intune is reached in the region of the tenant",
	Level:       Required,
	Citation:    Citation{document, "Microsoft Intune", networking},
	Rationale:   "Scripts and Win32 apps come from these hosts. Without them the preparation fails at its apps.",
	Remediation: "Let the hosts of the tenant's region through on TCP 443, partial responses included. `prepaudit network --region` probes one region alone. `prepaudit network export` writes the list of hosts and ports for whoever opens the firewall.",
	Needs:       []tenant.Dataset{tenant.Network},
	Once:        overProbes("NET-07"),
	Examples: []Example{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "one region of three is out of reach", Change: probed(at("imeswdc-afd-primary.manage.microsoft.com", tenant.ProbeTimeout)), Want: Warn, Detail: "another region"},
		{Name: "no region is whole", Change: probed(at("imeswda-afd-primary.manage.microsoft.com", tenant.ProbeTimeout), at("imeswdb-afd-hotfix.manage.microsoft.com", tenant.ProbeTimeout), at("go-apac.trouter.communications.svc.cloud.microsoft", tenant.ProbeReset)), Want: Fail, Detail: "imeswda"},
		{Name: "some of the content hosts", Change: probed(at("swda01-mscdn.manage.microsoft.com", tenant.ProbeTimeout)), Want: Pass, Detail: "one is enough"},
	},
}
