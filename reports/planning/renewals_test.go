package planning

import (
	"testing"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Subscriptions come by their day, but those of free products and those without one, and each says what happens: to
// those beyond the seats that last longer, whose licenses hang on it, and what the plan does.
func TestRenewals(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n) }
	bought := func(status string, trial bool, seats, days int) tenant.Subscription {
		return tenant.Subscription{Status: status, IsTrial: trial, TotalLicenses: seats, NextLifecycle: day(days)}
	}
	never := tenant.Subscription{Status: "Enabled", TotalLicenses: 5}
	forever := tenant.Subscription{Status: "Enabled", TotalLicenses: 5, NextLifecycle: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)}
	for _, c := range []struct {
		name    string
		used    int
		change  func(*record.Subscription)
		bought  []tenant.Subscription
		lacking int
		depend  int
		want    []string
	}{
		{"one that is paid for", 2, nil, []tenant.Subscription{bought("Enabled", false, 3, 90)}, 2, 1, []string{
			"2027-02-25 Renews or lapses. If it lapses, after its grace period 2 people lose it; 1 person in scope has nothing " +
				"else that licenses them"}},
		{"two, of which the later has seats for some", 5, nil,
			[]tenant.Subscription{bought("Enabled", false, 3, 90), bought("Enabled", false, 3, 60)}, 2, 1, []string{
				"2027-01-26 Renews or lapses. If it lapses, after its grace period 2 seats are missing for 5 people with it; " +
					"1 person in scope has nothing else that licenses them",
				"2027-02-25 Renews or lapses. If it lapses, after its grace period 3 seats are missing for 5 people with it; " +
					"1 person in scope has nothing else that licenses them"}},
		{"one beside others that last", 2, nil, []tenant.Subscription{bought("Enabled", false, 3, 90), never, forever}, 0, 0,
			[]string{"2027-02-25 Renews or lapses. Other seats last longer, for everybody who uses it"}},
		{"a trial", 1, nil, []tenant.Subscription{bought("Enabled", true, 3, 9)}, 1, 1,
			[]string{"2026-12-06 The trial ends. Then 1 person loses it; 1 person in scope has nothing else that licenses them"}},
		{"a trial that is over, and nobody's", 0, nil, []tenant.Subscription{bought("Enabled", true, 3, -9)}, 0, 0,
			[]string{"2026-11-18 The trial has ended. Nobody uses it"}},
		{"one that stands still", 1, nil, []tenant.Subscription{bought("Enabled", false, 3, -9)}, 1, 1,
			[]string{"2026-11-18 Was to end or renew on this day, and is still on. Then 1 person loses it; 1 person in scope " +
				"has nothing else that licenses them"}},
		{"in grace, of a room", 1, func(s *record.Subscription) { s.Class = "room" },
			[]tenant.Subscription{bought("Warning", false, 3, 9)}, 1, 1,
			[]string{"2026-12-06 Its grace period ends. Then 1 account loses it; 1 person in scope has nothing else that " +
				"licenses them"}},
		{"suspended", 1, func(s *record.Subscription) { s.CapabilityStatus = "Suspended" },
			[]tenant.Subscription{bought("Suspended", false, 3, 9)}, 0, 1,
			[]string{"2026-12-06 Suspended: nobody can use it, and from this day it can't be renewed; 1 person in scope has " +
				"nothing else that licenses them"}},
		{"suspended in part", 1, nil, []tenant.Subscription{bought("Suspended", false, 3, 9)}, 0, 0,
			[]string{"2026-12-06 Suspended: nobody can use it, and from this day it can't be renewed"}},
		{"canceled", 0, nil, []tenant.Subscription{bought("LockedOut", false, 3, 9)}, 0, 0,
			[]string{"2026-12-06 Canceled: nobody can use it, and on this day it is deleted"}},
		{"suspended, and overdue", 0, nil, []tenant.Subscription{bought("Suspended", false, 3, -9)}, 0, 0,
			[]string{"2026-11-18 Suspended: nobody can use it, and after this day it may be gone for good"}},
		{"canceled, and overdue", 0, nil, []tenant.Subscription{bought("LockedOut", false, 3, -9)}, 0, 0,
			[]string{"2026-11-18 Canceled: nobody can use it, and it was to be deleted on this day"}},
		{"in grace, and overdue", 0, nil, []tenant.Subscription{bought("Warning", false, 3, -9)}, 0, 0,
			[]string{"2026-11-18 Its grace period was to end on this day, and it still works. Nobody uses it"}},
		{"of devices", 4, func(s *record.Subscription) { s.Offer = rules.PerDevice },
			[]tenant.Subscription{bought("Enabled", false, 3, 9)}, 0, 0, []string{"2026-12-06 Renews or lapses"}},
		{"of a status of tomorrow", 0, nil, []tenant.Subscription{bought("Paused", false, 3, 9)}, 0, 0,
			[]string{"2026-12-06 Status Paused"}},
		{"free", 1, func(s *record.Subscription) { s.Offer = rules.Free }, []tenant.Subscription{bought("Enabled", false, 3, 9)},
			0, 0, nil},
	} {
		s := record.Subscription{ID: tenant.GUID{7}, PartNumber: "X", CapabilityStatus: "Enabled", Offer: rules.Paid,
			Class: "user", Consumed: c.used, InScope: 1, Subscriptions: c.bought}
		if c.change != nil {
			c.change(&s)
		}
		m := speaker()
		m.told, m.tenant = &record.Summary{Subscriptions: []record.Subscription{s}}, Tenant(&record.Run{AsOf: "2026-11-27"},
			&record.Summary{}, false)
		m.depend = map[tenant.GUID]int{s.ID: 1}
		got := m.renewals()
		if len(got) != len(c.want) {
			t.Errorf("%s: %+v, want %q", c.name, got, c.want)
			continue
		}
		for i, r := range got {
			if said := r.On + " " + r.Then; said != c.want[i] {
				t.Errorf("%s: %q, want %q", c.name, said, c.want[i])
			}
		}
		if len(got) > 0 && (got[0].Lacking != c.lacking || got[0].Depend != c.depend) {
			t.Errorf("%s: %+v", c.name, got[0])
		}
	}
}
