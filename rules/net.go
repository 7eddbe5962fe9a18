package rules

import (
	"prepaudit/rules/endpoint"
	"prepaudit/rules/tenant"
)

const networking = documentURL + "?tabs=networking"

// overProbes judges by what `prepaudit network` found for one requirement.
func overProbes(rule string) func(*Env) []Verdict {
	return func(env *Env) []Verdict {
		var vs []Verdict
		for _, v := range endpoint.Judge(env.Network, rule) {
			vs = append(vs, Verdict{Outcome: networkOutcome(v.Outcome), Detail: v.Detail, Subject: networkSubject(v), Older: v.Older})
		}
		return vs
	}
}

func networkOutcome(o endpoint.Outcome) Outcome {
	switch o {
	case endpoint.Met:
		return Pass
	case endpoint.Unmet:
		return Fail
	case endpoint.Doubtful:
		return Warn
	}
	return NotEvaluated
}

func networkSubject(v endpoint.Verdict) Subject {
	if v.ID == "" {
		return Subject{"network", "network", "the network"}
	}
	return Subject{"endpoint", v.ID, v.Why}
}

// probed is a change: the network was probed, all is well but for what spoil does to probes.
func probed(spoil ...func(*tenant.NetworkProbe)) func(*Case) {
	return func(c *Case) {
		r := &tenant.NetworkReport{Cloud: "global", Resolvers: []string{"192.0.2.53:53"}, Endpoints: endpoint.Embedded().Plan("global", "")}
		for i := range r.Endpoints {
			for j := range r.Endpoints[i].Probes {
				p := &r.Endpoints[i].Probes[j]
				p.Outcome, p.DNS, p.IPv4 = tenant.ProbeOK, tenant.ProbeOK, tenant.ProbeOK
				for _, f := range spoil {
					f(p)
				}
			}
		}
		c.Network = r
	}
}

// at spoils the probes of a host: they end as o.
func at(host string, o tenant.ProbeOutcome) func(*tenant.NetworkProbe) {
	return func(p *tenant.NetworkProbe) {
		if p.Host == host {
			p.Outcome, p.IPv4 = o, o
		}
	}
}

// unresolved spoils the name of a host; "" stands for every name.
func unresolved(host string, o tenant.ProbeOutcome) func(*tenant.NetworkProbe) {
	return func(p *tenant.NetworkProbe) {
		if host == "" || p.Host == host {
			p.Outcome, p.DNS, p.IPv4 = o, o, ""
		}
	}
}

// through spoils a port: nothing passes.
func through(port int, o tenant.ProbeOutcome) func(*tenant.NetworkProbe) {
	return func(p *tenant.NetworkProbe) {
		if p.Port == port {
			p.Outcome, p.IPv4 = o, o
		}
	}
}

// ahead sets what the time server's clock is ahead of the machine's.
func ahead(millis int64) func(*tenant.NetworkProbe) {
	return func(p *tenant.NetworkProbe) {
		if p.Protocol == "ntp" {
			p.OffsetMillis = millis
		}
	}
}
