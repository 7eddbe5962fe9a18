package terminal

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// networkFacts stands where the facts about a tenant do: which machine probed, where, and how.
func (t *screen) networkFacts(s *record.Summary) {
	n := t.Ran.Network
	word, text := wording.Verdict(s)
	t.paragraph(0, t.paint(outcomeColor(s.Verdict), word)+": "+text)
	hosts, probes, untried := probeCounts(n)
	if n.Stopped != "" {
		t.paragraph(0, fmt.Sprintf("%s: %s; %d of %s were not made",
			t.paint(yellow, "INCOMPLETE"), n.Stopped, untried, english.Count(probes, "probe")))
	} else {
		t.paragraph(0, "Every probe was made.")
	}
	t.line("")
	t.labeled("Machine", fmt.Sprintf("%s (%s), %s", plain.Clip(n.Machine, 60), n.System, wording.Minute(n.Started)))
	region := "all regions"
	if n.Region != "" {
		region = "region " + n.Region
	}
	t.labeled("Probed", fmt.Sprintf("%s at %s in %s; cloud %s, %s; endpoints of %s",
		english.Count(probes, "probe"), english.Count(hosts, "host"), roundTime(n.Finished.Sub(n.Started)),
		n.Cloud, region, n.TableDate))
	resolvers := "none was asked"
	if len(n.Resolvers) > 0 {
		resolvers = plain.Shown(strings.Join(n.Resolvers, ", "))
	}
	t.labeled("DNS", resolvers)
	t.labeled("Proxy", plain.Shown(proxyWords(n.Proxy)))
	for i, u := range n.Untold {
		label := ""
		if i == 0 {
			label = "Not known"
		}
		t.labeled(label, u)
	}
	t.line("")
}

func probeCounts(n *tenant.NetworkReport) (hosts, probes, untried int) {
	seen := map[string]bool{}
	for _, e := range n.Endpoints {
		for _, p := range e.Probes {
			if !seen[p.Host] {
				seen[p.Host] = true
				hosts++
			}
			k := fmt.Sprint(p.Host, p.Port, p.Protocol, p.Path)
			if seen[k] {
				continue
			}
			seen[k] = true
			probes++
			if p.Outcome == tenant.ProbeNotTried {
				untried++
			}
		}
	}
	return hosts, probes, untried
}

func proxyWords(p tenant.NetworkProxy) string {
	switch {
	case p.PAC != "":
		return "configuration script " + p.PAC + " (" + p.Source + "), not run"
	case p.HTTPS != "":
		return p.HTTPS + " (" + p.Source + ")"
	case p.HTTP != "":
		return p.HTTP + " (" + p.Source + ")"
	}
	return "none set on this machine"
}

func (t *screen) networkFooter() {
	t.paragraph(0, fmt.Sprintf("prepaudit %s, endpoints of %s.", t.Ran.Version, t.Ran.Network.TableDate))
	t.line("For an audit:     -o json=FILE here, then prepaudit audit --network FILE")
	t.line("For a firewall:   prepaudit network export -o csv=FILE")
}

// networkFindings says once what several rules found: with the wire unplugged one sentence is enough.
func (t *screen) networkFindings(tallies []record.Tally) {
	ids := map[string][]string{}
	var order []string
	for _, tally := range tallies {
		if list, seen := t.List(tally.ID); seen == 1 && list[0].Subject.Kind == "network" {
			detail := list[0].Detail
			if ids[detail] == nil {
				order = append(order, detail)
			}
			ids[detail] = append(ids[detail], tally.ID)
		}
	}
	var causes []string
	for _, detail := range order {
		if len(ids[detail]) < 3 {
			continue
		}
		causes = append(causes, detail)
		for _, tally := range tallies {
			if slices.Contains(ids[detail], tally.ID) {
				t.Drop(tally.ID)
			}
		}
	}
	t.findings(tallies)
	for _, detail := range causes {
		t.heading(strings.Join(ids[detail], ", "))
		t.paragraph(2, plain.Shown(detail))
		t.line("")
	}
}
