package wording

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// Result is the result of a rule as a report says it.
func Result(t record.Tally) string {
	switch {
	case t.Skipped:
		return "skipped"
	case t.Unprobed():
		return "not tested"
	}
	return OutcomeWord(t.Outcome())
}

// OutcomeWord is an outcome as reports for people say it.
func OutcomeWord(o rules.Outcome) string {
	switch o {
	case rules.NotEvaluated:
		return "not checked"
	case rules.Manual:
		return "check manually"
	}
	return o.String()
}

// ResultWord is what a sentence of Microsoft's page comes to, as reports for people say it.
func ResultWord(r rules.Result) string {
	if r == rules.Undecided {
		return "not checked"
	}
	return r.String()
}

// Counts lists what is not zero, the gravest first.
func Counts(t record.Tally) string { return strings.Join(CountList(t), ", ") }

// CountList is the same, one by one.
func CountList(t record.Tally) []string {
	var parts []string
	n := t.Count()
	for _, p := range []struct {
		n    int
		what string
	}{
		{n.Fail, "fail"},
		{n.Lesser, "fail (advisory)"},
		{n.Warn, "warn"},
		{n.Pass, "pass"},
		{n.NotEvaluated - n.Unclassified, "not checked"},
		{n.Unclassified, "shared or room account"},
		{n.NotApplicable, "not applicable"},
	} {
		if p.n > 0 {
			parts = append(parts, english.Number(p.n)+" "+p.what)
		}
	}
	if len(parts) == 0 && t.Idle != "" {
		return []string{t.Idle}
	}
	return parts
}

// Unread says what a rule was judged without; "" where it had all.
func Unread(t record.Tally) string {
	switch {
	case len(t.Missing) == 0:
		return ""
	case t.Missing[0].Partial:
		return "read in part: " + plain.Text(t.Missing[0].Why)
	}
	return "not read: " + plain.Text(t.Missing[0].Why)
}

// Waiting lists the rules that a gap leaves open.
func Waiting(tallies []record.Tally, g rules.Gap) string {
	var all []string
	for _, t := range tallies {
		if slices.ContainsFunc(t.Missing, func(lacked rules.Gap) bool { return lacked.Dataset == g.Dataset }) {
			all = append(all, t.ID+" "+t.Title)
		}
	}
	return strings.Join(all, "; ")
}

// Titled are rules by their ids and titles.
func Titled(ids []string) string {
	var all []string
	for _, id := range ids {
		if r := catalog()[id]; r != nil {
			id += " " + r.Title
		}
		all = append(all, id)
	}
	return strings.Join(all, "; ")
}

// Unit is what the counts of a rule are of; "" where there is no such rule.
func Unit(id string) string {
	if r := catalog()[id]; r != nil {
		return r.Unit()
	}
	return ""
}

// catalog has the rules by their ids.
var catalog = sync.OnceValue(func() map[string]*rules.Rule {
	all := map[string]*rules.Rule{}
	for _, r := range rules.Catalog() {
		all[r.ID] = r
	}
	return all
})

// Share is a part of a whole in percent; "" of nothing.
func Share(n, of int) string {
	if of == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}
