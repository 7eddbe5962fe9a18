package rules

import "prepaudit/rules/tenant"

var internetNames = &Rule{
	ID:          "NET-01",
	Title:       "The network resolves internet names",
	Level:       Required,
	Citation:    Citation{document, "Networking requirements", networking},
	Rationale:   "A new device knows the services by name only. Without names nothing of the preparation begins.",
	Remediation: "Let the DNS server of the network resolve internet names, by itself or by a forwarder.",
	Needs:       []tenant.Dataset{tenant.Network},
	Once:        overProbes("NET-01"),
	Examples: []Example{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "no name is known", Change: probed(unresolved("", tenant.ProbeNoName)), Want: Fail, Detail: "does not resolve internet names"},
		{Name: "the DNS server is silent", Change: probed(unresolved("", tenant.ProbeDNSTimeout)), Want: Fail, Detail: "no answer"},
		{Name: "one name gets no answer", Change: probed(unresolved("login.live.com", tenant.ProbeDNSFailed)), Want: Warn, Detail: "login.live.com"},
		{Name: "nobody probed", Change: nil, Want: NotEvaluated, Detail: "not probed"},
	},
}
