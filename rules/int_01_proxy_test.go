package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestINT01(t *testing.T) {
	try(t, noProxyPolicy, examples{
		{Name: "no policy", Want: Pass, Detail: "no configuration profile or settings catalog policy"},
		{Name: "a profile of a Wi-Fi network", Change: wifi("manual"), Want: Warn,
			Detail: "a Wi-Fi network that has a proxy (proxySetting manual)"},
		{Name: "a profile of a Wi-Fi network with a script", Change: wifi("automatic"), Want: Warn},
		{Name: "a profile of a Wi-Fi network, in a word that this program does not know", Change: wifi("tunnel"),
			Want: NotEvaluated, Detail: "tunnel"},
		{Name: "a profile sets a script",
			Change: configured("networkProxyAutomaticConfigurationUrl", "http://proxy/x.pac", tenant.Yes), Want: Warn,
			Detail: "networkProxyAutomaticConfigurationUrl"},
		{Name: "a policy of the settings catalog",
			Change: configured("./device_vendor_msft_networkproxy_proxyserver", "proxy:8080", tenant.Yes), Want: Warn},
		{Name: "a profile of addresses", Change: configured("./Vendor/MSFT/NetworkProxy/AutoDetect", "1", tenant.Yes),
			Want: Warn},
		{Name: "assigned or not is not known", Change: configured("networkProxyServer", "proxy", tenant.Unknown),
			Want: Warn},
		{Name: "assigned to nobody", Change: configured("networkProxyServer", "proxy", tenant.No), Want: Pass},
		{Name: "another setting", Change: configured("diagnosticsDataSubmissionMode", "none", tenant.Yes), Want: Pass},
	})
}

func wifi(proxy string) func(*Case) {
	return func(c *Case) {
		configured("proxySetting", proxy, tenant.Yes)(c)
		c.Configurations[0].Type = "windowsWifiConfiguration"
	}
}
