package planning

import (
	"testing"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/plan"
	"prepaudit/rules/tenant"
)

// A plan that rests on an assumption says what it costs itself, and what comes of the plan without it; both add up.
func TestPlanWithAnAssumption(t *testing.T) {
	priced := func(r *record.Run, _ *record.Summary) {
		for part, price := range map[string]record.Money{"SPE_E3": 36_0000, "SPE_E5": 57_0000, "ENTERPRISEPACK": 24_0000} {
			r.Prices = append(r.Prices, record.Price{SKU: id(part), Currency: "EUR", Year: price * 12})
		}
	}
	for _, c := range []struct {
		assume plan.Assume
		text   string
		want   record.PlanAssumed // less Changes, Unpriced and After
		after  record.Money       // a month
	}{
		{plan.Assume{Swaps: []plan.Instead{{From: "SPE_E3", To: "SPE_E5"}}},
			"Assuming Microsoft 365 E5 in place of Microsoft 365 E3 for 2 people: 2 people need a license change. " +
				"2: swap Office 365 E3 for Microsoft 365 E5 (to buy). 228.00 EUR more a month. " +
				"The assumption itself buys 2 seats (114.00 EUR a month) and frees 2 seats (72.00 EUR a month). " +
				"Without it, 2 people need a change, and 1 seat is bought or renewed.",
			record.PlanAssumed{Buys: 2, Cost: 2 * 57_0000 * 12, Frees: 2, Saves: 2 * 36_0000 * 12, People: 2, Seats: 1},
			3*36_0000 + 2*24_0000 + 4*57_0000},
		{plan.Assume{Buys: []plan.Buy{{Product: "SPE_E3", Seats: 3}}},
			"Assuming 3 more seats of Microsoft 365 E3: 2 people need a license change. " +
				"2: swap Office 365 E3 for Microsoft 365 E3 (seats are free). 108.00 EUR more a month. " +
				"The assumption itself buys 3 seats (108.00 EUR a month). " +
				"Without it, 2 people need a change, and 1 seat is bought or renewed.",
			record.PlanAssumed{Buys: 3, Cost: 3 * 36_0000 * 12, People: 2, Seats: 1}, 6*36_0000 + 2*24_0000},
		{plan.Assume{Swaps: []plan.Instead{{From: "ENTERPRISEPACK", To: "SPE_E3"}}},
			"Assuming Microsoft 365 E3 in place of Office 365 E3 for 2 people: nobody in scope needs a license change. " +
				"36.00 EUR more a month. The assumption itself buys 1 seat (36.00 EUR a month) and frees 2 seats (48.00 EUR a " +
				"month). Without it, 2 people need a change, and 1 seat is bought or renewed.",
			record.PlanAssumed{Buys: 1, Cost: 36_0000 * 12, Frees: 2, Saves: 2 * 24_0000 * 12, People: 2, Seats: 1},
			4*36_0000 + 2*24_0000},
	} {
		m := New(Options{Assume: c.assume})
		tell(t, m, priced, map[string][2]int{"SPE_E3": {3, 2}, "ENTERPRISEPACK": {2, 2}}, "SPE_E3", "ENTERPRISEPACK",
			"SPE_E3", "ENTERPRISEPACK")
		p := m.Plan()
		if p.Text != c.text {
			t.Errorf("%q\nwant %q", p.Text, c.text)
		}
		got := *p.Assumed
		if got.After == nil || *got.After != (4*36_0000+2*24_0000)*12 || len(got.Unpriced) > 0 || len(got.Changes) != 1 {
			t.Errorf("%+v", got)
		}
		if got.Changes, got.Unpriced, got.After = nil, nil, nil; got.Buys != c.want.Buys || got.Cost != c.want.Cost ||
			got.Frees != c.want.Frees || got.Saves != c.want.Saves || got.People != c.want.People ||
			got.Seats != c.want.Seats || got.Unsolved != 0 {
			t.Errorf("%+v, want %+v", got, c.want)
		}
		if p.Cost.After != c.after*12 || p.Cost.Before != (3*36_0000+2*24_0000)*12 {
			t.Errorf("%s: %v before, %v after, want %v", c.text, p.Cost.Before, p.Cost.After, c.after*12)
		}
		for _, o := range p.Products {
			if o.Left != o.Owned+o.Assumed+o.Renew+o.Buy-o.Used-o.Needed+o.Freed {
				t.Errorf("seats don't add up: %+v", o)
			}
		}
		m.Close()
	}
}

// People for whom nothing is planned count where they have a product that is taken from them, and a day takes the place
// of the days of trials.
func TestAssumptionCountsEverybodyInScope(t *testing.T) {
	m := New(Options{Assume: plan.Assume{Swaps: []plan.Instead{{From: "SPE_E3", To: "SPE_E5"}},
		By: time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC)}})
	defer m.Close()
	tell(t, m, func(r *record.Run, s *record.Summary) {
		s.Subscriptions[0].Subscriptions = []tenant.Subscription{{SKU: s.Subscriptions[0].ID, Status: "Enabled", IsTrial: true,
			TotalLicenses: 5, NextLifecycle: time.Date(2027, 1, 15, 0, 0, 0, 0, time.UTC)}}
		s.Subscriptions[0].Offer = rules.Trial
		err := m.Run(r)
		for i, status := range []rules.LicenseStatus{rules.LicensesUnknown, rules.RoomAccount} {
			if err == nil {
				err = m.User(&record.User{ID: tenant.GUID{200, byte(i)}, Status: status,
					Licenses: []tenant.License{{SKU: id("SPE_E3")}}})
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}, map[string][2]int{"SPE_E3": {5, 3}}, "SPE_E3")
	p := m.Plan()
	const want = "Assuming Microsoft 365 E5 in place of Microsoft 365 E3 for 3 people; what goes away before 2027-02-01 " +
		"is gone: Microsoft 365 E3 (its trial ends on 2027-01-15): nobody in scope needs a license change. " +
		"The assumption itself buys 3 seats and frees 3 seats. Without it, 0 people need a change."
	if p.Text != want || p.By != "2027-02-01" {
		t.Errorf("%q, by %s", p.Text, p.By)
	}
}
