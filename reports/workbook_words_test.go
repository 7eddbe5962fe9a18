package reports

import (
	"testing"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Whoever reads a heading finds what it means.
func TestEveryColumnIsExplained(t *testing.T) {
	run := &record.Run{Columns: []string{"jobTitle"}}
	for _, make := range bookSheets {
		table := make(run)
		if table.titled().about == "" {
			t.Errorf("sheet %s says nothing of itself", table.titled().sheet)
		}
		for _, f := range table.fields(inWorkbook) {
			if f.about == "" {
				t.Errorf("column %s of sheet %s has no meaning", f.heading, table.titled().sheet)
			}
		}
	}
}

// A person's row names the causes by their numbers, and says what to do about the person's own, one after the other.
func TestStepsOfPerson(t *testing.T) {
	s := &record.Summary{Causes: []rules.Cause{
		{ID: "all", Title: "Set it to All", Stops: 9, Does: rules.Stops},
		{ID: "scope", Title: `Add 3 people to group "MDM"`, Alone: `Add to group "MDM"`, Stops: 3, Does: rules.Stops},
		{ID: "plan", Title: "Turn on Intune", Alone: "Turn on Intune", Stops: 2, Does: rules.Stops},
		{ID: "mfa", Title: "Have them register", Alone: "Register an MFA method", Does: rules.Degrades, Degrades: 1,
			Rules: []string{"OOB-03"}},
		{ID: "store", Title: "Look", Alone: "Look", Does: rules.Information, Rules: []string{"OOB-03"}},
	}}
	for _, c := range []struct {
		blocked  []string
		failing  []string
		by, todo string
	}{
		{nil, nil, "", ""},
		{[]string{"all"}, nil, "(1) Set it to All", "Only (1), which also stops others"},
		{[]string{"plan", "scope"}, nil, `(2) Add 3 people to group "MDM"; (3) Turn on Intune`,
			`Add to group "MDM"; then turn on Intune`},
		{[]string{"scope", "all"}, []string{"OOB-03"}, `(1) Set it to All; (2) Add 3 people to group "MDM"`,
			`Add to group "MDM"; then register an MFA method; and (1), which also stops others`},
		{nil, []string{"OOB-03"}, "", "Register an MFA method"},
	} {
		said := &saidOfPerson{blocked: c.blocked, failing: c.failing}
		if said.words(s); said.blockedBy != c.by || said.todo != c.todo {
			t.Errorf("%v, %v: %q, %q; want %q, %q", c.blocked, c.failing, said.blockedBy, said.todo, c.by, c.todo)
		}
	}
}

// What a product costs is what its plan says, in every currency that it has a price in; what is left is unused.
func TestCosts(t *testing.T) {
	e3, ems := tenant.GUID{1}, tenant.GUID{2}
	s := &record.Summary{
		Subscriptions: []record.Subscription{{ID: e3, Redundant: 2}},
		Plan: &record.LicensePlan{Products: []record.PlanProduct{
			{SKU: e3, PartNumber: "SPE_E3", Owned: 14, Needed: 8, Left: 6}, {SKU: ems, PartNumber: "EMS", Buy: 3},
			{SKU: tenant.GUID{3}, PartNumber: "NOBODYS"}}},
	}
	run := &record.Run{Prices: record.Prices{{SKU: e3, Currency: "EUR", Year: 120_000}, {SKU: e3, Currency: "USD", Year: 1}}}
	got := costsOf(run, s)
	if len(got) != 3 || got[0].redundant != 2 || got[0].times(got[0].Left) != 72.0 || got[1].price.Currency != "USD" ||
		got[2].price != nil || got[2].times(3) != nil {
		t.Errorf("%+v", got)
	}
	if oneCurrency(run.Prices) || !oneCurrency(run.Prices[:1]) || !oneCurrency(nil) {
		t.Error("two currencies are added")
	}
}
