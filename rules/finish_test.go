package rules

import (
	"math/rand/v2"
	"testing"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

// What a rule merely uses is a gap of the rule where that leaves something open, and only there; of the report it is one
// in any case.
func TestUsedGap(t *testing.T) {
	group := tenant.Group{DisplayName: "secret"}
	for name, c := range map[string]struct {
		policy tenant.AccessPolicy
		open   bool
	}{
		"a policy for the group": {tenant.AccessPolicy{IncludeGroups: []tenant.Group{group}}, true},
		"a policy for somebody else too": {tenant.AccessPolicy{IncludeUsers: everybody,
			IncludeGroups: []tenant.Group{group}}, false},
	} {
		c.policy.State, c.policy.IncludeApps, c.policy.Controls, c.policy.Frequency = "enabled", []string{enrollmentApp},
			[]string{"mfa"}, "everyTime"
		facts := &Facts{Settings: tenant.Settings{Access: []tenant.AccessPolicy{c.policy}}, Windows: windows.Default(),
			Now: exampleNow}
		ev := NewEvaluator(facts, &Scope{IncludeUnlicensed: true}, []*Rule{enrollmentEveryTime})
		ev.Missing(Gap{Dataset: tenant.AccessWho, Partial: true, Why: "group secret was refused"})
		ev.User(&tenant.User{ID: tenant.GUID{1}, Enabled: tenant.Yes, UserType: "Member", LicensesKnown: true})
		_, sum := ev.Finish()
		var gaps int
		for _, tally := range sum.Tallies {
			gaps += len(tally.Gaps)
		}
		if sum.Complete || (gaps == 1) != c.open || len(sum.Missing) != 1 {
			t.Errorf("%s: complete %v with %d gaps of rules", name, sum.Complete, gaps)
		}
	}
}

// What is not evaluated says why: by a gap, by a detail, by users who may be no persons, or by what there was to judge.
func TestNotEvaluatedSaysWhy(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	all, err := Select(nil, nil, Flags())
	if err != nil {
		t.Fatal(err)
	}
	idle := map[string]bool{}
	for range 300 {
		c, users := randomTenant(t, r)
		facts := c.env(false).Facts
		var gaps []Gap
		for _, ds := range tenant.Datasets() {
			if r.IntN(12) == 0 && ds != tenant.Network {
				gaps = append(gaps, Gap{Dataset: ds, Partial: r.IntN(3) == 0, Why: "refused"})
			}
		}
		ev := NewEvaluator(facts, &Scope{}, all)
		for _, g := range gaps {
			ev.Missing(g)
		}
		for i := range users[:r.IntN(len(users))] {
			if row := ev.User(&users[i]); row != nil {
				for _, f := range row.Findings {
					if f.Outcome == NotEvaluated && f.Detail == "" {
						t.Fatalf("%s says nothing of %s", f.Rule.ID, f.Subject.Name)
					}
				}
			}
		}
		if r.IntN(2) == 0 {
			ev.Device(&c.Device)
		}
		findings, sum := ev.Finish()
		for _, f := range findings {
			if f.Outcome == NotEvaluated && f.Detail == "" {
				t.Fatalf("%s says nothing of %s", f.Rule.ID, f.Subject.Name)
			}
		}
		for _, ta := range sum.Tallies {
			if ta.Idle != "" {
				idle[ta.Idle] = true
			}
			if ta.Outcome == NotEvaluated && len(ta.Gaps) == 0 && ta.NotEvaluated == 0 && ta.Idle == "" {
				t.Fatalf("%s is not evaluated, and nothing says why: %+v", ta.Rule.ID, ta)
			}
			if ta.Idle != "" && ta.Outcome != NotEvaluated {
				t.Fatalf("%s judged something, and says %q", ta.Rule.ID, ta.Idle)
			}
		}
	}
	for _, why := range []string{"Intune has no Windows device to check", "nobody is in scope", "the tenant has no user"} {
		if !idle[why] {
			t.Errorf("never %q: %v", why, idle)
		}
	}
}

// A rule that waits for the sign-ins, and nobody said that they are missing, says so itself.
func TestUnreadWithoutAGap(t *testing.T) {
	c, err := Example{Holds: "SPE_E3"}.Case()
	if err != nil {
		t.Fatal(err)
	}
	ev := NewEvaluator(c.env(false).Facts, &Scope{}, []*Rule{dormantSeats})
	ev.env.Forget(tenant.SignIns)
	ev.User(&c.User)
	_, sum := ev.Finish()
	if got := tallyOf(t, sum, "LIC-17"); got.Outcome != NotEvaluated || got.Idle != "users/signInActivity was not read" {
		t.Errorf("%+v", got)
	}
}

// The seats of disabled accounts and of guests are one number in findings and in the summary, and that of those who hold
// them.
func TestHeldSeatsAreOneNumber(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	told := 0
	for range 100 {
		c, users := randomTenant(t, r)
		ev := NewEvaluator(c.env(false).Facts, &Scope{IncludeDisabled: r.IntN(2) == 0, IncludeGuests: r.IntN(2) == 0},
			[]*Rule{disabledSeats, guestSeats})
		disabled, guests := map[string]int{}, map[string]int{}
		for i := range users {
			for _, l := range users[i].Licenses {
				if users[i].Enabled == tenant.No {
					disabled[l.SKU.String()]++
				}
				if users[i].UserType == "Guest" {
					guests[l.SKU.String()]++
				}
			}
			ev.User(&users[i])
		}
		findings, sum := ev.Finish()
		rows := map[string]SKURow{}
		for _, row := range sum.SKUs {
			rows[row.ID.String()] = row
			if row.Disabled != disabled[row.ID.String()] || row.Guests != guests[row.ID.String()] {
				t.Fatalf("%s: %d seats of disabled accounts and %d of guests, want %d and %d", row.PartNumber, row.Disabled,
					row.Guests, disabled[row.ID.String()], guests[row.ID.String()])
			}
		}
		for _, f := range findings {
			want := english.CountVerb(rows[f.Subject.ID].Disabled, "seat", "is", "are") + " used by disabled accounts"
			if f.Rule == guestSeats {
				want = english.CountVerb(rows[f.Subject.ID].Guests, "seat", "is", "are") + " used by guests and external members"
			}
			if told++; f.Detail != want {
				t.Fatalf("%s of %s: %s, want %s", f.Rule.ID, f.Subject.Name, f.Detail, want)
			}
		}
	}
	if told < 50 {
		t.Errorf("%d findings: the test tries too little", told)
	}
}
