package rules

import (
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

func TestNET08(t *testing.T) {
	try(t, diagnosticsUpload, cases{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "some are out of reach", Change: probed(at("amsua0101lmsas.blob.core.windows.net", tenant.ProbeTimeout)),
			Want: Pass, Detail: "one is enough"},
		{Name: "the host of the older edition alone answers", Change: probed(func(p *tenant.NetworkProbe) {
			if p.Host != "lgmsapeweu.blob.core.windows.net" {
				at(p.Host, tenant.ProbeTimeout)(p)
			}
		}), Want: Pass},
		{Name: "none answers", Change: probed(func(p *tenant.NetworkProbe) {
			if strings.HasSuffix(p.Host, ".blob.core.windows.net") {
				at(p.Host, tenant.ProbeTimeout)(p)
			}
		}), Want: Warn, Detail: "not uploaded"},
	})
}
