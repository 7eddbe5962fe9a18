package planning

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// kept is a Handler that keeps the summary, and how many users came before.
type kept struct {
	nobody
	users int
	sum   *record.Summary
}

func (k *kept) User(*record.User) error {
	k.users++
	return nil
}

func (k *kept) Summary(s *record.Summary) error {
	k.sum = s
	return nil
}

// tell plays a run of people with the part numbers that they have to a Maker; seats are owned and used of each product.
func tell(t *testing.T, m *Maker, change func(*record.Run, *record.Summary), seats map[string][2]int, people ...string) {
	t.Helper()
	run := &record.Run{ExpiryDays: 30, Reading: record.RunReading{Started: time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)}}
	sum := &record.Summary{Scope: record.ScopeCount{Asked: true, InScope: len(people)}}
	var skus []tenant.SKU
	for part, n := range seats {
		p := license.Lookup(part)[0]
		s := tenant.SKU{ID: p.SKU, PartNumber: part, AppliesTo: "User", CapabilityStatus: "Enabled"}
		for _, plan := range p.Plans {
			s.Plans = append(s.Plans, tenant.Plan{ID: plan.ID, Name: plan.Name, ProvisioningStatus: "Success"})
		}
		skus = append(skus, s)
		sum.Subscriptions = append(sum.Subscriptions, record.Subscription{ID: s.ID, PartNumber: part, AppliesTo: "User",
			CapabilityStatus: "Enabled", Enabled: n[0], Consumed: n[1], Offer: rules.Paid, Plans: s.Plans})
	}
	slices.SortFunc(sum.Subscriptions, func(a, b record.Subscription) int { return slices.Compare(a.ID[:], b.ID[:]) })
	change(run, sum)
	table := license.NewTable(skus, license.Options{})
	err := m.Run(run)
	for i, part := range people {
		id := license.Lookup(part)[0].SKU
		u := &record.User{ID: tenant.GUID{byte(i + 1)}, UPN: fmt.Sprintf("user%d@contoso.com", i), UsageLocation: "DE",
			Licenses:    []tenant.License{{SKU: id}},
			States:      []tenant.LicenseState{{SKU: id, State: "Active", Updated: int64(i)}},
			Entitlement: &record.Entitlement{Why: "why"}, Status: rules.LacksBoth}
		if table.Of(&tenant.User{LicensesKnown: true, Licenses: u.Licenses}).Qualified {
			u.Status = rules.Qualified
		}
		if err == nil {
			err = m.User(u)
		}
	}
	if err == nil {
		err = m.Summary(sum)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// What is told goes on as it is, and the summary has the plan, with a way to go through the people in their order.
func TestMakerHandsOn(t *testing.T) {
	k := &kept{}
	m := Before(k, Options{})
	defer m.Close()
	tell(t, m, func(*record.Run, *record.Summary) {}, map[string][2]int{"SPE_E3": {3, 1}, "ENTERPRISEPACK": {2, 2}},
		"ENTERPRISEPACK", "SPE_E3", "ENTERPRISEPACK")
	if k.users != 3 || k.sum.Plan == nil || k.sum.Plan.People != 2 || k.sum.Plan.Unsolved != 0 {
		t.Fatalf("%d users, %+v", k.users, k.sum.Plan)
	}
	var who []string
	for range 2 {
		err := k.sum.Planned(func(u *record.PlanUser) error {
			who = append(who, u.UPN+" "+u.Proposed)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"user0@contoso.com Swap Office 365 E3 for Microsoft 365 E3",
		"user2@contoso.com Swap Office 365 E3 for Microsoft 365 E3"}
	if !slices.Equal(who, slices.Concat(want, want)) {
		t.Errorf("%q", who)
	}
}

// Where too little is known there is no plan, rather than one that says that nobody needs anything, and where something
// is missing the plan says so.
func TestMakerNeverPretends(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*record.Run, *record.Summary)
		plan   bool
		text   string
	}{
		{"all is known", func(*record.Run, *record.Summary) {}, true, "Nobody in scope needs a license change."},
		{"users broke off", func(_ *record.Run, s *record.Summary) {
			s.Missing = []rules.Gap{{Dataset: tenant.Users, Partial: true}}
		}, true, "Incomplete: nobody who was read needs a license change."},
		{"subscriptions were refused", func(_ *record.Run, s *record.Summary) {
			s.Missing = []rules.Gap{{Dataset: tenant.Subscriptions}}
		}, true, "Incomplete: nobody who was read needs a license change. Which seats are of a trial, or end soon, wasn't read."},
		{"one person's licenses were not sent", func(_ *record.Run, s *record.Summary) {
			s.Users = map[rules.LicenseStatus]int{rules.LicensesUnknown: 1}
		}, true, "Nobody in scope needs a license change. The licenses of 1 person aren't known."},
		{"devices were refused", func(_ *record.Run, s *record.Summary) {
			s.Missing = []rules.Gap{{Dataset: tenant.ManagedDevices}}
		}, true, "Nobody in scope needs a license change."},
		{"a column was dropped", func(r *record.Run, _ *record.Summary) { r.Dropped = []string{"usageLocation"} },
			true, "Incomplete: nobody who was read needs a license change."},
		{"products were refused", func(_ *record.Run, s *record.Summary) {
			s.Missing = []rules.Gap{{Dataset: tenant.SKUs}}
		}, false, "There is no plan: products couldn't be read."},
		{"users were refused", func(_ *record.Run, s *record.Summary) {
			s.Missing = []rules.Gap{{Dataset: tenant.Users}}
		}, false, "There is no plan: users couldn't be read."},
		{"users weren't asked for", func(_ *record.Run, s *record.Summary) { s.Scope.Asked = false }, false,
			"There is no plan: no selected rule is about users."},
		{"a rule was skipped", func(_ *record.Run, s *record.Summary) {
			s.Tallies = []record.Tally{{ID: "LIC-02", Title: "Every user", Level: rules.Required, Skipped: true}}
		}, false, "There is no plan: rule LIC-02 was skipped (Every user)."},
		{"changes are taken as made", func(_ *record.Run, s *record.Summary) { s.WhatIf = []string{"Buy"} }, false,
			"There is no plan: the report takes changes as made, and who would have which seat then isn't known; " +
				"prepaudit plan --what-if plans for other products."},
	} {
		k := &kept{}
		m := Before(k, Options{})
		tell(t, m, c.change, map[string][2]int{"SPE_E3": {3, 1}}, "SPE_E3")
		if got := m.Plan().Text; (k.sum.Plan != nil) != c.plan || (k.sum.Planned != nil) != c.plan || got != c.text {
			t.Errorf("%s: plan %v, %q, want %q", c.name, k.sum.Plan != nil, got, c.text)
		}
		m.Close()
	}
}
