package rules

import "prepaudit/rules/tenant"

var proxySettings = &Rule{
	ID:          "NET-19",
	Title:       "The way to the internet needs no proxy settings on the device",
	Level:       Required,
	Citation:    Citation{document, "Proxy settings", networking},
	Rationale:   "A new device has no proxy settings, and nobody can sign in to a proxy before there is a user.",
	Remediation: "Set the proxy up to be transparent, or let the hosts pass around it, without a sign-in. Proxy settings by Intune policy are not fully supported.",
	Needs:       []tenant.Dataset{tenant.Network},
	Once:        overProbes("NET-19"),
	Examples: []Example{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "the proxy demands a sign-in", Change: probed(at("login.live.com", tenant.ProbeProxyAuth)), Want: Fail, Detail: "sign-in"},
		{Name: "a configuration script", Change: func(c *Case) {
			probed()(c)
			c.Network.Proxy = tenant.NetworkProxy{Source: "WinHTTP", PAC: "http://wpad/wpad.dat"}
		}, Want: Warn, Detail: "wpad.dat"},
		{Name: "a proxy is set", Change: func(c *Case) {
			probed()(c)
			c.Network.Proxy = tenant.NetworkProxy{Source: "environment", HTTPS: "proxy.example:8080"}
		}, Want: Warn, Detail: "proxy.example:8080"},
	},
}
