package rules

import "prepaudit/rules/tenant"

var intuneReached = &Rule{
	ID:        "NET-06",
	Title:     "Microsoft Intune is reached",
	Level:     Required,
	Citation:  Citation{document, "Microsoft Intune", networking},
	Rationale: "The device enrols there and gets its policy, its scripts and its apps.",
	Remediation: "Let the hosts through on TCP 80 and 443, without looking into TLS and without a sign-in at the " +
		"proxy. `prepaudit network export` writes the list of hosts and ports for whoever opens the firewall.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-06"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Fail, "no answer"},
		{Fail, "intercepted"},
	},
}
