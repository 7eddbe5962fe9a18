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
		Tone: pageTone(wording.OutcomeTone(s.Verdict)),
	}
	d.Matrix = p.sentences(s)
	d.Rules, d.Manual = p.rules(s)
	if !s.Reading.Finished.IsZero() {
		d.Finished = wording.Minute(s.Reading.Finished)
	}
	d.Answer, d.Text = wording.Verdict(s)
	d.Nothing = "Nothing was found."
	if len(s.Missing) > 0 {
		d.Nothing = "Nothing was found in what could be read."
	}
	d.Gaps = pageGaps(s)
	d.Excused = pageExcused(s)
	if p.Ran.NetworkOnly {
		d.Title += ": network"
		d.Facts = []wording.Fact{{Name: "Probed from", Value: plain.Shown(p.Ran.Network.Machine)}}
		return d
	}
	d.Way = html.Way(s.Ready.People, html.Amount{Tone: "good", N: s.Ready.Ready},
		html.Amount{Tone: "bad", N: s.Ready.Blocked}, html.Amount{Tone: "open", N: s.Ready.Unknown})
	d.Tenant = plain.Clip(p.Ran.Tenant.Name, 120)
	d.Tiles = pageTiles(s)
	d.Whole, d.WholeText = wording.Completeness(s)
	for _, f := range wording.Facts(p.Ran, s) {
		if f.Name == "In scope" { // without it the answer says little
			d.Scope = f.Name + ": " + f.Value
			continue
		}
		d.Facts = append(d.Facts, f)
	}
	p.causes(&d, s)
	d.Trend, d.Charts = pageTrend(p.Ran, s), charts(s)
	var free []string
	if d.SKUs, free = pageSKUs(s); len(free) > 0 {
		d.FreeSKUs = english.Count(len(free), "free product") + ": " + strings.Join(free, ", ")
	}
	d.People, d.Kept = p.people(s)
	d.Columns = append(p.listed.columns("Department", "Policy"), html.Column{Name: "What to do"}, html.Column{Name: "Blocked by"})
	return d
}

// sentences are those of the requirements page. Those that wait for the network are one row, where the first of them
// stands.
func (p *page) sentences(s *record.Summary) []html.Sentence {
	unprobed := map[string]bool{}
	for _, t := range s.Tallies {
		unprobed[t.ID] = t.Unprobed()
	}
	var all []html.Sentence
	place, n := 0, 0
	for _, r := range s.Matrix {
		row := html.Sentence{
			Part: r.Part, URL: r.URL, Text: r.Text,
			Result: wording.ResultWord(r.Result), Tone: pageTone(wording.ResultTone(r.Result)),
			Detail: longText(r.Detail), Editions: strings.Split(r.Editions(), ", "),
		}
		switch {
		case p.Ran.NetworkOnly && r.Part != "Networking":
			continue
		case r.Result == rules.Undecided && slices.ContainsFunc(r.Rules, func(id string) bool { return unprobed[id] }):
			if n++; n > 1 {
				continue
			}
			place = len(all)
			row.Result, row.Tone = "not tested", "plain"
			row.Detail = "Run `prepaudit network -o json=network.json` where the devices will be, then audit with " +
				"`--network network.json`"
		}
		all = append(all, row)
	}
	if n > 1 {
		all[place].Text, all[place].Editions = english.Number(n)+" requirements for the network", nil
	}
	return all
}

// rules are those of which something was found, the gravest first, and of equals what is required. What somebody has to
// check is apart.
func (p *page) rules(s *record.Summary) (all, manual []html.Rule) {
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
			Why: rule.Rationale, Fix: rule.Remediation,
			URL: t.Citation.URL, Source: t.Citation.Document + ", " + t.Citation.Section,
		}
		if more := seen - len(list); more > 0 {
			r.More = english.Number(more)
		}
		for _, f := range list {
			r.Samples = append(r.Samples, html.Sample{
				Result: wording.Outcome(p.Ran, &f), Tone: pageTone(wording.OutcomeTone(f.Outcome)),
				About: plain.Shown(wording.Subject(f.Subject)), Link: p.portal(&f),
				Detail: plain.Shown(f.Detail),
			})
		}
		if t.Outcome() == rules.Manual {
			manual = append(manual, r)
			continue
		}
		all = append(all, r)
		weight[r.ID] = 10*sample.Rank(t.Outcome()) + int(t.Level)
	}
	slices.SortStableFunc(all, func(a, b html.Rule) int { return cmp.Compare(weight[a.ID], weight[b.ID]) })
	return all, manual
}

// portal is where the portal shows what a finding is about; "" where its id is a pseudonym.
func (p *page) portal(f *record.Finding) string {
	if p.Ran.Redacted && (f.Subject.Kind == "user" || f.Subject.Kind == "device") {
		return ""
	}
	return rules.PortalLink(p.Ran.Cloud, f.Rule, f.Subject)
}

// pageSKUs are the products of the tenant, and the names of the free ones, which have no row.
func pageSKUs(s *record.Summary) (all []html.SKU, free []string) {
	for _, k := range s.Subscriptions {
		if k.Enabled+k.Consumed+k.InScope+k.Warning+k.Suspended == 0 && !k.Unlisted {
			continue
		}
		if k.Offer == rules.Free {
			free = append(free, plain.Clip(named(k.PartNumber, k.Name), 120))
			continue
		}
		row := ""
		if k.Row != 0 {
			row = strconv.Itoa(k.Row)
		}
		name := named(k.PartNumber, k.Name)
		consumed, left := seatsOf(&k)
		inScope := english.Number(k.InScope)
		if !s.Scope.Asked {
			inScope = "not read"
		}
		status, enabled := plain.Clip(k.CapabilityStatus, 40), english.Number(k.Enabled)
		if k.Unlisted {
			status, enabled, consumed, left = unlisted, "", "", ""
		}
		all = append(all, html.SKU{
			Name: plain.Clip(name, 120), Part: plain.Clip(k.PartNumber, 80), Status: status, Row: row,
			Purchased: enabled, Consumed: seatWords(consumed), Free: seatWords(left), InScope: inScope,
		})
	}
	return all, free
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
		statuses = slices.DeleteFunc(statuses, func(f wording.Figure) bool { return f.Part == 0 })
		for i := range statuses {
			statuses[i].Value += " (" + wording.Share(statuses[i].Part, s.Scope.InScope) + ")"
		}
		all = append(all, html.Draw("states", title, statuses)...)
	}
	all = append(all, html.Draw("seats", "Seats by product: assigned of purchased", wording.Seats(s))...)
	return append(all, html.Draw("releases", "Windows devices by version", wording.Releases(s))...)
}
