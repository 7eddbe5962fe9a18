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

// Seats that are about to be assigned are not unused.
func TestCostsAfterShortfall(t *testing.T) {
	e3 := tenant.GUID{1}
	s := &record.Summary{
		Subscriptions: []record.Subscription{{ID: e3, PartNumber: "SPE_E3", Offer: rules.Paid, Free: 14}},
		Shortfall:     rules.Shortfall{Close: []rules.Closing{{SKU: e3, PartNumber: "SPE_E3", Free: 8}}},
	}
	got := costsOf(&record.Run{}, s)
	if len(got) != 1 || got[0].are != "unused" || got[0].seats != 6 {
		t.Errorf("%+v", got)
	}
}
