package rules

import "prepaudit/rules/tenant"

var connectionStatus = &Rule{
	ID:          "NET-14",
	Title:       "Windows can tell that there is an internet (NCSI)",
	Level:       Required,
	Citation:    Citation{document, "Network Connection Status Indicator (NCSI)", networking},
	Rationale:   "Windows that takes the network for one without internet does not go on.",
	Remediation: "Let *.msftconnecttest.com through on TCP 80, resolved by DNS, without a page in its place.",
	Needs:       []tenant.Dataset{tenant.Network},
	Once:        overProbes("NET-14"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Fail, "captive portal"},
		{Fail, "out of reach"},
	},
}
