package rules

import "prepaudit/rules/tenant"

var entraReached = &Rule{
	ID:          "NET-05",
	Title:       "Microsoft Entra ID is reached",
	Level:       Required,
	Citation:    Citation{document, "Microsoft Entra ID", networking},
	Rationale:   "The user signs in there, and the device joins it.",
	Remediation: "Let the hosts through on TCP 80 and 443, without looking into TLS and without a sign-in at the proxy. `prepaudit network export` writes the list of hosts and ports for whoever opens the firewall.",
	Needs:       []tenant.Dataset{tenant.Network},
	Once:        overProbes("NET-05"),
	Examples: []Example{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "sign-in intercepted", Change: probed(at("login.microsoftonline.com", tenant.ProbeIntercepted)), Want: Fail, Detail: "intercepted"},
		{Name: "joining has the certificate of somebody else", Change: probed(at("enterpriseregistration.windows.net", tenant.ProbeWrongName)), Want: Fail, Detail: "somebody else"},
		{Name: "the sample of a wildcard is gone", Change: probed(unresolved("aadcdn.msauth.net", tenant.ProbeNoName)), Want: Warn, Detail: "sample"},
		{Name: "single sign-on is out of reach", Change: probed(at("autologon.microsoftazuread-sso.com", tenant.ProbeTimeout)), Want: Warn, Detail: "single sign-on"},
	},
}
