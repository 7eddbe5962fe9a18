package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET03(t *testing.T) {
	try(t, deploymentService, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "login.live.com refused", Change: probed(at("login.live.com", tenant.ProbeRefused)), Want: Fail,
			Detail: "login.live.com:443"},
		{Name: "a host that only the older edition names",
			Change: probed(at("cs.dds.microsoft.com", tenant.ProbeTimeout)), Want: Warn, Detail: "2024-04-26"},
		{Name: "a result that this program does not know", Change: probed(at("login.live.com", "frozen")),
			Want: NotEvaluated, Detail: "frozen"},
	})
}
