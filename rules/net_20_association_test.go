package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET20(t *testing.T) {
	try(t, associationHosts, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "association is out of reach",
			Change: probed(func(p *tenant.NetworkProbe) { at("ztd.dds.microsoft.com", tenant.ProbeTimeout)(p) }),
			Want:   Warn, Detail: "device association"},
		{Name: "some of the attestation hosts",
			Change: probed(at("peapdamaa1.eus2.attest.azure.net", tenant.ProbeTimeout)), Want: Pass,
			Detail: "one is enough"},
	})
}
