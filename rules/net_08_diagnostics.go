package rules

import (
	"strings"

	"prepaudit/rules/tenant"
)

var diagnosticsUpload = &Rule{
	ID:          "NET-08",
	Title:       "Diagnostics can be uploaded",
	Level:       Recommended,
	Citation:    Citation{document, "Windows Autopilot device preparation automatic device diagnostics collection", networking},
	Rationale:   "Where a preparation fails, the uploaded logs are what tells why.",
	Remediation: "Let the storage hosts for diagnostics through on TCP 443. `prepaudit network export` writes the list of hosts and ports for whoever opens the firewall.",
	Needs:       []tenant.Dataset{tenant.Network},
	Once:        overProbes("NET-08"),
	Examples: []Example{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "some are out of reach", Change: probed(at("amsua0101lmsas.blob.core.windows.net", tenant.ProbeTimeout)), Want: Pass, Detail: "one is enough"},
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
	},
}
