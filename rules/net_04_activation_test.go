package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET04(t *testing.T) {
	try(t, activationService, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "activation cut", Change: probed(at("activation-v2.sls.microsoft.com", tenant.ProbeReset)), Want: Fail,
			Detail: "cut"},
		{Name: "go.microsoft.com answers at 443 only", Change: probed(func(p *tenant.NetworkProbe) {
			if p.Port == 80 {
				at("go.microsoft.com", tenant.ProbeTimeout)(p)
			}
		}), Want: Pass, Detail: "beside it"},
	})
}
