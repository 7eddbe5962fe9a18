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
	Rationale: "Proxy settings by Intune policy are not fully supported: they may cause issues and unexpected " +
		"behaviour with privileged access deployments. The proxy itself is the place for them. The rule reads " +
		"configuration profiles, those of Wi-Fi networks among them, and policies of the settings catalogue. It does " +
		"not read administrative templates, whose proxies are those of browsers, VPN profiles, whose proxy serves " +
		"the tunnel alone, and baselines of the older kind.",
	Remediation: "Set the proxy up on the proxy server (WPAD, transparent proxying), and take the setting out of the " +
		"policy: Microsoft Intune admin center > Devices > Configuration.",
	Needs:   []tenant.Dataset{tenant.Configurations},
	Counted: "policies",
	Once: overSettings(settingNamed("proxy"),
		"no configuration profile and no policy of the settings catalogue sets a proxy; administrative templates and "+
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
	return unrecognized("proxySetting of its Wi-Fi network is", value, "a word")
}
