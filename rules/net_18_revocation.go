package rules

import "prepaudit/rules/tenant"

var revocationLists = &Rule{
	ID:       "NET-18",
	Title:    "Certificates can be checked for revocation",
	Level:    Required,
	Citation: Citation{document, "Certificate revocation lists (CRLs)", networking},
	Rationale: "Windows refuses some connections where it cannot tell whether a certificate is revoked, and " +
		"others get slow.",
	Remediation: "Let the hosts for revocation lists and OCSP through on TCP 80. `prepaudit network export` writes " +
		"the list of hosts and ports for whoever opens the firewall.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-18"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Fail, "out of reach"},
	},
}
