package probe_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"prepaudit/cmd/prepaudit/probe"
	"prepaudit/cmd/prepaudit/probe/lab"
	"prepaudit/rules/tenant"
)

// prober stands in a laboratory.
func prober(t *testing.T, l *lab.Lab, timeout time.Duration) *probe.Prober {
	t.Helper()
	p, err := lab.Prober(l.World(), timeout)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// probed makes probes and hands them back with their report.
func probed(t *testing.T, l *lab.Lab, timeout time.Duration,
	probes ...tenant.NetworkProbe) ([]tenant.NetworkProbe, *tenant.NetworkReport) {
	t.Helper()
	for i := range probes {
		probes[i].Outcome, probes[i].DNS = tenant.ProbeNotTried, tenant.ProbeNotTried
	}
	r := &tenant.NetworkReport{
		Endpoints: []tenant.NetworkEndpoint{{ID: "it", Rule: "NET-06", Need: tenant.NeedRequired, Probes: probes}},
	}
	prober(t, l, timeout).Run(t.Context(), r)
	return r.Endpoints[0].Probes, r
}

func at(protocol string, port int) tenant.NetworkProbe {
	p := tenant.NetworkProbe{Host: "host.example", Protocol: protocol, Port: port}
	switch protocol {
	case "http":
		p.Path, p.Expected = "/connecttest.txt", "Microsoft Connect Test"
	case "range":
		p.Path = "/file.cab"
	}
	return p
}

func TestOutcomes(t *testing.T) {
	tests := []struct {
		name   string
		lab    []string
		probe  tenant.NetworkProbe
		want   tenant.ProbeOutcome
		detail string
	}{
		{"TLS", nil, at("tls", 443), tenant.ProbeOK, ""},
		{"TCP", nil, at("tcp", 80), tenant.ProbeOK, ""},
		{"page", nil, at("http", 80), tenant.ProbeOK, ""},
		{"byte range", nil, at("range", 80), tenant.ProbeOK, ""},
		{"time", nil, at("ntp", 123), tenant.ProbeOK, ""},
		{"name only", nil, at("dns", 53), tenant.ProbeOK, ""},
		{"refused", []string{"host.example:443=refused"}, at("tls", 443), tenant.ProbeRefused, ""},
		{"refused once", []string{"host.example:443=once"}, at("tls", 443), tenant.ProbeOK, ""},
		{"dropped", []string{"host.example:443=drop"}, at("tls", 443), tenant.ProbeTimeout, ""},
		{"dropped, port 80", []string{"host.example:80=drop"}, at("tcp", 80), tenant.ProbeTimeout, ""},
		{"reset", []string{"host.example:443=reset"}, at("tls", 443), tenant.ProbeReset, ""},
		{"reset by name, port 80", []string{"host.example:80=reset"}, at("http", 80), tenant.ProbeReset, ""},
		{"slow", []string{"host.example:443=slow50ms"}, at("tls", 443), tenant.ProbeOK, ""},
		{"too slow", []string{"host.example:443=slow10s"}, at("tls", 443), tenant.ProbeTimeout, ""},
		{"no route", []string{"host.example:443=unreachable"}, at("tls", 443), tenant.ProbeUnreachable, ""},
		{"no TLS", []string{"host.example:443=plain"}, at("tls", 443), tenant.ProbeTLSFailed,
			"does not look like a TLS handshake"},
		{"NXDOMAIN", []string{"host.example=nxdomain"}, at("tls", 443), tenant.ProbeNoName, ""},
		{"SERVFAIL", []string{"host.example=servfail"}, at("tls", 443), tenant.ProbeDNSFailed, ""},
		{"DNS server silent", []string{"host.example=nodns"}, at("tls", 443), tenant.ProbeDNSTimeout, ""},
		{"DNS answer truncated", []string{"host.example=truncated"}, at("tls", 443), tenant.ProbeOK, ""},
		{"name only, NXDOMAIN", []string{"host.example=nxdomain"}, at("dns", 53), tenant.ProbeNoName, ""},
		{"wrong certificate", []string{"host.example:443=wrongname"}, at("tls", 443), tenant.ProbeWrongName, ""},
		{"wrong certificate where none is looked at", []string{"host.example:443=wrongname"},
			at("tcp", 443), tenant.ProbeOK, ""},
		{"expired", []string{"host.example:443=expired"}, at("tls", 443), tenant.ProbeExpired, ""},
		{"intercepted", []string{"host.example:443=private"}, at("tls", 443), tenant.ProbeIntercepted, ""},
		{"captive portal", []string{"host.example:80=portal"}, at("http", 80),
			tenant.ProbeCaptive, "portal.guest.example"},
		{"splash page", []string{"host.example:80=splash"}, at("http", 80), tenant.ProbeCaptive, "other text"},
		{"network sign-in", []string{"host.example:80=status511"}, at("http", 80), tenant.ProbeCaptive, "511"},
		{"page gone", []string{"host.example:80=status404"}, at("http", 80), tenant.ProbeWrongAnswer, "404"},
		{"no byte range", []string{"host.example:80=norange"}, at("range", 80), tenant.ProbeNoRange, ""},
		{"byte range behind a portal", []string{"host.example:80=portal"}, at("range", 80),
			tenant.ProbeCaptive, "portal"},
		{"kiss of death", []string{"host.example:123=kiss"}, at("ntp", 123), tenant.ProbeKiss, "RATE"},
		{"clock of the server not set", []string{"host.example:123=unset"}, at("ntp", 123),
			tenant.ProbeWrongAnswer, "not set"},
		{"no SNTP", []string{"host.example:123=rubbish"}, at("ntp", 123), tenant.ProbeWrongAnswer, "no SNTP"},
		{"an answer to somebody else first", []string{"host.example:123=other"}, at("ntp", 123), tenant.ProbeOK, ""},
		{"time dropped", []string{"host.example:123=drop"}, at("ntp", 123), tenant.ProbeTimeout, ""},
		{"time without a name", []string{"host.example=nxdomain"}, at("ntp", 123), tenant.ProbeNoName, ""},
		{"proxy", []string{"proxy=open", "dns=nxdomain"}, at("tls", 443), tenant.ProbeOK, ""},
		{"proxy, page", []string{"proxy=open", "dns=nxdomain"}, at("http", 80), tenant.ProbeOK, ""},
		{"proxy, port 80", []string{"proxy=open", "dns=nxdomain"}, at("tcp", 80), tenant.ProbeOK, ""},
		{"proxy, intercepted", []string{"proxy=open", "host.example:443=private"},
			at("tls", 443), tenant.ProbeIntercepted, ""},
		{"proxy that cannot reach it", []string{"proxy=open", "host.example:443=refused"}, at("tls", 443),
			tenant.ProbeProxyRefused, "502"},
		{"proxy that cannot reach it, port 80", []string{"proxy=open", "host.example:80=refused"}, at("tcp", 80),
			tenant.ProbeProxyRefused, "502"},
		{"proxy demands a sign-in", []string{"proxy=407"}, at("tls", 443), tenant.ProbeProxyAuth, ""},
		{"proxy demands a sign-in, page", []string{"proxy=407"}, at("http", 80), tenant.ProbeProxyAuth, ""},
		{"proxy forbids", []string{"proxy=403"}, at("tls", 443), tenant.ProbeProxyRefused, "403"},
		{"IPv6 only", []string{"network=ipv6"}, at("tls", 443), tenant.ProbeOK, ""},
		{"IPv6 only, time", []string{"network=ipv6"}, at("ntp", 123), tenant.ProbeOK, ""},
		{"IPv6 announced, nothing behind it", []string{"host.example=both", "host.example:443=drop6"},
			at("tls", 443), tenant.ProbeOK, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			timeout := 10 * time.Second
			if strings.Contains(string(test.want), "imeout") {
				timeout = 3 * time.Second
			}
			got, _ := probed(t, lab.New(t, test.lab...), timeout, test.probe)
			if got[0].Outcome != test.want || !strings.Contains(got[0].Detail, test.detail) {
				t.Errorf("%s (%s), want %s (%s): %+v", got[0].Outcome, got[0].Detail, test.want, test.detail, got[0])
			}
		})
	}
}

// Whoever intercepts is named, and so is the authority of a certificate that is right.
func TestNamed(t *testing.T) {
	got, _ := probed(t, lab.New(t, "host.example:443=private"), 5*time.Second, at("tls", 443))
	if got[0].Root != "Contoso Inspection CA" || got[0].Issuer != "Contoso Inspection CA" {
		t.Errorf("intercepted by %q, root %q", got[0].Issuer, got[0].Root)
	}
	got, _ = probed(t, lab.New(t), 5*time.Second, at("tls", 443))
	if got[0].Root != "Lab Public Root" {
		t.Errorf("root %q", got[0].Root)
	}
}

func TestClockOffset(t *testing.T) {
	for _, offset := range []time.Duration{0, 7 * time.Minute, -2 * time.Minute, -30 * time.Hour} {
		l := lab.New(t, "host.example:123=+"+strings.Replace(offset.String(), "+-", "-", 1))
		if offset < 0 {
			l = lab.New(t, "host.example:123="+offset.String())
		}
		got, _ := probed(t, l, 5*time.Second, at("ntp", 123))
		seen := time.Duration(got[0].OffsetMillis) * time.Millisecond
		if got[0].Outcome != tenant.ProbeOK || (seen-offset).Abs() > time.Second {
			t.Errorf("%v: %s, offset %v", offset, got[0].Outcome, seen)
		}
	}
}

// Both families are told of.
func TestFamilies(t *testing.T) {
	tests := []struct {
		lab    []string
		v4, v6 tenant.ProbeOutcome
	}{
		{nil, tenant.ProbeOK, ""},
		{[]string{"host.example=both"}, tenant.ProbeOK, tenant.ProbeOK},
		{[]string{"network=ipv6"}, "", tenant.ProbeOK},
		{[]string{"network=ipv6", "host.example=both"}, tenant.ProbeUnreachable, tenant.ProbeOK},
	}
	for _, test := range tests {
		got, _ := probed(t, lab.New(t, test.lab...), 5*time.Second, at("tls", 443))
		if got[0].IPv4 != test.v4 || got[0].IPv6 != test.v6 || got[0].Outcome != tenant.ProbeOK {
			t.Errorf("%v: IPv4 %q, IPv6 %q, want %q and %q", test.lab, got[0].IPv4, got[0].IPv6, test.v4, test.v6)
		}
	}
}

// The lists and the responder of every chain seen are asked, once each.
func TestRevocation(t *testing.T) {
	tests := []struct {
		lab       []string
		crl, ocsp tenant.ProbeOutcome
	}{
		{nil, tenant.ProbeOK, tenant.ProbeOK},
		{[]string{"crl.lab.example:80=revoked", "ocsp.lab.example:80=revoked"},
			tenant.ProbeRevoked, tenant.ProbeRevoked},
		{[]string{"crl.lab.example:80=stale", "ocsp.lab.example:80=unsure"},
			tenant.ProbeWrongAnswer, tenant.ProbeWrongAnswer},
		{[]string{"crl.lab.example:80=rubbish", "ocsp.lab.example:80=rubbish"},
			tenant.ProbeWrongAnswer, tenant.ProbeWrongAnswer},
		{[]string{"crl.lab.example:80=portal", "ocsp.lab.example:80=refused"},
			tenant.ProbeCaptive, tenant.ProbeRefused},
		{[]string{"crl.lab.example:80=status404", "ocsp.lab.example=nxdomain"},
			tenant.ProbeWrongAnswer, tenant.ProbeNoName},
	}
	for _, test := range tests {
		l := lab.New(t, test.lab...)
		other := at("tls", 443)
		other.Host = "other.example"
		_, r := probed(t, l, 8*time.Second, at("tls", 443), other)
		if len(r.Endpoints) != 2 || len(r.Endpoints[1].Probes) != 2 {
			t.Fatalf("%v: %+v", test.lab, r.Endpoints)
		}
		for _, p := range r.Endpoints[1].Probes {
			want := map[string]tenant.ProbeOutcome{"crl": test.crl, "ocsp": test.ocsp}[p.Protocol]
			if p.Outcome != want {
				t.Errorf("%v: %s %s (%s), want %s", test.lab, p.Protocol, p.Outcome, p.Detail, want)
			}
		}
		if n := l.Asked("crl.lab.example:80"); n > 2 {
			t.Errorf("%v: %d connections to the revocation list", test.lab, n)
		}
	}
}

// What several endpoints ask for is probed once, and each gets its result with its own words.
func TestOnce(t *testing.T) {
	l := lab.New(t)
	sample := at("tls", 443)
	sample.Pattern = "*.example"
	got, _ := probed(t, l, 5*time.Second, at("tls", 443), at("tls", 443), sample)
	if n := l.Asked("host.example:443"); n != 1 {
		t.Errorf("%d connections", n)
	}
	for i, p := range got {
		if p.Outcome != tenant.ProbeOK {
			t.Errorf("probe %d: %+v", i, p)
		}
	}
	if got[0].Pattern != "" || got[2].Pattern != "*.example" {
		t.Errorf("patterns %q and %q", got[0].Pattern, got[2].Pattern)
	}
}

// A host that fails is tried twice and no more.
func TestRetry(t *testing.T) {
	l := lab.New(t, "host.example:443=refused")
	well := at("tls", 443)
	well.Host = "well.example"
	got, _ := probed(t, l, 5*time.Second, at("tls", 443), well)
	if n := l.Asked("host.example:443"); n != 2 || got[0].Tries != 2 {
		t.Errorf("%d connections, %d tries", n, got[0].Tries)
	}
	if n := l.Asked("well.example:443"); n != 1 {
		t.Errorf("%d connections where all is well", n)
	}
}

// A network that swallows everything is given up in time, and what was tried is told from what was not.
func TestDark(t *testing.T) {
	l := lab.New(t, "*=drop")
	var all []tenant.NetworkProbe
	for _, host := range strings.Fields(strings.Repeat("x ", 200)) {
		p := at("tls", 443)
		p.Host = host + strings.Repeat("y", len(all)%50) + string(rune('a'+len(all)/50)) + ".example"
		all = append(all, p)
	}
	started := time.Now()
	got, r := probed(t, l, 2*time.Second, all...)
	if took := time.Since(started); took > 3*time.Second {
		t.Errorf("took %v", took)
	}
	timeouts := 0
	for _, p := range got {
		switch p.Outcome {
		case tenant.ProbeTimeout:
			timeouts++
		case tenant.ProbeNotTried:
		default:
			t.Errorf("%+v", p)
		}
	}
	if timeouts < 64 {
		t.Errorf("%d of %d were tried", timeouts, len(got))
	}
	if timeouts < len(got) && r.Stopped != "--timeout ran out" {
		t.Errorf("stopped %q", r.Stopped)
	}
}

// Stopped from outside, it ends at once with what it knows.
func TestInterrupted(t *testing.T) {
	l := lab.New(t, "host.example:443=drop")
	well := at("tls", 443)
	well.Host = "well.example"
	r := &tenant.NetworkReport{
		Endpoints: []tenant.NetworkEndpoint{{Probes: []tenant.NetworkProbe{at("tls", 443), well}}},
	}
	for i := range r.Endpoints[0].Probes {
		r.Endpoints[0].Probes[i].Outcome = tenant.ProbeNotTried
	}
	ctx, cancel := context.WithTimeout(t.Context(), 700*time.Millisecond)
	defer cancel()
	started := time.Now()
	prober(t, l, time.Minute).Run(ctx, r)
	if took := time.Since(started); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
	got := r.Endpoints[0].Probes
	if got[0].Outcome != tenant.ProbeNotTried || got[1].Outcome != tenant.ProbeOK || r.Stopped != "interrupted" {
		t.Errorf("%s, %s, stopped %q", got[0].Outcome, got[1].Outcome, r.Stopped)
	}
}

func TestScript(t *testing.T) {
	_, r := probed(t, lab.New(t, "wpad=ok"), 5*time.Second, at("dns", 53))
	if r.Proxy.PAC != "http://wpad/wpad.dat" || r.Proxy.Source != "DNS" {
		t.Errorf("%+v", r.Proxy)
	}
	_, r = probed(t, lab.New(t), 5*time.Second, at("dns", 53))
	if r.Proxy.PAC != "" {
		t.Errorf("%+v", r.Proxy)
	}
}
