package reports

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/sample"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// pageData is what page.html shows; every text in it is fit to be seen, and the template escapes it.
type pageData struct {
	Title, Version, Catalog, Finished  string
	Policy                             string
	Style                              template.CSS
	Script                             template.JS
	Word, Text, Tone, Whole, WholeText string
	Facts                              []wording.Fact
	Charts                             []chart
	Matrix                             []pageSentence
	Rules                              []pageRule
	Gaps                               []pageGap
	SKUs                               []pageSKU
	People                             []pagePerson
	Kept, Nothing                      string
	Columns, States                    []string
}

type (
	pageSentence struct {
		Part, URL, Text, Result, Tone, Detail string
		Editions                              []string
	}
	pageRule struct {
		ID, Title, Level, Result, Tone, Counts, More, Why, Cure, URL, Source string
		Samples                                                              []pageSample
	}
	pageSample struct{ Result, Tone, About, Detail string }
	pageGap    struct {
		Dataset, Why, Permission, Hint string
		Rules                          []string
	}
	pageSKU struct{ Name, Part, Status, Row, Purchased, Consumed, Free, InScope string }
)

func (p *page) data(s *record.Summary) pageData {
	d := pageData{
		Title: "Windows Autopilot device preparation", Version: p.Ran.Version, Catalog: p.Ran.CatalogDate,
		Policy: pagePolicy, Style: template.CSS(pageStyle), Script: template.JS(pageScript),
		Tone: pageTone(wording.OutcomeTone(s.Verdict)), Matrix: p.sentences(s), Rules: p.rules(s),
	}
	if !s.Reading.Finished.IsZero() {
		d.Finished = s.Reading.Finished.UTC().Format("2006-01-02 15:04 UTC")
	}
	d.Word, d.Text = wording.Verdict(s)
	d.Nothing = "Nothing was found."
	if len(s.Missing) > 0 {
		d.Nothing = "Nothing was found in what could be read."
	}
	for _, g := range s.Missing {
		why := plain.Clip(g.Why, plain.Longest)
		if g.Partial {
			why = "read in part: " + why
		}
		d.Gaps = append(d.Gaps, pageGap{
			Dataset: string(g.Dataset), Why: why, Permission: plain.Clip(g.Permission, plain.Longest),
			Hint:  plain.Clip(g.Hint, plain.Longest),
			Rules: strings.Fields(strings.ReplaceAll(wording.Waiting(s.Tallies, g), ",", "")),
		})
	}
	if p.Ran.NetworkOnly {
		d.Title += ": network"
		d.Facts = []wording.Fact{{Name: "Probed from", Value: plain.Clip(p.Ran.Network.Machine, plain.Longest)}}
		return d
	}
	if p.Ran.Tenant.Name != "" {
		d.Title += ": " + plain.Clip(p.Ran.Tenant.Name, 120)
	}
	d.Whole, d.WholeText = wording.Completeness(s)
	d.Facts = wording.Facts(p.Ran, s)
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

func (p *page) sentences(s *record.Summary) []pageSentence {
	var all []pageSentence
	for _, r := range s.Matrix {
		if !p.Ran.NetworkOnly || r.Part == "Networking" {
			all = append(all, pageSentence{
				Part: r.Part, URL: r.URL, Text: r.Text, Result: r.Result.String(), Tone: pageTone(wording.ResultTone(r.Result)),
				Detail: plain.Clip(r.Detail, plain.Longest), Editions: strings.Split(r.Editions(), ", "),
			})
		}
	}
	return all
}

// rules are those of which something was found, the gravest first, and of equals what is required.
func (p *page) rules(s *record.Summary) []pageRule {
	var all []pageRule
	weight := map[string]int{}
	for _, t := range s.Tallies {
		list, seen := p.List(t.ID)
		if len(list) == 0 {
			continue
		}
		rule := p.Ran.Rule(t.ID)
		r := pageRule{
			ID: t.ID, Title: t.Title, Level: t.Level.String(), Result: wording.Result(t),
			Tone: pageTone(wording.OutcomeTone(t.Outcome())), Counts: wording.Counts(t), Why: rule.Rationale, Cure: rule.Remediation,
			URL: t.Citation.URL, Source: t.Citation.Document + ", " + t.Citation.Section,
		}
		if more := seen - len(list); more > 0 {
			r.More = english.Number(more)
		}
		for _, f := range list {
			r.Samples = append(r.Samples, pageSample{
				Result: wording.Outcome(p.Ran, &f), Tone: pageTone(wording.OutcomeTone(f.Outcome)),
				About:  plain.Clip(wording.Subject(f.Subject), plain.Longest),
				Detail: plain.Clip(f.Detail, plain.Longest),
			})
		}
		all = append(all, r)
		weight[r.ID] = 10*sample.Rank(t.Outcome()) + int(t.Level)
	}
	slices.SortStableFunc(all, func(a, b pageRule) int { return cmp.Compare(weight[a.ID], weight[b.ID]) })
	return all
}

func pageSKUs(s *record.Summary) []pageSKU {
	var all []pageSKU
	for _, k := range s.Subscriptions {
		row := ""
		if k.Row != 0 {
			row = strconv.Itoa(k.Row)
		}
		name := k.Name
		if name == "" {
			name = "unknown to the catalogue"
		}
		consumed, free := seatsOf(&k)
		held := english.Number(k.InScope)
		if !s.Scope.Asked {
			held = "not read"
		}
		status, enabled := plain.Clip(k.CapabilityStatus, 40), english.Number(k.Enabled)
		if k.Unlisted {
			status, enabled, consumed, free = unlisted, "", "", ""
		}
		all = append(all, pageSKU{
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
