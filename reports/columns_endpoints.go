package reports

import (
	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

func endpointTable(run *record.Run) tabular {
	type row = struct {
		endpoint *tenant.NetworkEndpoint
		probe    *tenant.NetworkProbe
	}
	return &table[row]{
		title: title{
			sheet: "Endpoints", about: "what a machine found on its network (needs --network)",
			in: func(r *record.Run) bool { return r.Network != nil }, none: always("no host was tested"),
		},
		end: func(_ *record.Summary, add func(row) error) error {
			for i := range run.Network.Endpoints {
				e := &run.Network.Endpoints[i]
				for j := range e.Probes {
					if err := add(row{e, &e.Probes[j]}); err != nil {
						return err
					}
				}
			}
			return nil
		},
		columns: []column[row]{
			{"", "Rule", "that needs the endpoint", 10, text, func(r row) any { return r.endpoint.Rule }},
			{"", "Host", "that was tested", 44, text, func(r row) any { return r.probe.Host }},
			{"", "Port", "that was tested", 8, numeral, func(r row) any { return r.probe.Port }},
			{"", "Protocol", "tcp, https, ntp …", 10, text, func(r row) any { return r.probe.Protocol }},
			{"", "Result", "ok, or what went wrong", 14, text, func(r row) any {
				if r.probe.Outcome == "ok" {
					return toned{good, "ok"}
				}
				return toned{doubtful, string(r.probe.Outcome)}
			}},
			{"", "Detail", "what the machine found", 70, text, func(r row) any { return r.probe.Detail }},
			{"", "Need", "required, optional (setup continues), for a feature, or information", 13, text,
				func(r row) any { return string(r.endpoint.Need) }},
			{"", "Why", "what the endpoint is for", 60, text, func(r row) any { return r.endpoint.Why }},
			{"", "Edition", "of Microsoft's page that names it", 13, text,
				func(r row) any { return r.endpoint.Edition }},
			{"", "Milliseconds", "of the connection, including TLS and the response", 13, amount,
				func(r row) any { return r.probe.Millis }},
			{"", "By proxy", "whether it was reached through a proxy", 10, text, func(r row) any { return yes(r.probe.Proxy) }},
			{"", "Certificate from", "who issued the certificate of the host", 40, text,
				func(r row) any { return r.probe.Issuer }},
		},
	}
}
