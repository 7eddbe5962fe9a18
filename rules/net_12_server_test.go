package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET12(t *testing.T) {
	try(t, dnsServer, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "a required name is filtered", Change: probed(unresolved("login.live.com", tenant.ProbeNoName)),
			Want: Fail, Detail: "login.live.com"},
		{Name: "another name is filtered", Change: probed(unresolved("clientconfig.passport.net", tenant.ProbeNoName)),
			Want: Warn, Detail: "clientconfig.passport.net"},
	})
}
