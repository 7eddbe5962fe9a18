package endpoint

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// lookups is each name once, with what the DNS server said of it. Names that are known to be gone, and
// samples that may be, say nothing about the server.
type lookups struct {
	answered              []*tenant.NetworkProbe
	unknown, failed, open []*tenant.NetworkProbe
}

func lookUps(r *tenant.NetworkReport, in func(*tenant.NetworkEndpoint) bool) lookups {
	var l lookups
	seen := map[string]bool{}
	for i := range r.Endpoints {
		e := &r.Endpoints[i]
		for j := range e.Probes {
			p := &e.Probes[j]
			if seen[p.Host] || !in(e) || p.Trap == string(Superseded) ||
				p.Pattern != "" && p.DNS == tenant.ProbeNoName {
				continue
			}
			seen[p.Host] = true
			switch p.DNS {
			case tenant.ProbeOK:
				l.answered = append(l.answered, p)
			case tenant.ProbeNoName:
				l.unknown = append(l.unknown, p)
			case tenant.ProbeDNSFailed, tenant.ProbeDNSTimeout:
				l.failed = append(l.failed, p)
			default:
				l.open = append(l.open, p)
			}
		}
	}
	return l
}

// names judges whether names of the internet are resolved at all.
func names(r *tenant.NetworkReport) Verdict {
	l := lookUps(r, func(*tenant.NetworkEndpoint) bool { return true })
	all := len(l.answered) + len(l.unknown) + len(l.failed) + len(l.open)
	by := "no DNS server"
	if len(r.Resolvers) > 0 {
		by = some(r.Resolvers)
	}
	switch {
	case len(l.answered) == 0 && len(l.unknown)+len(l.failed) == 0:
		return Verdict{Detail: "no name was looked up"}
	case len(l.answered) == 0 && len(l.failed) > 0:
		d := fmt.Sprintf("none of %s was resolved by %s: %s", english.Count(all, "name"),
			by, lookUpWords(l.failed[0].DNS))
		if len(l.unknown) > 0 {
			d += fmt.Sprintf(" for %d, and %d are not known to it", len(l.failed), len(l.unknown))
		}
		return Verdict{Outcome: Unmet, Detail: d}
	case len(l.answered) == 0:
		return Verdict{Outcome: Unmet, Detail: fmt.Sprintf(
			"none of %s is known to %s: it does not resolve internet names", english.Count(all, "name"), by)}
	case len(l.failed) > 0:
		return Verdict{Outcome: Doubtful, Detail: fmt.Sprintf("%d of %s got no answer from %s: %s", len(l.failed),
			english.Count(all, "name"), by, hosts(l.failed))}
	}
	slices.SortFunc(l.answered, func(a, b *tenant.NetworkProbe) int { return a.DNSMillis - b.DNSMillis })
	middle := time.Duration(l.answered[len(l.answered)/2].DNSMillis) * time.Millisecond
	d := fmt.Sprintf("%d of %s resolved by %s, the median within %s", len(l.answered),
		english.Count(all, "name"), by, span(middle))
	if middle >= slow {
		return Verdict{Outcome: Doubtful, Detail: d + ", which is slow"}
	}
	return Verdict{Outcome: Met, Detail: d}
}

// slow is a DNS server that makes every connection of the preparation wait.
const slow = time.Second

func lookUpWords(o tenant.ProbeOutcome) string {
	if o == tenant.ProbeDNSTimeout {
		return "no answer"
	}
	return "it answers with failures"
}

func hosts(ps []*tenant.NetworkProbe) string {
	var names []string
	for _, p := range ps {
		names = append(names, p.Host)
	}
	return some(names)
}

// server judges whether the names of the services are resolved, each of them.
func server(r *tenant.NetworkReport) Verdict {
	required := lookUps(r, func(e *tenant.NetworkEndpoint) bool { return weigh(e) == Unmet && !e.AnyOf })
	other := lookUps(r, func(e *tenant.NetworkEndpoint) bool {
		return (weigh(e) != Unmet || e.AnyOf) && e.Need != tenant.NeedNothing
	})
	missing := slices.Concat(required.unknown, required.failed)
	lesser := slices.Concat(other.unknown, other.failed)
	switch {
	case len(missing) > 0:
		return Verdict{Outcome: Unmet, Detail: fmt.Sprintf("%s not resolved: %s",
			english.CountVerb(len(missing), "required name", "is", "are"), hosts(missing))}
	case len(required.answered) == 0 || len(required.open) > 0:
		return Verdict{Detail: fmt.Sprintf("%s not looked up",
			english.CountVerb(len(required.open), "required name", "is", "are"))}
	case len(lesser) > 0:
		return Verdict{Outcome: Doubtful, Detail: fmt.Sprintf("every required name is resolved; not %s", hosts(lesser))}
	}
	return Verdict{Outcome: Met,
		Detail: english.Count(len(required.answered)+len(other.answered), "name") + " resolved"}
}

// ports judges whether 80, 443 and 123 are open to the internet, wherever it is that answers.
func ports(r *tenant.NetworkReport) []Verdict {
	return []Verdict{tcp(r, 80), tcp(r, 443), udp(r)}
}

func tcp(r *tenant.NetworkReport, port int) Verdict {
	v := Verdict{ID: fmt.Sprintf("tcp-%d", port), Why: fmt.Sprintf("TCP port %d", port)}
	var v4, v6, viaProxy, all int
	var failed []*tenant.NetworkProbe
	seen := map[string]bool{}
	for p := range probes(r) {
		if p.Port != port || seen[p.Host] || p.Protocol == "dns" {
			continue
		}
		seen[p.Host] = true
		if p.Outcome != tenant.ProbeNotTried {
			all++
		}
		switch {
		case connected(p):
			if p.IPv4 == tenant.ProbeOK {
				v4++
			}
			if p.IPv6 == tenant.ProbeOK {
				v6++
			}
			if p.Proxy {
				viaProxy++
			}
		case fails(p.Outcome):
			failed = append(failed, p)
		}
	}
	switch {
	case v4+v6+viaProxy > 0:
		v.Outcome, v.Detail = Met, fmt.Sprintf("of %s tried, %s", english.Count(all, "host"), ways(v4, v6, viaProxy))
	case len(failed) == 0:
		v.Detail = "not tried"
	case !slices.ContainsFunc(failed, func(p *tenant.NetworkProbe) bool { return p.DNS == tenant.ProbeOK || p.Proxy }):
		v.Detail = "not known: no host name is resolved (NET-01)"
	default:
		v.Outcome, v.Detail = Unmet,
			fmt.Sprintf("none of %s was reached; %s", english.Count(all, "host"), listed(failed))
	}
	return v
}

// ways says how hosts were reached. The lack of IPv6 is worth a word and nothing more.
func ways(v4, v6, viaProxy int) string {
	var parts []string
	if v4 > 0 {
		parts = append(parts, fmt.Sprintf("%d reached over IPv4", v4))
	}
	if v6 > 0 {
		parts = append(parts, fmt.Sprintf("%d reached over IPv6", v6))
	}
	if viaProxy > 0 {
		parts = append(parts, fmt.Sprintf("%d reached through the proxy", viaProxy))
	}
	if v6 == 0 && v4 > 0 {
		parts = append(parts, "none over IPv6, which nothing asks for")
	}
	return strings.Join(parts, ", ")
}

func udp(r *tenant.NetworkReport) Verdict {
	v := Verdict{ID: "udp-123", Why: "UDP port 123", Detail: "not tried"}
	for p := range probes(r) {
		switch {
		case p.Protocol != "ntp" || p.Outcome == tenant.ProbeNotTried:
		case p.Outcome == tenant.ProbeOK || p.Outcome == tenant.ProbeKiss:
			v.Outcome, v.Detail = Met, hostPort(p)+" answers"
			return v
		case p.DNS != tenant.ProbeOK:
			v.Detail = "not known: the name of the time server isn't resolved (NET-01)"
		case fails(p.Outcome):
			v.Outcome, v.Detail = Unmet, listed([]*tenant.NetworkProbe{p})
		}
	}
	return v
}

// The offsets beyond which a clock is told of: over five minutes sign-in breaks.
const (
	clockWarns = time.Minute
	clockFails = 5 * time.Minute
)

// clock judges what a time server's clock is ahead of the machine's.
func clock(p *tenant.NetworkProbe) (Outcome, string) {
	offset := time.Duration(p.OffsetMillis) * time.Millisecond
	way := "behind"
	if offset < 0 {
		offset, way = -offset, "ahead of"
	}
	said := fmt.Sprintf("%s answers; the clock of this machine is %s %s it", p.Host, span(offset), way)
	switch {
	case offset > clockFails:
		return Unmet, said + ": over 5 minutes sign-in breaks"
	case offset > clockWarns:
		return Doubtful, said
	}
	return Met, said
}

// proxy judges the way to the internet: a device in the out-of-box experience has no settings.
func proxy(r *tenant.NetworkReport) Verdict {
	for p := range probes(r) {
		if p.Outcome == tenant.ProbeProxyAuth {
			return Verdict{Outcome: Unmet, Detail: fmt.Sprintf(
				"the proxy%s requires a sign-in, and nobody can sign in to it in the out-of-box "+
					"experience", address(r.Proxy))}
		}
	}
	x := r.Proxy
	switch {
	case x.PAC != "":
		return Verdict{Outcome: Doubtful,
			Detail: fmt.Sprintf("an automatic configuration script is set (%s, %s), which does not work in the "+
				"out-of-box experience; it was not run, hosts were tried directly", x.PAC, x.Source)}
	case x.HTTP != "" || x.HTTPS != "":
		return Verdict{Outcome: Doubtful, Detail: fmt.Sprintf("this machine goes through the proxy%s (%s), a setting "+
			"that a new device does not have; NO_PROXY=* tries without", address(x), x.Source)}
	}
	d := "no proxy is set on this machine"
	if x.Detect {
		d += "; it looks for a configuration script by itself, and the name wpad is not known"
	}
	if len(x.Notes) > 0 {
		d += "; " + strings.Join(x.Notes, "; ")
	}
	return Verdict{Outcome: Met, Detail: d}
}

func address(x tenant.NetworkProxy) string {
	switch {
	case x.HTTPS != "":
		return " " + x.HTTPS
	case x.HTTP != "":
		return " " + x.HTTP
	}
	return ""
}
