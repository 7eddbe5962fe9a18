package endpoint

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"prepaudit/rules/tenant"
)

// phrase says in words how a probe failed.
func phrase(p *tenant.NetworkProbe) string {
	switch p.Outcome {
	case tenant.ProbeOK:
		return "reached"
	case tenant.ProbeNotTried:
		return "not tried"
	case tenant.ProbeNoName:
		return "the name is not known to the DNS server"
	case tenant.ProbeDNSFailed:
		return "the DNS server failed"
	case tenant.ProbeDNSTimeout:
		return "the DNS server did not answer"
	case tenant.ProbeRefused:
		return "connection refused"
	case tenant.ProbeTimeout:
		return "no answer"
	case tenant.ProbeReset:
		return "the connection was cut"
	case tenant.ProbeUnreachable:
		return "no route"
	case tenant.ProbeIntercepted:
		return fmt.Sprintf("TLS is intercepted: the chain ends in %s, a private root that a new device doesn't have",
			name(p.Root))
	case tenant.ProbeWrongName:
		return "the certificate is for another name" + from(p.Issuer)
	case tenant.ProbeExpired:
		return "the certificate is not valid at this time" + from(p.Issuer)
	case tenant.ProbeTLSFailed:
		return "no TLS" + detail(p)
	case tenant.ProbeCaptive:
		return "a captive portal or a filter answers instead" + detail(p)
	case tenant.ProbeWrongAnswer:
		return "an unexpected answer" + detail(p)
	case tenant.ProbeNoRange:
		return "byte ranges are blocked" + detail(p)
	case tenant.ProbeProxyAuth:
		return "the proxy requires a sign-in"
	case tenant.ProbeProxyRefused:
		return "the proxy blocks it" + detail(p)
	case tenant.ProbeKiss:
		return "the time server refuses to answer" + detail(p)
	case tenant.ProbeRevoked:
		return "the certificate is revoked"
	}
	return fmt.Sprintf("unrecognized result %q", string(p.Outcome))
}

func detail(p *tenant.NetworkProbe) string {
	if p.Detail == "" {
		return ""
	}
	return " (" + p.Detail + ")"
}

func name(s string) string {
	if s == "" {
		return "a certificate without a name"
	}
	return s
}

func from(issuer string) string {
	if issuer == "" {
		return ""
	}
	return " (issued by " + issuer + ")"
}

// hostPort is where a probe went; a sample says what it stands for.
func hostPort(p *tenant.NetworkProbe) string {
	s := p.Host
	if p.Protocol != "dns" {
		s += ":" + strconv.Itoa(p.Port)
	}
	if p.Pattern != "" {
		s += " (for " + p.Pattern + ")"
	}
	return s
}

// mostNamed is how many hosts a sentence names.
const mostNamed = 4

// listed joins what was said of hosts; hosts of which the same is said share it.
func listed(failed []*tenant.NetworkProbe) string {
	var order []string
	hosts := map[string][]string{}
	for _, p := range failed {
		what := phrase(p)
		if hosts[what] == nil {
			order = append(order, what)
		}
		hosts[what] = append(hosts[what], hostPort(p))
	}
	var parts []string
	for _, what := range order {
		parts = append(parts, some(hosts[what])+": "+what)
	}
	return strings.Join(parts, "; ")
}

// some names the first few.
func some(names []string) string {
	if len(names) <= mostNamed {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:mostNamed], ", "), len(names)-mostNamed)
}

// span is a time as people read it.
func span(d time.Duration) string {
	if d < time.Second {
		return d.Round(time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}
