package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET15(t *testing.T) {
	try(t, notifications, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "out of reach", Change: probed(at("client.wns.windows.com", tenant.ProbeTimeout)), Want: Warn,
			Detail: "no notifications"},
	})
}
