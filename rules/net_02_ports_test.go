package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET02(t *testing.T) {
	try(t, openPorts, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "port 80 is closed", Change: probed(through(80, tenant.ProbeTimeout)), Want: Fail, Detail: "none of"},
		{Name: "port 443 is closed", Change: probed(through(443, tenant.ProbeRefused)), Want: Fail, Detail: "refused"},
		{Name: "UDP port 123 is closed", Change: probed(through(123, tenant.ProbeTimeout)), Want: Fail,
			Detail: "time.windows.com:123"},
		{Name: "out of time", Change: probed(through(443, tenant.ProbeNotTried)), Want: NotEvaluated,
			Detail: "not tried"},
	})
}
