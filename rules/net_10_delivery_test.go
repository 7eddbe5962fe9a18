package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET10(t *testing.T) {
	try(t, deliveryOptimization, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "out of reach", Change: probed(at("geo.prod.do.dsp.mp.microsoft.com", tenant.ProbeRefused)), Want: Warn,
			Detail: "peer-to-peer"},
		{Name: "a proxy that sends whole files", Change: probed(at("ctldl.windowsupdate.com", tenant.ProbeNoRange)),
			Want: Warn, Detail: "byte ranges"},
	})
}
