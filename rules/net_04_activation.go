package rules

import "prepaudit/rules/tenant"

var activationService = &Rule{
	ID:        "NET-04",
	Title:     "The Windows activation services are reached",
	Level:     Required,
	Citation:  Citation{document, "Windows activation", networking},
	Rationale: "Windows that is not activated cannot step up to Enterprise, and tells its user so.",
	Remediation: "Let the activation hosts through on TCP 80 and 443. `prepaudit network export` writes the list of " +
		"hosts and ports for whoever opens the firewall.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-04"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Fail, "activation cut"},
	},
}
