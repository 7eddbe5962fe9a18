package rules

import (
	"strings"

	"prepaudit/rules/tenant"
)

var noProxyPolicy = &Rule{
	ID:       "INT-01",
	Title:    "No Intune policy sets a proxy",
	Level:    Recommended,
	Do:       "Remove the proxy from Intune policies",
	Effect:   Effect{Prepare, Degrades, Degrades},
	Citation: requirement("networking", "Proxy settings"),
	Rationale: "Proxy settings by Intune policy aren't fully supported: they may cause unexpected behavior. Set " +
		"the proxy up on the proxy server instead. This rule reads configuration profiles, including Wi-Fi " +
		"profiles, and settings catalog policies. It doesn't read administrative templates, VPN profiles or older " +
		"baselines.",
	Remediation: "Set the proxy up on the proxy server (WPAD or transparent), and remove the setting from the " +
		"policy: Microsoft Intune admin center > Devices > Manage devices > Configuration.",
	Needs:   []tenant.Dataset{tenant.Configurations},
	Counted: "policies",
	Once: overSettings(settingNamed("proxy"),
		"no configuration profile or settings catalog policy sets a proxy; administrative templates and "+
			"older baselines are not read", func(k tenant.Configuration, sets []tenant.Setting) Verdict {
			if strings.HasPrefix(k.Type, "windowsWifi") {
				return judgeWifiProxy(sets[0].Value)
			}
			return Warnf("sets a proxy (%s), which is not fully supported", settingNames(sets))
		}),
	Shown: []Shown{
		{Pass, "no policy"},
		{Warn, "a profile of a Wi-Fi network"},
		{Warn, "assigned or not is not known"},
		{Pass, "assigned to nobody"},
	},
}

func judgeWifiProxy(value string) Verdict {
	switch value {
	case "manual", "automatic":
		return Warnf("sets up a Wi-Fi network that has a proxy (proxySetting %s), which is not fully supported", value)
	}
	return unrecognized("proxySetting of its Wi-Fi network is", value)
}
