package reports

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"prepaudit/reports/html"
	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// mostCauses is how many a page shows. longestFix bounds what hostile names can do to it; no real fix comes near, since
// nothing to click is cut.
const (
	mostCauses = 256
	longestFix = 4000
)

// standing is what a user has in common with many, and the page's text of it.
type standing struct {
	html.Standing
	saidOfPerson
	ready rules.Readiness
	alone string // what is to be done, where it depends on the user alone
}

// standingOf finds what the user has in common with those before, or keeps a new one.
func (p *page) standingOf(v *record.User) *html.Standing {
	alone := ""
	switch v.Ready {
	case rules.NotAPerson:
		alone = wording.ToDo(v)
	case rules.ReadyUnknown:
		alone = "Fix what 'Not read' lists, then audit again"
	}
	p.key = append(append(p.key[:0], byte(v.Ready)), alone...)
	for _, id := range v.BlockedBy {
		p.key = append(append(p.key, 0), id...)
	}
	for i := range v.Findings {
		if f := &v.Findings[i]; failing(f) {
			p.key = append(append(p.key, 1), f.Rule...)
		}
	}
	known := p.standings[string(p.key)]
	if known == nil {
		known = &standing{ready: v.Ready, alone: alone}
		for _, id := range v.BlockedBy {
			known.blocked = append(known.blocked, plain.Keep(id))
		}
		for i := range v.Findings {
			if f := &v.Findings[i]; failing(f) {
				known.failing = append(known.failing, plain.Keep(f.Rule))
			}
		}
		p.standings[string(p.key)] = known
	}
	return &known.Standing
}

// causes fills in what to change, and by what of it users can be looked for. A cause has its number of every report; what
// merely informs, or concerns nobody today, is among the findings.
func (p *page) causes(d *html.Page, s *record.Summary) {
	blocks := p.putStandings(d, s)
	first, later := wording.Changes(s)
	later = slices.DeleteFunc(later, func(c *rules.Cause) bool {
		return c.Does == rules.Information || wording.Felt(c) == ""
	})
	for i, c := range append(first, later...) {
		if i == mostCauses {
			d.MoreCauses = english.Number(len(first) + len(later) - mostCauses)
			break
		}
		row := pageCause(s, c, p.Ran.Cloud)
		if row.Blocks = blocks[row.No]; row.Blocks {
			no := strconv.Itoa(row.No)
			d.ByCause = append(d.ByCause, html.Choice{Value: no, Text: no + ". " + plain.Clip(row.Title, 100)})
		}
		if i < len(first) {
			d.First = append(d.First, row)
		} else {
			d.Later = append(d.Later, row)
		}
	}
}

// putStandings puts into words what users have in common, and what the table of them can be narrowed to. It says which
// causes stop somebody in it.
func (p *page) putStandings(d *html.Page, s *record.Summary) (blocks map[int]bool) {
	number := map[string]int{}
	for i, c := range s.Causes {
		number[c.ID] = i + 1
	}
	blocks = map[int]bool{}
	speaks, states := map[string]bool{}, map[rules.Readiness]bool{}
	for _, one := range p.standings {
		var by []int
		for _, id := range one.blocked {
			if n := number[id]; n > 0 {
				by = append(by, n)
				blocks[n] = true
			}
		}
		for _, id := range one.failing {
			speaks[id] = true
		}
		states[one.ready] = true
		one.words(s)
		one.Set(readyWords(one.ready), plain.Clip(cmp.Or(one.alone, one.own), longestFix), by, one.failing)
	}
	for _, t := range s.Tallies {
		if speaks[t.ID] {
			d.ByRule = append(d.ByRule, html.Choice{Value: t.ID, Text: t.ID + " " + plain.Clip(t.Title, 100)})
		}
	}
	for _, r := range rules.Readinesses() {
		if states[r] {
			d.States = append(d.States, readyWords(r))
		}
	}
	return blocks
}

func pageCause(s *record.Summary, c *rules.Cause, cloud string) html.Cause {
	row := html.Cause{
		No: wording.Number(s, c), Tone: pageTone(wording.ConsequenceTone(c.Does)), Felt: capital(wording.Felt(c)),
		Title: plain.Clip(c.Title, longestFix), Who: c.Who, Fix: plain.Clip(c.Fix, longestFix), Link: c.Link,
		After:      capital(wording.After(s, c)),
		PowerShell: plain.Clip(c.PowerShell, longestFix), Bash: plain.Clip(c.Bash, longestFix),
	}
	if c.ReadyAfter != nil {
		row.Way = html.Way(s.Ready.People, html.Amount{Tone: "good", N: *c.ReadyAfter})
	}
	row.Note = wording.OfCommands(c, cloud)
	return row
}

// capital makes words the beginning of a line.
func capital(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
