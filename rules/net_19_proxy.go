package rules

import "prepaudit/rules/tenant"

var proxySettings = &Rule{
	ID:        "NET-19",
	Title:     "The way to the internet needs no proxy settings on the device",
	Level:     Required,
	Citation:  Citation{document, "Proxy settings", networking},
	Rationale: "A new device has no proxy settings, and nobody can sign in to a proxy before there is a user.",
	Remediation: "Set the proxy up to be transparent, or let the hosts pass around it, without a sign-in. Proxy " +
		"settings by Intune policy are not fully supported.",
	Needs: []tenant.Dataset{tenant.Network},
	Once:  overProbes("NET-19"),
	Shown: []Shown{
		{Pass, "all is reached"},
		{Fail, "the proxy demands a sign-in"},
		{Warn, "a configuration script"},
		{Warn, "a proxy is set"},
	},
}
