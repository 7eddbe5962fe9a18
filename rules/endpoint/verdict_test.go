package endpoint

import (
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// change spoils a report in which all is well.
type change func(*tenant.NetworkReport)

// report is one in which everything of the table was reached, and then changed.
func report(changes ...change) *tenant.NetworkReport {
	r := &tenant.NetworkReport{Cloud: "global", Resolvers: []string{"192.0.2.53:53"},
		Endpoints: Embedded().Plan("global", "")}
	for p := range probes(r) {
		p.Outcome, p.DNS, p.IPv4, p.DNSMillis = tenant.ProbeOK, tenant.ProbeOK, tenant.ProbeOK, 10
	}
	for _, f := range changes {
		f(r)
	}
	return r
}

// every spoils the probes that match.
func every(match func(*tenant.NetworkProbe) bool, spoil func(*tenant.NetworkProbe)) change {
	return func(r *tenant.NetworkReport) {
		for p := range probes(r) {
			if match(p) {
				spoil(p)
			}
		}
	}
}

func anything(*tenant.NetworkProbe) bool { return true }

func host(names ...string) func(*tenant.NetworkProbe) bool {
	return func(p *tenant.NetworkProbe) bool {
		return strings.Contains(" "+strings.Join(names, " ")+" ", " "+p.Host+" ")
	}
}

func ends(o tenant.ProbeOutcome) func(*tenant.NetworkProbe) {
	return func(p *tenant.NetworkProbe) { p.Outcome, p.IPv4 = o, o }
}

func nameless(o tenant.ProbeOutcome) func(*tenant.NetworkProbe) {
	return func(p *tenant.NetworkProbe) { p.Outcome, p.DNS, p.IPv4 = o, o, "" }
}

func at(name string, o tenant.ProbeOutcome) change { return every(host(name), ends(o)) }

func port(n int, o tenant.ProbeOutcome) change {
	return every(func(p *tenant.NetworkProbe) bool { return p.Port == n }, ends(o))
}

func worst(vs []Verdict) Verdict {
	w := vs[0]
	for _, v := range vs {
		if gravity(v) > gravity(w) {
			w = v
		}
	}
	return w
}

func TestJudge(t *testing.T) {
	region := func(s string) change { return func(r *tenant.NetworkReport) { r.Region = s } }
	stopped := func(r *tenant.NetworkReport) { r.Stopped = "--timeout ran out" }
	tests := []struct {
		name    string
		rule    string
		changes []change
		want    Outcome
		detail  string
	}{
		{"nothing endangers a deployment", "NET-03", nil, Met, ""},
		{"required and unreachable", "NET-03", []change{at("login.live.com", tenant.ProbeTimeout)}, Unmet,
			"login.live.com:443: no answer"},
		{"required by the older edition only", "NET-03",
			[]change{at("ztd.dds.microsoft.com", tenant.ProbeTimeout)}, Doubtful, "2024-04-26"},
		{"not tried", "NET-03", []change{at("login.live.com", tenant.ProbeNotTried), stopped}, Unknown,
			"not tried: --timeout ran out"},
		{"an unknown result", "NET-03", []change{at("login.live.com", "melted")}, Unknown, `"melted"`},
		{"known to fail beside an unknown result", "NET-04", []change{at("activation.sls.microsoft.com", "melted"),
			at("validation.sls.microsoft.com", tenant.ProbeReset)}, Unmet, "cut"},
		{"a requirement without an endpoint", "NET-99", nil, Unknown, "no endpoint"},
		{"the process continues", "NET-09", []change{at("adl.windows.com", tenant.ProbeRefused)}, Doubtful,
			"the process continues, but critical updates"},
		{"a feature", "NET-17", []change{at("config.office.com", tenant.ProbeRefused)},
			Doubtful, "matters where it is used"},
		{"information is not judged", "NET-06",
			[]change{at("fd.api.orgmsg.microsoft.com", tenant.ProbeRefused)}, Met, ""},

		{"443 decides about a host of both ports", "NET-05", []change{
			every(func(p *tenant.NetworkProbe) bool { return p.Host == "login.microsoftonline.com" && p.Port == 80 },
				ends(tenant.ProbeTimeout)),
		}, Met, "but login.microsoftonline.com:80: no answer"},
		{"80 decides nothing where 443 fails", "NET-05", []change{
			every(func(p *tenant.NetworkProbe) bool { return p.Host == "login.microsoftonline.com" && p.Port == 443 },
				ends(tenant.ProbeTimeout)),
		}, Unmet, "login.microsoftonline.com:443"},
		{"80 decides where there is no 443", "NET-18", []change{at("ocsp.digicert.com", tenant.ProbeTimeout)},
			Unmet, "ocsp.digicert.com:80"},

		{"a sample that is gone", "NET-06", []change{every(host("discovery.dm.microsoft.com"),
			nameless(tenant.ProbeNoName))}, Doubtful, "(for *.dm.microsoft.com)"},
		{"a sample that is refused is no dead name", "NET-06",
			[]change{at("discovery.dm.microsoft.com", tenant.ProbeRefused)}, Unmet, "refused"},
		{"a name of the document that is gone", "NET-06", []change{
			every(host("manage.microsoft.com"), nameless(tenant.ProbeNoName)),
		}, Unmet, "not known to the DNS server"},

		{"a set, one reached", "NET-08", []change{every(func(p *tenant.NetworkProbe) bool {
			return strings.HasSuffix(p.Host, "blob.core.windows.net") &&
				p.Host != "amsua0101lmsas.blob.core.windows.net"
		}, ends(tenant.ProbeTimeout))}, Met, "1 of 33 hosts reached"},
		{"a set, none reached", "NET-08", []change{
			every(func(p *tenant.NetworkProbe) bool { return strings.HasSuffix(p.Host, "blob.core.windows.net") },
				ends(tenant.ProbeTimeout)),
		}, Doubtful, "and 29 more"},
		{"a set, none reached and one not tried", "NET-08", []change{
			every(func(p *tenant.NetworkProbe) bool { return strings.HasSuffix(p.Host, "blob.core.windows.net") },
				ends(tenant.ProbeTimeout)), at("amsua0101lmsas.blob.core.windows.net", tenant.ProbeNotTried),
		}, Unknown,
			"not tried"},

		{"one of three regions", "NET-07", []change{
			at("imeswda-afd-primary.manage.microsoft.com", tenant.ProbeTimeout),
		}, Doubtful, "set --region"},
		{"two of three regions", "NET-07", []change{at("imeswda-afd-primary.manage.microsoft.com", tenant.ProbeTimeout),
			at("imeswdb-afd-primary.manage.microsoft.com", tenant.ProbeTimeout)}, Doubtful, ""},
		{"every region", "NET-07", []change{at("imeswda-afd-primary.manage.microsoft.com", tenant.ProbeTimeout),
			at("imeswdb-afd-primary.manage.microsoft.com", tenant.ProbeTimeout),
			at("imeswdc-afd-primary.manage.microsoft.com", tenant.ProbeTimeout)}, Unmet, ""},
		{"the region that was named", "NET-07", []change{region("na"),
			at("imeswda-afd-primary.manage.microsoft.com", tenant.ProbeTimeout)}, Unmet, "imeswda"},
		{"content that no region has", "NET-07", []change{
			every(func(p *tenant.NetworkProbe) bool { return strings.HasSuffix(p.Host, "-mscdn.manage.microsoft.com") },
				ends(tenant.ProbeTimeout)),
		}, Unmet, "Win32 apps"},

		{"interception is named", "NET-05", []change{every(host("login.microsoftonline.com"),
			func(p *tenant.NetworkProbe) { p.Outcome, p.Root = tenant.ProbeIntercepted, "Contoso CA" })},
			Unmet, "chain ends in Contoso CA"},
		{"a revoked certificate weighs more than its list", "NET-18", []change{func(r *tenant.NetworkReport) {
			r.Endpoints = append(r.Endpoints, tenant.NetworkEndpoint{ID: "revocation-seen", Rule: "NET-18",
				Need: tenant.NeedFeature, Probes: []tenant.NetworkProbe{
					{Host: "ocsp.example", Protocol: "ocsp", Outcome: tenant.ProbeRevoked, DNS: tenant.ProbeOK},
				}})
		}}, Unmet, "revoked"},
		{"a list of a chain that cannot be fetched", "NET-18", []change{func(r *tenant.NetworkReport) {
			r.Endpoints = append(r.Endpoints, tenant.NetworkEndpoint{ID: "revocation-seen", Rule: "NET-18",
				Need: tenant.NeedFeature, Probes: []tenant.NetworkProbe{
					{Host: "crl.example", Protocol: "crl", Outcome: tenant.ProbeTimeout, DNS: tenant.ProbeOK},
				}})
		}}, Doubtful, "crl.example"},
		{"only wildcards", "NET-06", []change{func(r *tenant.NetworkReport) {
			r.Endpoints = append(r.Endpoints,
				tenant.NetworkEndpoint{ID: "wild", Rule: "NET-06", Need: tenant.NeedRequired})
		}}, Doubtful, "only a wildcard is published"},

		{"no name is known", "NET-01", []change{every(anything, nameless(tenant.ProbeNoName))}, Unmet,
			"does not resolve internet names"},
		{"no name, and no answer to some", "NET-01", []change{every(anything, nameless(tenant.ProbeNoName)),
			every(host("login.live.com"), nameless(tenant.ProbeDNSTimeout))}, Unmet, "no answer for 1, and"},
		{"failures", "NET-01", []change{every(anything, nameless(tenant.ProbeDNSFailed))}, Unmet, "failures"},
		{"one failure", "NET-01", []change{every(host("go.microsoft.com"), nameless(tenant.ProbeDNSFailed))},
			Doubtful, "go.microsoft.com"},
		{"one name unknown is for NET-12", "NET-01",
			[]change{every(host("go.microsoft.com"), nameless(tenant.ProbeNoName))}, Met, ""},
		{"a slow server", "NET-01",
			[]change{every(anything, func(p *tenant.NetworkProbe) { p.DNSMillis = 1000 })}, Doubtful, "slow"},
		{"not so slow", "NET-01",
			[]change{every(anything, func(p *tenant.NetworkProbe) { p.DNSMillis = 999 })}, Met, "999ms"},
		{"no look-up was made", "NET-01", []change{every(anything, nameless(tenant.ProbeNotTried))},
			Unknown, "no name was looked up"},

		{"a required name", "NET-12", []change{every(host("login.live.com"), nameless(tenant.ProbeNoName))}, Unmet,
			"1 required name is not resolved: login.live.com"},
		{"two of them", "NET-12", []change{every(host("login.live.com", "go.microsoft.com"),
			nameless(tenant.ProbeDNSFailed))}, Unmet, "2 required names are not resolved"},
		{"a name of a feature", "NET-12", []change{
			every(host("officecdn.microsoft.com"), nameless(tenant.ProbeNoName)),
		}, Doubtful, "officecdn.microsoft.com"},
		{"a name of the older edition", "NET-12",
			[]change{every(host("cs.dds.microsoft.com"), nameless(tenant.ProbeNoName))}, Doubtful, "cs.dds"},
		{"a superseded name says nothing", "NET-12",
			[]change{every(host("lgmsapeweu.blob.core.windows.net"), nameless(tenant.ProbeNoName))}, Met, ""},
		{"a sample says nothing", "NET-12",
			[]change{every(host("m.manage.microsoft.com"), nameless(tenant.ProbeNoName))}, Met, ""},
		{"IPv6's own page says nothing", "NET-12",
			[]change{every(host("ipv6.msftconnecttest.com"), nameless(tenant.ProbeNoName))}, Met, ""},
		{"a required name not looked up", "NET-12", []change{every(host("login.live.com"),
			nameless(tenant.ProbeNotTried))}, Unknown, "1 required name is not looked up"},

		{"port 80", "NET-02", []change{port(80, tenant.ProbeTimeout)}, Unmet, "no answer"},
		{"port 443", "NET-02", []change{port(443, tenant.ProbeRefused)}, Unmet, "refused"},
		{"port 443, but one", "NET-02",
			[]change{port(443, tenant.ProbeRefused), at("login.live.com", tenant.ProbeOK)}, Met, ""},
		{"port 443 leads to an interceptor", "NET-02",
			[]change{every(func(p *tenant.NetworkProbe) bool { return p.Port == 443 },
				func(p *tenant.NetworkProbe) { p.Outcome = tenant.ProbeIntercepted })}, Met, ""},
		{"UDP 123", "NET-02", []change{port(123, tenant.ProbeTimeout)}, Unmet, "time.windows.com:123"},
		{"UDP 123 answers with a refusal", "NET-02", []change{port(123, tenant.ProbeKiss)}, Met, ""},
		{"no names, no word about ports", "NET-02",
			[]change{every(anything, nameless(tenant.ProbeNoName))}, Unknown, "NET-01"},
		{"ports not tried", "NET-02",
			[]change{port(443, tenant.ProbeNotTried), every(func(p *tenant.NetworkProbe) bool { return p.Port == 443 },
				func(p *tenant.NetworkProbe) { p.IPv4 = "" })}, Unknown, "not tried"},

		{"nothing is reached", "NET-06", []change{every(anything, ends(tenant.ProbeTimeout))}, Unmet,
			"no host answers (NET-02)"},
		{"nothing is resolved", "NET-09", []change{every(anything, nameless(tenant.ProbeNoName))}, Doubtful,
			"no name is resolved (NET-01)"},
		{"nothing is reached, in any region", "NET-07",
			[]change{every(anything, ends(tenant.ProbeTimeout))}, Unmet, "(NET-02)"},

		{"a proxy with a sign-in", "NET-19", []change{at("login.live.com", tenant.ProbeProxyAuth),
			func(r *tenant.NetworkReport) { r.Proxy.HTTP = "proxy.example:8080" }}, Unmet,
			"the proxy proxy.example:8080 requires a sign-in"},
		{"a proxy", "NET-19",
			[]change{func(r *tenant.NetworkReport) { r.Proxy = tenant.NetworkProxy{Source: "macOS", HTTP: "p:80"} }},
			Doubtful, "p:80 (macOS)"},
		{"a script", "NET-19", []change{
			func(r *tenant.NetworkReport) { r.Proxy = tenant.NetworkProxy{Source: "DNS", PAC: "http://wpad/x"} },
		},
			Doubtful, "http://wpad/x"},
		{"looking for a script", "NET-19", []change{
			func(r *tenant.NetworkReport) { r.Proxy.Detect, r.Proxy.Notes = true, []string{"DHCP was not asked"} },
		},
			Met, "DHCP was not asked"},
	}
	for _, test := range tests {
		t.Run(test.rule+"/"+test.name, func(t *testing.T) {
			vs := Judge(report(test.changes...), test.rule)
			got := worst(vs)
			if got.Outcome != test.want || !strings.Contains(got.Detail, test.detail) {
				t.Errorf("%d %q, want %d %q\nall: %+v", got.Outcome, got.Detail, test.want, test.detail, vs)
			}
		})
	}
}

func TestJudgeNothing(t *testing.T) {
	for _, r := range []*tenant.NetworkReport{nil, {}} {
		if vs := Judge(r, "NET-03"); len(vs) != 1 || vs[0].Outcome != Unknown {
			t.Errorf("%+v", vs)
		}
	}
}

// Where all is well every requirement is met, and where nothing was tried none is.
func TestExtremes(t *testing.T) {
	for _, rule := range rulesOf(Embedded()) {
		for _, v := range Judge(report(), rule) {
			if v.Outcome != Met {
				t.Errorf("%s, all well: %+v", rule, v)
			}
		}
		if rule == "NET-19" {
			continue // settings, not probes
		}
		for _, v := range Judge(report(every(anything, func(p *tenant.NetworkProbe) {
			p.Outcome, p.DNS, p.IPv4 = tenant.ProbeNotTried, tenant.ProbeNotTried, ""
		})), rule) {
			if v.Outcome == Met || v.Outcome == Unmet {
				t.Errorf("%s, nothing tried: %+v", rule, v)
			}
		}
	}
}

func rulesOf(t *Table) []string {
	all := []string{"NET-01", "NET-02", "NET-12", "NET-19"}
	seen := map[string]bool{}
	for _, e := range t.Endpoints {
		if !seen[e.Rule] {
			seen[e.Rule] = true
			all = append(all, e.Rule)
		}
	}
	return all
}

// One failure leaves nothing unknown.
func TestOneFailure(t *testing.T) {
	r := report()
	var all []*tenant.NetworkProbe
	for p := range probes(r) {
		all = append(all, p)
	}
	for _, p := range all {
		before := *p
		p.Outcome, p.IPv4 = tenant.ProbeRefused, tenant.ProbeRefused
		for _, rule := range rulesOf(Embedded()) {
			for _, v := range Judge(r, rule) {
				if v.Outcome == Unknown {
					t.Errorf("%s refused: %s is %+v", p.Host, rule, v)
				}
			}
		}
		*p = before
	}
}

// Every outcome that fails has words of its own.
func TestPhrases(t *testing.T) {
	said := map[string]tenant.ProbeOutcome{}
	for _, o := range []tenant.ProbeOutcome{
		tenant.ProbeOK, tenant.ProbeNotTried, tenant.ProbeNoName, tenant.ProbeDNSFailed, tenant.ProbeDNSTimeout,
		tenant.ProbeRefused, tenant.ProbeTimeout, tenant.ProbeReset, tenant.ProbeUnreachable,
		tenant.ProbeIntercepted, tenant.ProbeWrongName, tenant.ProbeExpired, tenant.ProbeTLSFailed,
		tenant.ProbeCaptive, tenant.ProbeWrongAnswer, tenant.ProbeNoRange, tenant.ProbeProxyAuth,
		tenant.ProbeProxyRefused, tenant.ProbeKiss, tenant.ProbeRevoked,
	} {
		s := phrase(&tenant.NetworkProbe{Outcome: o})
		if strings.Contains(s, "does not know") || said[s] != "" {
			t.Errorf("%s is %q, as is %s", o, s, said[s])
		}
		said[s] = o
		if known := fails(o) || o == tenant.ProbeOK || o == tenant.ProbeNotTried; !known {
			t.Errorf("%s neither passes nor fails", o)
		}
	}
}
