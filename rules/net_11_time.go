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
	Examples: []Example{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "no answer", Change: probed(at("time.windows.com", tenant.ProbeTimeout)), Want: Fail, Detail: "no answer"},
		{Name: "the server refuses", Change: probed(at("time.windows.com", tenant.ProbeKiss)), Want: Fail, Detail: "refused to serve"},
		{Name: "a minute behind", Change: probed(ahead(60_000)), Want: Pass, Detail: "behind"},
		{Name: "over a minute behind", Change: probed(ahead(60_001)), Want: Warn, Detail: "behind"},
		{Name: "five minutes ahead", Change: probed(ahead(-300_000)), Want: Warn, Detail: "ahead of"},
		{Name: "over five minutes ahead", Change: probed(ahead(-300_001)), Want: Fail, Detail: "sign-in breaks"},
	},
}
