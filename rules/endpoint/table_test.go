package endpoint

import (
	"net"
	"regexp"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// Every section of the document's networking part has an endpoint, save those that no host answers for.
func TestSections(t *testing.T) {
	want := map[string]string{
		"NET-03": "Windows Autopilot device preparation deployment service", "NET-04": "Windows activation",
		"NET-05": "Microsoft Entra ID",
		"NET-06": "Microsoft Intune", "NET-07": "Microsoft Intune",
		"NET-08": "Windows Autopilot device preparation automatic device diagnostics collection",
		"NET-09": "Windows Update", "NET-10": "Delivery Optimization",
		"NET-11": "Network Time Protocol (NTP) sync", "NET-13": "Diagnostics data",
		"NET-14": "Network Connection Status Indicator (NCSI)",
		"NET-15": "Windows Notification Services (WNS)", "NET-16": "Microsoft Store",
		"NET-17": "Microsoft 365", "NET-18": "Certificate revocation lists (CRLs)", "NET-20": "Device association",
	}
	seen := map[string]bool{}
	for _, e := range Embedded().Endpoints {
		seen[e.Rule] = true
		if want[e.Rule] != e.Section {
			t.Errorf("[%s] is of %q, and %s of %q", e.ID, e.Section, e.Rule, want[e.Rule])
		}
	}
	for rule, section := range want {
		if !seen[rule] {
			t.Errorf("%s, %s, has no endpoint", rule, section)
		}
	}
}

// Every source has its date, and what the document says of continuing is said of its sections alone.
func TestSources(t *testing.T) {
	dated := regexp.MustCompile(`\(20[0-9]{2}[-0-9, ]*\)`)
	continues := map[string]bool{"NET-09": true, "NET-10": true, "NET-13": true, "NET-15": true, "NET-16": true}
	for _, e := range Embedded().Endpoints {
		if !dated.MatchString(e.Source) {
			t.Errorf("[%s]: no date in %q", e.ID, e.Source)
		}
		if (e.Need == tenant.NeedContinues) != continues[e.Rule] && e.Need != tenant.NeedNothing {
			t.Errorf("[%s] of %s is %s", e.ID, e.Rule, e.Need)
		}
	}
	if !regexp.MustCompile(`^20[0-9]{2}-[0-9]{2}-[0-9]{2}$`).MatchString(Embedded().Date) {
		t.Errorf("date %q", Embedded().Date)
	}
}

// The 34 storage hosts of the endpoint page are there, the two dead ones marked.
func TestDiagnosticsHosts(t *testing.T) {
	listed, dead := 0, 0
	for _, e := range Embedded().Endpoints {
		for _, h := range e.Hosts {
			if strings.HasSuffix(h.Name, "lmsas.blob.core.windows.net") {
				listed++
				if h.Trap == Dead {
					dead++
				}
			}
		}
	}
	if listed != 34 || dead != 2 {
		t.Errorf("%d hosts, %d dead", listed, dead)
	}
}

func TestPlan(t *testing.T) {
	hosts := func(cloud, region string) map[string]string {
		all := map[string]string{}
		for _, e := range Embedded().Plan(cloud, region) {
			for _, p := range e.Probes {
				all[net.JoinHostPort(p.Host, "")+p.Protocol] = e.ID
				if p.Outcome != tenant.ProbeNotTried {
					t.Errorf("%s is planned as %s", p.Host, p.Outcome)
				}
			}
		}
		return all
	}
	tests := []struct {
		cloud, region, probe string
		want                 bool
	}{
		{"global", "", "login.live.com:tls", true},
		{"global", "", "imeswda-afd-primary.manage.microsoft.com:tls", true},
		{"global", "eu", "imeswda-afd-primary.manage.microsoft.com:tls", false},
		{"global", "eu", "imeswdb-afd-primary.manage.microsoft.com:tls", true},
		{"global", "", "login.microsoftonline.us:tls", false},
		{"usgov", "", "login.microsoftonline.us:tls", true},
		{"usgov", "", "login.microsoftonline.com:tls", false},
		{"usgov", "", "time.windows.com:ntp", true},
		{"china", "", "login.chinacloudapi.cn:tls", true},
		{"global", "", "m.manage.microsoft.com:tls", true},                    // sample of a wildcard
		{"global", "", "sinwns1011421.wns.windows.com:tls", false},            // dead
		{"global", "", "tsfe.trafficshaping.dsp.mp.microsoft.com:tcp", true},  // certificate does not match
		{"global", "", "tsfe.trafficshaping.dsp.mp.microsoft.com:tls", false}, //
		{"global", "", "www.msftconnecttest.com:http", true},
		{"global", "", "ctldl.windowsupdate.com:range", true},
		{"global", "", "dns.msftncsi.com:dns", true},
	}
	for _, test := range tests {
		if _, ok := hosts(test.cloud, test.region)[test.probe]; ok != test.want {
			t.Errorf("%s %s: %s is planned: %v, want %v", test.cloud, test.region, test.probe, ok, test.want)
		}
	}
	for _, e := range Embedded().Plan("global", "") {
		for _, p := range e.Probes {
			if p.Host == "tsfe.trafficshaping.dsp.mp.microsoft.com" && p.Port == 80 {
				t.Error("a host that answers at 443 only is planned at 80")
			}
		}
	}
}

const small = `date 2026-08-21
[it]
rule NET-06
section Microsoft Intune
edition both
need required
why it
lost all
host *.example.com 80,443 sample=www.example.com
source a page (2026-08-21)
`

func TestParseErrors(t *testing.T) {
	if _, err := Parse(strings.NewReader(small)); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ old, replacement, want string }{
		{small, "", "no date"},
		{small, "date 2026-08-21\n", "0 endpoints"},
		{"date 2026-08-21", "date yesterday", `line 1: date "yesterday"`},
		{"date 2026-08-21\n", "rule NET-06\n", "line 1: \"rule\" comes before"},
		{"[it]", "[It]", "line 2: [It] isn't an [id]"},
		{"rule NET-06", "rule LIC-06", `line 3: rule "LIC-06"`},
		{"rule NET-06\n", "", "[it] has no rule"},
		{"need required", "need badly", `line 6: need "badly" is unknown; it takes required, continues`},
		{"lost all\n", "", "[it] has no lost"},
		{"why it", "why =cmd", `why "=cmd"`},
		{"why it", "wy it", `unknown key "wy"`},
		{"80,443", "", "line 9"},
		{"80,443", "80,x", `"x" isn't a port`},
		{"80,443", "0", `"0" isn't a port`},
		{"80,443", "65536", `"65536" isn't a port`},
		{"80,443", "80/sctp", `"80/sctp" isn't a port`},
		{"*.example.com", "exa mple.com", "line 9"},
		{"*.example.com", "http://example.com", "isn't a host name"},
		{"*.example.com", "www.example.com", "only a wildcard has a sample"},
		{"sample=www.example.com", "sample=www.example.org", "is not inside it"},
		{"sample=www.example.com", "trap=door", `"trap=door" is neither`},
		{"source a page (2026-08-21)\n", "", "[it] has no source"},
		{"source", "get /x\nsource", "get or body"},
		{"source", "set some\nsource", `set "some" is unknown`},
		{"source", "cloud moon\nsource", `cloud "moon" is unknown`},
		{"source", "region moon\nsource", `region "moon" is unknown`},
		{"source a page (2026-08-21)\n",
			"source a page (2026-08-21)\n" + small[len("date 2026-08-21\n"):], "[it] is listed twice"},
	}
	for _, test := range tests {
		_, err := Parse(strings.NewReader(strings.Replace(small, test.old, test.replacement, 1)))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q for %q: %v, want %q", test.replacement, test.old, err, test.want)
		}
	}
	if _, err := Parse(strings.NewReader(small + strings.Repeat("# a comment\n", mostBytes/10))); err == nil ||
		!strings.Contains(err.Error(), "larger than") {
		t.Errorf("a table without end: %v", err)
	}
}

// Whatever is read as a table can be planned.
func FuzzParse(f *testing.F) {
	f.Add(small)
	f.Add(tableText[:2000])
	f.Fuzz(func(t *testing.T, s string) {
		table, err := Parse(strings.NewReader(s))
		if err != nil {
			return
		}
		for _, e := range table.Plan("global", "eu") {
			for _, p := range e.Probes {
				if p.Host == "" || strings.Contains(p.Host, "*") || p.Port < 1 || p.Port > 65535 {
					t.Errorf("%+v", p)
				}
			}
		}
	})
}
