package rules

import "prepaudit/rules/tenant"

var timeServer = &Rule{
	ID:          "NET-11",
	Title:       "The time server is reached and the clock is right",
	Level:       Required,
	Citation:    Citation{document, "Network Time Protocol (NTP) sync", networking},
	Rationale:   "With a wrong clock certificates are not valid and sign-in fails.",
	Remediation: "Open UDP 123 to time.windows.com. Where the clock is wrong, set it in the firmware first.",
	Needs:       []tenant.Dataset{tenant.Network},
	Once:        overProbes("NET-11"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Fail, "no answer"},
		{Fail, "the server refuses"},
		{Warn, "over a minute behind"},
	},
}
