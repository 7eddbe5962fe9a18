package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// scopesAlike reports whether both reports are about the same people, as far as their scopes are described. Where one
// of them fell back on all members, who of them is meant isn't known.
func (p *pair) scopesAlike() bool {
	old, now := &p.old.sum.Scope, &p.new.sum.Scope
	return old.Description == now.Description && old.Asked == now.Asked && old.Doubt == now.Doubt
}

// otherPeople is why nothing that counts people can be compared.
const otherPeople = "the reports are about different people"

// caveats are what is to be known before anything else is read.
func (p *pair) caveats() []record.DiffCaveat {
	all := []record.DiffCaveat{}
	say := func(about, format string, a ...any) {
		all = append(all, record.DiffCaveat{About: about, Text: fmt.Sprintf(format, a...)})
	}
	old, now := &p.old.run, &p.new.run
	for _, s := range []*side{p.old, p.new} {
		if s.run.Tenant.ID == "" {
			say(record.AboutTenant, "%s doesn't say which tenant it is of.", p.called(s))
		}
	}
	if p.new.sum.Reading.Finished.Before(p.old.sum.Reading.Finished) {
		say(record.AboutTime, "OLD was made after NEW. Did you swap them?")
	}
	if of, at := p.old.asOf(), p.new.asOf(); of != at {
		day := func(s *side) string { return cmp.Or(s.asOf(), record.Day(s.sum.Reading.Finished)) }
		say(record.AboutTime, "OLD is as of %s, NEW as of %s.", day(p.old), day(p.new))
	}
	for _, s := range []*side{p.old, p.new} {
		if n := len(s.sum.WhatIf); n > 0 {
			say(record.AboutAssumed, "%s assumes %s: %s.", p.called(s), english.Count(n, "change"), some(s.sum.WhatIf))
		}
		if x := s.sum.Excused; x != nil && x.People.Excepted+x.People.Known > 0 {
			say(record.AboutOptions, "%s excuses %s by exceptions or a baseline. They are compared like all others.",
				p.called(s), english.Count(x.People.Excepted+x.People.Known, "blocked person"))
		}
		if !s.sum.Complete {
			say(record.AboutIncomplete, "%s is incomplete: %s. What depends on it isn't compared.", p.called(s),
				missing(s))
		}
	}
	if scope(p.old) != scope(p.new) {
		say(record.AboutScope, "They are about different people. OLD: %s. NEW: %s.", scope(p.old), scope(p.new))
	}
	for _, s := range []*side{p.old, p.new} {
		if doubt := s.sum.Scope.Doubt; doubt != "" && !p.scopesAlike() {
			say(record.AboutScope, "Who is in scope of %s isn't certain: %s.", p.called(s), doubt)
		}
	}
	p.rulesApart(say)
	if old.OtherMDM != now.OtherMDM {
		say(record.AboutOptions, "One of them is for another MDM service (--mdm other): who is ready isn't compared.")
	}
	if old.ExpiryDays != now.ExpiryDays {
		say(record.AboutOptions, "They warn about trials that end within %s (OLD) and %s (NEW).",
			english.Count(old.ExpiryDays, "day"), english.Count(now.ExpiryDays, "day"))
	}
	if !slices.Equal(old.Columns, now.Columns) {
		say(record.AboutOptions, "They list other properties of users (--columns). These aren't compared.")
	}
	if !slices.Equal(old.Dropped, now.Dropped) {
		say(record.AboutOptions, "They go without other columns (--redact-columns). These aren't compared.")
	}
	if old.Version != now.Version {
		say(record.AboutVersion, "OLD was made by prepaudit %s, NEW by %s: rules may have changed.", old.Version,
			now.Version)
	}
	if old.CatalogDate != now.CatalogDate {
		say(record.AboutTables, "The product table of OLD is of %s, that of NEW of %s: licenses may count differently.",
			old.CatalogDate, now.CatalogDate)
	}
	if old.WindowsDate != now.WindowsDate {
		say(record.AboutTables, "The table of Windows releases of OLD is of %s, that of NEW of %s.", old.WindowsDate,
			now.WindowsDate)
	}
	return all
}

// asOf is the day that was stated; "" where it is the day on which the report was made.
func (s *side) asOf() string {
	if s.run.AsOf == record.Day(s.sum.Reading.Finished) {
		return ""
	}
	return s.run.AsOf
}

// rulesApart says which rules ran in one of them alone.
func (p *pair) rulesApart(say func(about, format string, a ...any)) {
	only := func(s, other *side) (ids []string) {
		for i := range s.sum.Tallies {
			t := &s.sum.Tallies[i]
			if o := other.tallies[t.ID]; !t.Skipped && (o == nil || o.Skipped) {
				ids = append(ids, t.ID)
			}
		}
		return ids
	}
	for _, s := range []*side{p.old, p.new} {
		other := p.new
		if s == p.new {
			other = p.old
		}
		if ids := only(s, other); len(ids) > 0 {
			say(record.AboutRules, "%s ran in %s only: %s. What they found isn't compared.",
				english.Count(len(ids), "rule"),
				p.called(s), some(ids))
		}
	}
	if p.old.run.Network == nil != (p.new.run.Network == nil) {
		tested := p.new
		if p.new.run.Network == nil {
			tested = p.old
		}
		say(record.AboutRules, "The network was tested for %s only.", p.called(tested))
	}
}

// some names the first of many, and counts the others.
func some(all []string) string {
	const most = 6
	if more := len(all) - most; more > 0 {
		return strings.Join(all[:most], ", ") + " and " + english.Number(more) + " more"
	}
	return strings.Join(all, ", ")
}

func missing(s *side) string {
	var names []string
	for _, g := range s.sum.Missing {
		names = append(names, string(g.Dataset))
	}
	return some(names)
}

func scope(s *side) string {
	if !s.sum.Scope.Asked {
		return "nobody"
	}
	return s.sum.Scope.Description
}

func (p *pair) about(s *side) record.DiffSide {
	d := record.DiffSide{Name: s.in.Name, Source: s.run.Reading.Source,
		Finished: s.sum.Reading.Finished.UTC().Truncate(time.Second),
		AsOf:     s.asOf(), Version: s.run.Version, CatalogDate: s.run.CatalogDate, WindowsDate: s.run.WindowsDate,
		Scope: scope(s), Complete: s.sum.Complete, InScope: s.sum.Scope.InScope, Ready: s.sum.Ready,
		Missing: []tenant.Dataset{}}
	for _, g := range s.sum.Missing {
		d.Missing = append(d.Missing, g.Dataset)
	}
	return d
}
