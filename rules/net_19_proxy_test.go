package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET19(t *testing.T) {
	try(t, proxySettings, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "the proxy demands a sign-in", Change: probed(at("login.live.com", tenant.ProbeProxyAuth)), Want: Fail,
			Detail: "sign-in"},
		{Name: "a configuration script", Change: func(c *Case) {
			probed()(c)
			c.Network.Proxy = tenant.NetworkProxy{Source: "WinHTTP", PAC: "http://wpad/wpad.dat"}
		}, Want: Warn, Detail: "wpad.dat"},
		{Name: "a proxy is set", Change: func(c *Case) {
			probed()(c)
			c.Network.Proxy = tenant.NetworkProxy{Source: "environment", HTTPS: "proxy.example:8080"}
		}, Want: Warn, Detail: "proxy.example:8080"},
	})
}
