package reports

import (
	"strings"
	"testing"

	"prepaudit/reports/html"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// A tile says how many seats are to buy, and never 0 where that is not known.
func TestSeatsTile(t *testing.T) {
	scope := record.ScopeCount{Asked: true, InScope: 5}
	plan := func(people, buy, renew int) *record.LicensePlan {
		return &record.LicensePlan{People: people, Products: []record.PlanProduct{{Buy: buy}, {Renew: renew}}}
	}
	for _, c := range []struct {
		name        string
		s           record.Summary
		value, note string
	}{
		{"nobody lacks one", record.Summary{Scope: scope, Plan: plan(0, 0, 0)}, "0", "nobody needs one"},
		{"some are to renew", record.Summary{Scope: scope, Plan: plan(3, 1200, 7)}, "1,200", "and 7 to renew"},
		{"some need a change", record.Summary{Scope: scope, Plan: plan(2, 0, 0)}, "0", "2 people need a change"},
		{"more are used than owned", record.Summary{Scope: scope, Plan: plan(0, 4, 0)}, "4", "more are used than owned"},
		{"products were not read", record.Summary{Scope: scope, Missing: []rules.Gap{{Dataset: tenant.SKUs}}}, "?",
			"not everything was read"},
		{"subscriptions were not read", record.Summary{Scope: scope, Plan: &record.LicensePlan{
			Missing: []rules.Gap{{Dataset: tenant.Subscriptions}}}}, "?", "not everything was read"},
		{"licenses of some are not known", record.Summary{Scope: scope, Plan: &record.LicensePlan{Unknown: 1}}, "?",
			"not everything was read"},
	} {
		if got := seatsTile(&c.s); got.Value != c.value || got.Note != c.note {
			t.Errorf("%s: %q, %q, want %q, %q", c.name, got.Value, got.Note, c.value, c.note)
		}
	}
}

// People, seats and what somebody has to check are told apart; of a run without users there is no tile of people.
func TestPageTiles(t *testing.T) {
	manually, pass := rules.Manual, rules.Pass
	s := &record.Summary{Scope: record.ScopeCount{Asked: true, InScope: 3}, Plan: &record.LicensePlan{},
		Ready: rules.ReadyCount{People: 3, Ready: 1, Blocked: 2},
		Tallies: []record.Tally{{Level: rules.Required, Result: &manually}, {Level: rules.Advisory, Result: &manually},
			{Level: rules.Required, Result: &pass}, {Level: rules.Required, Skipped: true}}}
	words := func(all []html.Tile) string {
		var b strings.Builder
		for _, tile := range all {
			b.WriteString(tile.Name + " " + tile.Value + " " + tile.Note + "; ")
		}
		return b.String()
	}
	const want = "Ready 1 of 3 people; Blocked 2 of 3 people; Not checked 0 of 3 people; " +
		"Seats to buy 0 nobody needs one; Check manually 2 1 required; "
	if got := words(pageTiles(s)); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s = &record.Summary{Tallies: s.Tallies[1:2]}
	if got, want := words(pageTiles(s)), "Check manually 1 none required; "; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// What waits for the network is one row, however many requirements that are.
func TestPageNetworkIsOneRow(t *testing.T) {
	s := mixed(t)
	gap := rules.Gap{Dataset: tenant.Network}
	probed := &rules.Rule{ID: "NET-01", Title: "Names are resolved", Level: rules.Required}
	s.sum.Tallies = append(s.sum.Tallies, rules.Tally{Rule: probed, Gaps: []rules.Gap{gap}})
	for range 21 {
		s.sum.Matrix = append(s.sum.Matrix, rules.MatrixRow{Sentence: rules.Sentence{Part: "Networking", Rules: []string{"NET-01"},
			Text: "Devices reach it", In2025: true}, Detail: "NET-01 was not probed"})
	}
	got := string(write(t, "html", Options{}, s))
	for _, want := range []string{"21 requirements for the network", "<code>prepaudit network -o json=network.json</code>"} {
		if strings.Count(got, want) != 1 {
			t.Errorf("%d times %q", strings.Count(got, want), want)
		}
	}
	if strings.Contains(got, "NET-01 was not probed") {
		t.Error("the page says of single requirements that the network was not probed")
	}
}

// What one permission opens is one row; what none opens is not put together.
func TestPageGaps(t *testing.T) {
	s := &record.Summary{Missing: []rules.Gap{
		{Dataset: tenant.MDMPolicies, Why: "403 a", Permission: "Policy.Read.All", Hint: "consent"},
		{Dataset: tenant.Users, Why: "500"},
		{Dataset: tenant.SKUs, Why: "403 b", Permission: "Policy.Read.All", Hint: "consent"},
		{Dataset: tenant.Network, Why: "500"},
	}}
	s.Tallies = []record.Tally{{ID: "LIC-01", Title: "There is a subscription", Missing: s.Missing[2:3]}}
	all := pageGaps(s)
	if len(all) != 3 || len(all[0].Datasets) != 2 || all[0].Why != "403 a" || all[0].Count != "1 rule" ||
		all[0].Rules[0] != "LIC-01 There is a subscription" || len(all[1].Rules) != 0 {
		t.Errorf("%+v", all)
	}
}
