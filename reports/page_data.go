package reports

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"prepaudit/reports/html"
	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/sample"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

func (p *page) data(s *record.Summary) html.Page {
	d := html.Page{
		Title: "Windows Autopilot device preparation", Version: p.Ran.Version, Catalog: p.Ran.CatalogDate,
		Tone: pageTone(wording.OutcomeTone(s.Verdict)), Matrix: p.sentences(s), Rules: p.rules(s),
	}
	if !s.Reading.Finished.IsZero() {
		d.Finished = wording.Minute(s.Reading.Finished)
	}
	d.Word, d.Text = wording.Verdict(s)
	d.Nothing = "Nothing was found."
	if len(s.Missing) > 0 {
		d.Nothing = "Nothing was found in what could be read."
	}
	for _, g := range s.Missing {
		why := plain.Shown(g.Why)
		if g.Partial {
			why = "read in part: " + why
		}
		d.Gaps = append(d.Gaps, html.Gap{
			Dataset: string(g.Dataset), Why: why, Permission: plain.Shown(g.Permission),
			Hint:  plain.Shown(g.Hint),
			Rules: strings.Fields(strings.ReplaceAll(wording.Waiting(s.Tallies, g), ",", "")),
		})
	}
	if p.Ran.NetworkOnly {
		d.Title += ": network"
		d.Facts = []wording.Fact{{Name: "Probed from", Value: plain.Shown(p.Ran.Network.Machine)}}
		return d
	}
	if p.Ran.Tenant.Name != "" {
		d.Title += ": " + plain.Clip(p.Ran.Tenant.Name, 120)
	}
	d.Whole, d.WholeText = wording.Completeness(s)
	d.Facts = wording.Facts(p.Ran, s)
	d.Causes = pageCauses(s)
	d.Charts = charts(s)
	d.SKUs = pageSKUs(s)
	d.People, d.Kept = p.people(s)
	for _, f := range p.fields {
		d.Columns = append(d.Columns, f.heading)
	}
	for _, st := range rules.LicenseStatuses() {
		d.States = append(d.States, st.String())
	}
	return d
}

func (p *page) sentences(s *record.Summary) []html.Sentence {
	var all []html.Sentence
	for _, r := range s.Matrix {
		if !p.Ran.NetworkOnly || r.Part == "Networking" {
			all = append(all, html.Sentence{
				Part: r.Part, URL: r.URL, Text: r.Text,
				Result: r.Result.String(), Tone: pageTone(wording.ResultTone(r.Result)),
				Detail: plain.Shown(r.Detail), Editions: strings.Split(r.Editions(), ", "),
			})
		}
	}
	return all
}

// rules are those of which something was found, the gravest first, and of equals what is required.
func (p *page) rules(s *record.Summary) []html.Rule {
	var all []html.Rule
	weight := map[string]int{}
	for _, t := range s.Tallies {
		list, seen := p.List(t.ID)
		if len(list) == 0 {
			continue
		}
		rule := p.Ran.Rule(t.ID)
		r := html.Rule{
			ID: t.ID, Title: t.Title, Level: t.Level.String(), Result: wording.Result(t),
			Tone: pageTone(wording.OutcomeTone(t.Outcome())), Counts: wording.Counts(t),
			Why: rule.Rationale, Cure: rule.Remediation,
			URL: t.Citation.URL, Source: t.Citation.Document + ", " + t.Citation.Section,
		}
		if more := seen - len(list); more > 0 {
			r.More = english.Number(more)
		}
		for _, f := range list {
			r.Samples = append(r.Samples, html.Sample{
				Result: wording.Outcome(p.Ran, &f), Tone: pageTone(wording.OutcomeTone(f.Outcome)),
				About:  plain.Shown(wording.Subject(f.Subject)),
				Detail: plain.Shown(f.Detail),
			})
		}
		all = append(all, r)
		weight[r.ID] = 10*sample.Rank(t.Outcome()) + int(t.Level)
	}
	slices.SortStableFunc(all, func(a, b html.Rule) int { return cmp.Compare(weight[a.ID], weight[b.ID]) })
	return all
}

// pageCauses are those that people meet; what merely informs is among the findings.
func pageCauses(s *record.Summary) []html.Cause {
	var all []html.Cause
	for _, c := range s.Causes {
		if c.Does == rules.Information {
			continue
		}
		row := html.Cause{
			Does: c.Does.String(), Tone: pageTone(wording.ConsequenceTone(c.Does)), Title: plain.Shown(c.Title), Who: c.Who,
			Fix: plain.Shown(c.Fix), Link: c.Link, PowerShell: c.PowerShell, Bash: c.Bash,
		}
		switch {
		case c.Stops > 0:
			row.Count = english.CountVerb(c.Stops, "person", "is", "are") + " blocked"
		case c.Degrades > 0:
			row.Count = english.Count(c.Degrades, "person")
		default:
			row.Count = english.Number(c.Concerns) + " found"
		}
		if c.ReadyAfter != nil {
			row.After = "After it " + english.Number(*c.ReadyAfter) + " of " + english.Number(s.Ready.People) + " are ready."
		}
		all = append(all, row)
	}
	return all
}

func pageSKUs(s *record.Summary) []html.SKU {
	var all []html.SKU
	for _, k := range s.Subscriptions {
		row := ""
		if k.Row != 0 {
			row = strconv.Itoa(k.Row)
		}
		name := named(k.PartNumber, k.Name)
		consumed, free := seatsOf(&k)
		held := english.Number(k.InScope)
		if !s.Scope.Asked {
			held = "not read"
		}
		status, enabled := plain.Clip(k.CapabilityStatus, 40), english.Number(k.Enabled)
		if k.Unlisted {
			status, enabled, consumed, free = unlisted, "", "", ""
		}
		all = append(all, html.SKU{
			Name: plain.Clip(name, 120), Part: plain.Clip(k.PartNumber, 80), Status: status, Row: row,
			Purchased: enabled, Consumed: seatWords(consumed), Free: seatWords(free), InScope: held,
		})
	}
	return all
}

func seatWords(v any) string {
	if n, ok := v.(int); ok {
		return english.Number(n)
	}
	return v.(string)
}

func charts(s *record.Summary) []html.Chart {
	var all []html.Chart
	if s.Scope.InScope > 0 {
		title, statuses := "Users in scope by state", wording.Statuses(s)
		if s.Missed(tenant.Users) {
			title += ", of those that were read"
		}
		for i := range statuses {
			statuses[i].Value += " (" + wording.Share(statuses[i].Part, s.Scope.InScope) + ")"
		}
		all = append(all, html.Draw("states", title, statuses)...)
	}
	all = append(all, html.Draw("seats", "Seats by subscription: consumed of purchased", wording.Seats(s))...)
	return append(all, html.Draw("releases", "Windows devices by version", wording.Releases(s))...)
}
