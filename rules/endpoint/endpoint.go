// Package endpoint is the networking part of the requirement document: which hosts and ports it asks
// for, and what follows from one being unreachable. The table is data with its sources and date; the
// verdicts are functions of what a machine saw. It dials nothing and does not know how a host is probed.
package endpoint

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"prepaudit/rules/tenant"
)

//go:embed table.txt
var tableText string

// Table is a dated list of endpoints.
type Table struct {
	Date      string // 2026-08-21
	Endpoints []Endpoint
}

// Endpoint is hosts that one service is reached at.
type Endpoint struct {
	ID      string
	Rule    string // the requirement that it belongs to, NET-06
	Section string // of the document
	Edition string // 2024-04-26, 2025-06-11, both, or the date of another page
	Need    tenant.NetworkNeed
	Why     string
	Lost    string // what does not work without it
	Cloud   string // all, global, usgov, china
	Region  string // na, eu, apac; "" for all
	AnyOf   bool   // one reachable host is enough
	Hosts   []Host
	Source  string // with its date

	Get, Body string // a page whose text is known
	Range     string // the path of a file that must be served in parts
}

// Host is a name, or a wildcard with a host known to be inside it.
type Host struct {
	Name    string
	Sample  string // of a wildcard; "" where none is known: then it is listed and not probed
	Ports   []Port
	TCPOnly bool // the certificate is known not to match
	Trap    Trap
}

// Port is a port with its protocol: tcp, udp, or dns for a name that is only looked up.
type Port struct {
	Number   int
	Protocol string
}

// Trap is what is known to go wrong with a host that is listed.
type Trap string

// The traps.
const (
	Dead       Trap = "dead"       // listed, but there is no such name
	Superseded Trap = "superseded" // listed, but out of use
	Only443    Trap = "443-only"   // listed for 80 too, where nobody answers
)

// Clouds and Regions that a table may name.
var (
	Clouds  = []string{"global", "usgov", "china"}
	Regions = []string{"na", "eu", "apac"}
)

// Embedded is the table that this program comes with.
var Embedded = sync.OnceValue(func() *Table {
	t, err := Parse(strings.NewReader(tableText))
	if err != nil {
		panic(err) // a mistake in this program; a test reads it
	}
	return t
})

// For is the endpoints of one cloud, and of one region of it; "" stands for all regions.
func (t *Table) For(cloud, region string) []Endpoint {
	return slices.DeleteFunc(slices.Clone(t.Endpoints), func(e Endpoint) bool {
		return e.Cloud != "all" && e.Cloud != cloud || region != "" && e.Region != "" && e.Region != region
	})
}

// Plan is what must be probed in one cloud and region, each probe not yet tried. An endpoint of which
// nothing can be probed is there without probes.
func (t *Table) Plan(cloud, region string) []tenant.NetworkEndpoint {
	var plan []tenant.NetworkEndpoint
	for _, e := range t.For(cloud, region) {
		n := tenant.NetworkEndpoint{
			ID: e.ID, Rule: e.Rule, Section: e.Section, Why: e.Why, Source: e.Source, Need: e.Need, Lost: e.Lost,
			Edition: e.Edition, Region: e.Region, AnyOf: e.AnyOf,
			Probes: []tenant.NetworkProbe{},
		}
		for _, h := range e.Hosts {
			n.Probes = append(n.Probes, e.probes(h)...)
		}
		plan = append(plan, n)
	}
	return plan
}

func (e *Endpoint) probes(h Host) []tenant.NetworkProbe {
	if h.Trap == Dead {
		return nil
	}
	p := tenant.NetworkProbe{Host: h.Name, Trap: string(h.Trap),
		Outcome: tenant.ProbeNotTried, DNS: tenant.ProbeNotTried}
	if strings.Contains(h.Name, "*") {
		if h.Sample == "" {
			return nil
		}
		p.Host, p.Pattern = h.Sample, h.Name
	}
	var all []tenant.NetworkProbe
	for _, port := range h.Ports {
		if port.Number == 80 && h.Trap == Only443 {
			continue
		}
		p.Port, p.Protocol, p.Path, p.Expected = port.Number, port.Protocol, "", ""
		switch {
		case port.Protocol == "udp":
			p.Protocol = "ntp"
		case port.Number == 443 && !h.TCPOnly:
			p.Protocol = "tls"
		case port.Number == 80 && e.Get != "":
			p.Protocol, p.Path, p.Expected = "http", e.Get, e.Body
		case port.Number == 80 && e.Range != "":
			p.Protocol, p.Path = "range", e.Range
		}
		all = append(all, p)
	}
	return all
}

// Text is the embedded table as Parse takes it.
func Text() string { return tableText }
