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
	Shown: []Shown{
		{Pass, "all is reached"},
		{Fail, "no name is known"},
		{Warn, "one name gets no answer"},
		{NotEvaluated, "nobody probed"},
	},
}
