package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET14(t *testing.T) {
	try(t, connectionStatus, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "captive portal", Change: probed(at("www.msftconnecttest.com", tenant.ProbeCaptive)), Want: Fail,
			Detail: "captive portal"},
		{Name: "out of reach", Change: probed(at("www.msftconnecttest.com", tenant.ProbeTimeout)), Want: Fail,
			Detail: "no answer"},
		{Name: "no IPv6", Change: probed(unresolved("ipv6.msftconnecttest.com", tenant.ProbeNoName)), Want: Pass},
	})
}
