package rules

import "prepaudit/rules/tenant"

var entraReached = &Rule{
	ID:        "NET-05",
	Title:     "Microsoft Entra ID is reached",
	Level:     Required,
	Citation:  Citation{document, "Microsoft Entra ID", networking},
	Rationale: "The user signs in there, and the device joins it.",
	Remediation: "Let the hosts through on TCP 80 and 443, without looking into TLS and without a sign-in at the " +
		"proxy. `prepaudit network export` writes the list of hosts and ports for whoever opens the firewall.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-05"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Fail, "sign-in intercepted"},
		{Fail, "joining has the certificate of somebody else"},
		{Warn, "the sample of a wildcard is gone"},
	},
}
