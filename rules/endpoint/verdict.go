package endpoint

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// Outcome is what follows for one endpoint, or for the network as a whole.
type Outcome int

// The zero Outcome is Unknown: not knowing is not passing.
const (
	Unknown  Outcome = iota
	Met              // reachable
	Unmet            // required and unreachable
	Doubtful         // unreachable, and the process continues; or reachable with a catch
)

// Verdict is an outcome with its reason.
type Verdict struct {
	Outcome Outcome
	ID, Why string // of the endpoint; "" where it is about the network as a whole
	Detail  string
	Older   bool // only Microsoft's page of 2024 names the endpoint
}

// Judge says what the report means for one requirement, NET-06. There is at least one verdict.
func Judge(r *tenant.NetworkReport, rule string) []Verdict {
	if r == nil || len(r.Endpoints) == 0 {
		return []Verdict{{Detail: "the network was not probed"}}
	}
	switch rule {
	case "NET-01":
		return []Verdict{names(r)}
	case "NET-02":
		return ports(r)
	case "NET-07":
		if r.Region == "" && dark(r) == "" {
			return append(regions(r, rule),
				endpoints(r, rule, func(e *tenant.NetworkEndpoint) bool { return e.Region == "" })...)
		}
	case "NET-12":
		return []Verdict{server(r)}
	case "NET-19":
		return []Verdict{proxy(r)}
	}
	vs := endpoints(r, rule, func(*tenant.NetworkEndpoint) bool { return true })
	if len(vs) == 0 {
		return []Verdict{{Detail: "no endpoint of the table belongs to it"}}
	}
	return vs
}

// endpoints judges those of a requirement one by one. Where nothing at all is reached from the machine
// the gravest of them speaks for all: the cause is one.
func endpoints(r *tenant.NetworkReport, rule string, in func(*tenant.NetworkEndpoint) bool) []Verdict {
	var vs []Verdict
	for i := range r.Endpoints {
		e := &r.Endpoints[i]
		if e.Rule == rule && e.Need != tenant.NeedNothing && in(e) {
			vs = append(vs, judge(r, e))
		}
	}
	cause := dark(r)
	if cause == "" || len(vs) == 0 {
		return vs
	}
	worst := slices.MaxFunc(vs, func(a, b Verdict) int { return gravity(a) - gravity(b) })
	if worst.Outcome == Unmet || worst.Outcome == Doubtful {
		worst.ID, worst.Why, worst.Detail, worst.Older = "", "", cause, false
	}
	return []Verdict{worst}
}

func gravity(v Verdict) int { return slices.Index([]Outcome{Met, Doubtful, Unknown, Unmet}, v.Outcome) }

// dark says why nothing at all was reached; "" where something was, or little was tried.
func dark(r *tenant.NetworkReport) string {
	tried, resolved := 0, 0
	for p := range probes(r) {
		switch {
		case p.Outcome == tenant.ProbeOK && p.Protocol != "dns", connected(p):
			return ""
		case p.Outcome != tenant.ProbeNotTried:
			tried++
		}
		if p.DNS == tenant.ProbeOK {
			resolved++
		}
	}
	switch {
	case tried < 3:
		return ""
	case resolved == 0:
		return "not tested: from this machine no name is resolved (NET-01)"
	}
	return "not tested: from this machine no host answers (NET-02)"
}

// probes ranges over every probe of a report.
func probes(r *tenant.NetworkReport) func(func(*tenant.NetworkProbe) bool) {
	return func(yield func(*tenant.NetworkProbe) bool) {
		for i := range r.Endpoints {
			for j := range r.Endpoints[i].Probes {
				if !yield(&r.Endpoints[i].Probes[j]) {
					return
				}
			}
		}
	}
}

// connected reports that a connection came about, whatever was found at its end.
func connected(p *tenant.NetworkProbe) bool {
	return p.IPv4 == tenant.ProbeOK || p.IPv6 == tenant.ProbeOK || p.Proxy && p.Outcome == tenant.ProbeOK
}

// judge is the verdict about one endpoint.
func judge(r *tenant.NetworkReport, e *tenant.NetworkEndpoint) Verdict {
	v := Verdict{ID: e.ID, Why: e.Why, Older: e.Edition == older}
	h := byOutcome(r, e)
	switch {
	case len(h.reached)+len(h.failed)+len(h.open)+len(h.gone) == 0:
		v.Outcome, v.Detail = Doubtful,
			"only a wildcard is published, and no host inside it is known: allow it, it was not probed"
		return v
	case e.AnyOf && len(h.reached) > 0:
		v.Outcome = Met
		v.Detail = fmt.Sprintf("%d of %s reached, one is enough", len(h.reached),
			english.Count(len(h.reached)+len(h.failed)+len(h.open)+len(h.gone), "host"))
		return v
	case len(h.failed) > 0 && (!e.AnyOf || len(h.open) == 0):
		v.Outcome, v.Detail = weigh(e), listed(h.failed)+"; "+without(e)
		if slices.ContainsFunc(h.failed,
			func(p *tenant.NetworkProbe) bool { return p.Outcome == tenant.ProbeRevoked }) {
			v.Outcome = Unmet
		}
	case len(h.open) > 0:
		v.Detail = listed(h.open)
		if r.Stopped != "" {
			v.Detail += ": " + r.Stopped
		}
		return v
	case len(h.gone) > 0:
		v.Outcome = Doubtful
		v.Detail = listed(h.gone) + "; other names are resolved, so the sample may be gone: allow the wildcard"
	default:
		v.Outcome, v.Detail = reached(h.reached)
	}
	if len(h.aside) > 0 {
		v.Detail += "; but " + listed(h.aside)
	}
	return v
}

// reached looks at what is reachable for a catch: the clock of an hour ago, a chain that ends elsewhere.
func reached(hosts []*tenant.NetworkProbe) (Outcome, string) {
	for _, p := range hosts {
		if p.Protocol == "ntp" {
			return clock(p)
		}
	}
	return Met, english.Count(len(hosts), "host") + " reached"
}

// weigh says what being unreachable comes to.
func weigh(e *tenant.NetworkEndpoint) Outcome {
	if e.Need == tenant.NeedRequired && e.Edition != older {
		return Unmet
	}
	return Doubtful
}

// older is Microsoft's page of the document that today's replaces.
const older = "2024-04-26"

func without(e *tenant.NetworkEndpoint) string {
	switch {
	case e.Edition == older:
		return "only Microsoft's page of " + older + " names it"
	case e.Need == tenant.NeedContinues:
		return "the process continues, but " + e.Lost
	case e.Need == tenant.NeedFeature:
		return "matters where it is used: " + e.Lost
	}
	return e.Lost
}

// sorted is the hosts of an endpoint by what came of them.
type sorted struct {
	reached, failed, open []*tenant.NetworkProbe
	gone                  []*tenant.NetworkProbe // samples of wildcards that have no name any more
	aside                 []*tenant.NetworkProbe // port 80 of hosts that are reached at 443
}

// byOutcome takes each host once. Port 443 decides about a host that is listed for 80 too: not every such
// host answers at 80, and whether the port is open at all is NET-02.
func byOutcome(r *tenant.NetworkReport, e *tenant.NetworkEndpoint) sorted {
	var s sorted
	for i := range e.Probes {
		p := &e.Probes[i]
		if p.Port == 80 && slices.ContainsFunc(e.Probes, func(o tenant.NetworkProbe) bool {
			return o.Host == p.Host && o.Port == 443 && o.Outcome == tenant.ProbeOK
		}) {
			if fails(p.Outcome) {
				s.aside = append(s.aside, p)
			}
			continue
		}
		switch {
		case p.Outcome == tenant.ProbeOK:
			s.reached = append(s.reached, p)
		case !fails(p.Outcome):
			s.open = append(s.open, p)
		case p.Outcome == tenant.ProbeNoName && p.Pattern != "" && resolves(r):
			s.gone = append(s.gone, p)
		default:
			s.failed = append(s.failed, p)
		}
	}
	return s
}

// fails tells an outcome that says something from one that does not.
func fails(o tenant.ProbeOutcome) bool {
	switch o {
	case tenant.ProbeNoName, tenant.ProbeDNSFailed, tenant.ProbeDNSTimeout, tenant.ProbeRefused, tenant.ProbeTimeout,
		tenant.ProbeReset, tenant.ProbeUnreachable, tenant.ProbeIntercepted, tenant.ProbeWrongName,
		tenant.ProbeExpired, tenant.ProbeTLSFailed, tenant.ProbeCaptive, tenant.ProbeWrongAnswer,
		tenant.ProbeNoRange, tenant.ProbeProxyAuth, tenant.ProbeProxyRefused, tenant.ProbeKiss, tenant.ProbeRevoked:
		return true
	}
	return false
}

func resolves(r *tenant.NetworkReport) bool {
	for p := range probes(r) {
		if p.DNS == tenant.ProbeOK {
			return true
		}
	}
	return false
}

// regions judges the hosts of each region as a set. Without a named region one whole set will do, since
// a tenant uses one.
func regions(r *tenant.NetworkReport, rule string) []Verdict {
	vs := endpoints(r, rule, func(e *tenant.NetworkEndpoint) bool { return e.Region != "" })
	met := slices.ContainsFunc(vs, func(v Verdict) bool { return v.Outcome == Met })
	if !met || !slices.ContainsFunc(vs, func(v Verdict) bool { return v.Outcome == Unmet }) {
		return vs
	}
	for i := range vs {
		if vs[i].Outcome == Unmet {
			vs[i].Outcome = Doubtful
			vs[i].Detail = strings.TrimSuffix(vs[i].Detail, ".") +
				"; this doesn't matter if the tenant is in another region: set --region"
		}
	}
	return vs
}
