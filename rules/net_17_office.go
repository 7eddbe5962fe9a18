package rules

import "prepaudit/rules/tenant"

var microsoft365 = &Rule{
	ID:        "NET-17",
	Title:     "The content of Microsoft 365 Apps is reached",
	Level:     Recommended,
	Citation:  Citation{document, "Microsoft 365", networking},
	Rationale: "Where Microsoft 365 Apps are deployed, they come from these hosts.",
	Remediation: "Let officecdn.microsoft.com and config.office.com through. `prepaudit network export` writes the " +
		"list of hosts and ports for whoever opens the firewall.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-17"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Warn, "out of reach"},
	},
}
