package rules

import "prepaudit/rules/tenant"

var intuneReached = &Rule{
	ID:          "NET-06",
	Title:       "Microsoft Intune is reached",
	Level:       Required,
	Citation:    Citation{document, "Microsoft Intune", networking},
	Rationale:   "The device enrols there and gets its policy, its scripts and its apps.",
	Remediation: "Let the hosts through on TCP 80 and 443, without looking into TLS and without a sign-in at the proxy. `prepaudit network export` writes the list of hosts and ports for whoever opens the firewall.",
	Needs:       []tenant.Dataset{tenant.Network},
	Once:        overProbes("NET-06"),
	Examples: []Example{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "no answer", Change: probed(at("manage.microsoft.com", tenant.ProbeTimeout)), Want: Fail, Detail: "manage.microsoft.com:443"},
		{Name: "organizational messages are not asked for", Change: probed(at("fd.api.orgmsg.microsoft.com", tenant.ProbeTimeout)), Want: Pass},
		{Name: "intercepted", Change: probed(at("m.manage.microsoft.com", tenant.ProbeIntercepted)), Want: Fail, Detail: "private root"},
		{Name: "expired certificate", Change: probed(at("portal.manage.microsoft.com", tenant.ProbeExpired)), Want: Fail, Detail: "not valid"},
	},
}
