package rules

import "prepaudit/rules/tenant"

var noProxyPolicy = &Rule{
	ID:          "INT-01",
	Title:       "No Intune policy sets a proxy",
	Level:       Recommended,
	Citation:    Citation{document, "Proxy settings", documentURL + "?tabs=networking"},
	Rationale:   "Proxy settings by Intune policy are not fully supported: they may cause issues and unexpected behaviour with privileged access deployments. The proxy itself is the place for them.",
	Remediation: "Set the proxy up on the proxy server (WPAD, transparent proxying), and take the setting out of the policy: Microsoft Intune admin center > Devices > Configuration.",
	Needs:       []tenant.Dataset{tenant.Configurations},
	Once: overSettings(settingNamed("proxy"), "no policy sets a proxy", func(_ tenant.Configuration, sets []tenant.Setting) Verdict {
		return Warnf("sets a proxy (%s), which is not fully supported", settingNames(sets))
	}),
	Examples: []Example{
		{Name: "no policy", Want: Pass},
		{Name: "a profile sets a script", Change: configured("networkProxyAutomaticConfigurationUrl", "http://proxy/x.pac", tenant.Yes), Want: Warn, Detail: "networkProxyAutomaticConfigurationUrl"},
		{Name: "a policy of the settings catalogue", Change: configured("./device_vendor_msft_networkproxy_proxyserver", "proxy:8080", tenant.Yes), Want: Warn},
		{Name: "a profile of addresses", Change: configured("./Vendor/MSFT/NetworkProxy/AutoDetect", "1", tenant.Yes), Want: Warn},
		{Name: "assigned or not is not known", Change: configured("networkProxyServer", "proxy", tenant.Unknown), Want: Warn},
		{Name: "assigned to nobody", Change: configured("networkProxyServer", "proxy", tenant.No), Want: Pass},
		{Name: "another setting", Change: configured("diagnosticsDataSubmissionMode", "none", tenant.Yes), Want: Pass},
	},
}
