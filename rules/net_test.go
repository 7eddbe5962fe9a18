package rules

import (
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// netRule is a rule of the table, by its id.
func netRule(t *testing.T, id string) *Rule {
	t.Helper()
	i := slices.IndexFunc(networkRules, func(r *Rule) bool { return r.ID == id })
	if i < 0 {
		t.Fatalf("no rule %s", id)
	}
	return networkRules[i]
}

func TestNET01(t *testing.T) {
	try(t, netRule(t, "NET-01"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "no name is known", Change: probed(unresolved("", tenant.ProbeNoName)), Want: Fail,
			Detail: "does not resolve internet names"},
		{Name: "the DNS server is silent", Change: probed(unresolved("", tenant.ProbeDNSTimeout)), Want: Fail,
			Detail: "no answer"},
		{Name: "one name gets no answer", Change: probed(unresolved("login.live.com", tenant.ProbeDNSFailed)),
			Want: Warn, Detail: "login.live.com"},
		{Name: "nobody probed", Change: nil, Want: NotEvaluated, Detail: "not probed"},
	})
}

func TestNET02(t *testing.T) {
	try(t, netRule(t, "NET-02"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "port 80 is closed", Change: probed(through(80, tenant.ProbeTimeout)), Want: Fail, Detail: "none of"},
		{Name: "port 443 is closed", Change: probed(through(443, tenant.ProbeRefused)), Want: Fail, Detail: "refused"},
		{Name: "UDP port 123 is closed", Change: probed(through(123, tenant.ProbeTimeout)), Want: Fail,
			Detail: "time.windows.com:123"},
		{Name: "out of time", Change: probed(through(443, tenant.ProbeNotTried)), Want: NotEvaluated,
			Detail: "not tried"},
	})
}

func TestNET03(t *testing.T) {
	try(t, netRule(t, "NET-03"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "login.live.com refused", Change: probed(at("login.live.com", tenant.ProbeRefused)), Want: Fail,
			Detail: "login.live.com:443"},
		{Name: "a host that only the older page names",
			Change: probed(at("cs.dds.microsoft.com", tenant.ProbeTimeout)), Want: Warn, Detail: "2024-04-26"},
		{Name: "a result that this program does not know", Change: probed(at("login.live.com", "frozen")),
			Want: NotEvaluated, Detail: "frozen"},
	})
}

func TestNET04(t *testing.T) {
	try(t, netRule(t, "NET-04"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "activation cut", Change: probed(at("activation-v2.sls.microsoft.com", tenant.ProbeReset)), Want: Fail,
			Detail: "cut"},
		{Name: "go.microsoft.com answers at 443 only", Change: probed(func(p *tenant.NetworkProbe) {
			if p.Port == 80 {
				at("go.microsoft.com", tenant.ProbeTimeout)(p)
			}
		}), Want: Pass, Detail: "; but "},
	})
}

func TestNET05(t *testing.T) {
	try(t, netRule(t, "NET-05"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "sign-in intercepted", Change: probed(at("login.microsoftonline.com", tenant.ProbeIntercepted)),
			Want: Fail, Detail: "intercepted"},
		{Name: "joining has the certificate of somebody else",
			Change: probed(at("enterpriseregistration.windows.net", tenant.ProbeWrongName)), Want: Fail,
			Detail: "another name"},
		{Name: "the sample of a wildcard is gone", Change: probed(unresolved("aadcdn.msauth.net", tenant.ProbeNoName)),
			Want: Warn, Detail: "sample"},
		{Name: "single sign-on is unreachable",
			Change: probed(at("autologon.microsoftazuread-sso.com", tenant.ProbeTimeout)), Want: Warn,
			Detail: "single sign-on"},
	})
}

func TestNET06(t *testing.T) {
	try(t, netRule(t, "NET-06"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "no answer", Change: probed(at("manage.microsoft.com", tenant.ProbeTimeout)), Want: Fail,
			Detail: "manage.microsoft.com:443"},
		{Name: "organizational messages are not asked for",
			Change: probed(at("fd.api.orgmsg.microsoft.com", tenant.ProbeTimeout)), Want: Pass},
		{Name: "intercepted", Change: probed(at("m.manage.microsoft.com", tenant.ProbeIntercepted)), Want: Fail,
			Detail: "private root"},
		{Name: "expired certificate", Change: probed(at("portal.manage.microsoft.com", tenant.ProbeExpired)),
			Want: Fail, Detail: "not valid"},
	})
}

func TestNET07(t *testing.T) {
	try(t, netRule(t, "NET-07"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "one region of three is unreachable",
			Change: probed(at("imeswdc-afd-primary.manage.microsoft.com", tenant.ProbeTimeout)), Want: Warn,
			Detail: "another region"},
		{Name: "no region is fully reachable",
			Change: probed(at("imeswda-afd-primary.manage.microsoft.com", tenant.ProbeTimeout),
				at("imeswdb-afd-hotfix.manage.microsoft.com", tenant.ProbeTimeout),
				at("go-apac.trouter.communications.svc.cloud.microsoft", tenant.ProbeReset)), Want: Fail,
			Detail: "imeswda"},
		{Name: "some of the content hosts",
			Change: probed(at("swda01-mscdn.manage.microsoft.com", tenant.ProbeTimeout)), Want: Pass,
			Detail: "one is enough"},
	})
}

func TestNET08(t *testing.T) {
	try(t, netRule(t, "NET-08"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "some are unreachable", Change: probed(at("amsua0101lmsas.blob.core.windows.net", tenant.ProbeTimeout)),
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

func TestNET09(t *testing.T) {
	try(t, netRule(t, "NET-09"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "no updates", Change: probed(at("download.windowsupdate.com", tenant.ProbeTimeout)), Want: Warn,
			Detail: "critical updates"},
	})
}

func TestNET10(t *testing.T) {
	try(t, netRule(t, "NET-10"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "unreachable", Change: probed(at("geo.prod.do.dsp.mp.microsoft.com", tenant.ProbeRefused)), Want: Warn,
			Detail: "peer-to-peer"},
		{Name: "a proxy that sends complete files", Change: probed(at("ctldl.windowsupdate.com", tenant.ProbeNoRange)),
			Want: Warn, Detail: "byte ranges"},
	})
}

func TestNET11(t *testing.T) {
	try(t, netRule(t, "NET-11"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "no answer", Change: probed(at("time.windows.com", tenant.ProbeTimeout)), Want: Fail,
			Detail: "no answer"},
		{Name: "the server refuses", Change: probed(at("time.windows.com", tenant.ProbeKiss)), Want: Fail,
			Detail: "refuses to answer"},
		{Name: "a minute behind", Change: probed(ahead(60_000)), Want: Pass, Detail: "behind"},
		{Name: "over a minute behind", Change: probed(ahead(60_001)), Want: Warn, Detail: "behind"},
		{Name: "five minutes ahead", Change: probed(ahead(-300_000)), Want: Warn, Detail: "ahead of"},
		{Name: "over five minutes ahead", Change: probed(ahead(-300_001)), Want: Fail, Detail: "sign-in breaks"},
	})
}

func TestNET12(t *testing.T) {
	try(t, netRule(t, "NET-12"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "a required name is filtered", Change: probed(unresolved("login.live.com", tenant.ProbeNoName)),
			Want: Fail, Detail: "login.live.com"},
		{Name: "another name is filtered", Change: probed(unresolved("clientconfig.passport.net", tenant.ProbeNoName)),
			Want: Warn, Detail: "clientconfig.passport.net"},
	})
}

func TestNET13(t *testing.T) {
	try(t, netRule(t, "NET-13"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "intercepted", Change: probed(at("v10.events.data.microsoft.com", tenant.ProbeIntercepted)), Want: Warn,
			Detail: "depend on diagnostic data"},
	})
}

func TestNET14(t *testing.T) {
	try(t, netRule(t, "NET-14"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "captive portal", Change: probed(at("www.msftconnecttest.com", tenant.ProbeCaptive)), Want: Fail,
			Detail: "captive portal"},
		{Name: "unreachable", Change: probed(at("www.msftconnecttest.com", tenant.ProbeTimeout)), Want: Fail,
			Detail: "no answer"},
		{Name: "no IPv6", Change: probed(unresolved("ipv6.msftconnecttest.com", tenant.ProbeNoName)), Want: Pass},
	})
}

func TestNET15(t *testing.T) {
	try(t, netRule(t, "NET-15"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "unreachable", Change: probed(at("client.wns.windows.com", tenant.ProbeTimeout)), Want: Warn,
			Detail: "no notifications"},
	})
}

func TestNET16(t *testing.T) {
	try(t, netRule(t, "NET-16"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "unreachable", Change: probed(at("storeedgefd.dsx.mp.microsoft.com", tenant.ProbeTimeout)), Want: Warn,
			Detail: "Store apps"},
	})
}

func TestNET17(t *testing.T) {
	try(t, netRule(t, "NET-17"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "unreachable", Change: probed(at("officecdn.microsoft.com", tenant.ProbeTimeout)), Want: Warn,
			Detail: "Microsoft 365 Apps"},
	})
}

func TestNET18(t *testing.T) {
	try(t, netRule(t, "NET-18"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "unreachable", Change: probed(at("crl.microsoft.com", tenant.ProbeTimeout)), Want: Fail,
			Detail: "crl.microsoft.com:80"},
	})
}

func TestNET19(t *testing.T) {
	try(t, netRule(t, "NET-19"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "the proxy requires a sign-in", Change: probed(at("login.live.com", tenant.ProbeProxyAuth)), Want: Fail,
			Detail: "sign-in"},
		{Name: "a configuration script", Change: func(c *Case) {
			probed()(c)
			c.Network.Proxy = tenant.NetworkProxy{Source: "WinHTTP", PAC: "http://wpad/wpad.dat"}
		}, Want: Warn, Detail: "wpad.dat"},
		{Name: "a proxy is set", Change: func(c *Case) {
			probed()(c)
			c.Network.Proxy = tenant.NetworkProxy{Source: "environment", HTTPS: "proxy.example:8080"}
		}, Want: Warn, Detail: "proxy.example:8080"},
	})
}

func TestNET20(t *testing.T) {
	try(t, netRule(t, "NET-20"), examples{
		{Name: "all is reached", Change: probed(), Want: Pass},
		{Name: "association is unreachable",
			Change: probed(func(p *tenant.NetworkProbe) { at("ztd.dds.microsoft.com", tenant.ProbeTimeout)(p) }),
			Want:   Warn, Detail: "device association"},
		{Name: "some of the attestation hosts",
			Change: probed(at("peapdamaa1.eus2.attest.azure.net", tenant.ProbeTimeout)), Want: Pass,
			Detail: "one is enough"},
	})
}
