package rules

import (
	"prepaudit/rules/endpoint"
	"prepaudit/rules/tenant"
)

// probed is a change: the network was probed, all is well but for what spoil does to probes.
func probed(spoil ...func(*tenant.NetworkProbe)) func(*Case) {
	return func(c *Case) {
		r := &tenant.NetworkReport{Cloud: "global", Resolvers: []string{"192.0.2.53:53"},
			Endpoints: endpoint.Embedded().Plan("global", "")}
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
