package rules

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// randomTenant has a dozen users of every kind, groups that assign licenses and policies that are assigned to groups.
func randomTenant(t *testing.T, r *rand.Rand) (*Case, []tenant.User) {
	t.Helper()
	pick := func(all ...string) string { return all[r.IntN(len(all))] }
	members := func() tenant.Members {
		if r.IntN(12) == 0 {
			return nil // not read
		}
		m := tenant.Members{}
		for id := range byte(12) {
			if r.IntN(3) == 0 {
				m[tenant.GUID{15: id}] = tenant.Membership(1 + r.IntN(3))
			}
		}
		return m
	}
	x := Example{Holds: "SPE_E3, EMS, INTUNE_A, AAD_PREMIUM, ENTERPRISEPACK, MCOCAP, MCOPSTN_5, INTUNE_A_D, DEVELOPERPACK_E5"}
	c, err := x.Case()
	if err != nil {
		t.Fatal(err)
	}
	held := c.User.Licenses
	for i := range c.SKUs {
		s := &c.SKUs[i]
		s.Consumed, s.CapabilityStatus = r.IntN(13), pick("Enabled", "Enabled", "Enabled", "Warning", "Suspended")
	}
	for n := range r.IntN(4) {
		c.LicenseGroups = append(c.LicenseGroups, tenant.LicenseGroup{
			Group:    tenant.Group{ID: tenant.GUID{1, byte(n)}, DisplayName: fmt.Sprint("Licenses ", n), Members: members()},
			Licenses: []tenant.License{held[r.IntN(len(held))]}, HasErrors: tenant.No,
			State: pick("ProcessingComplete", "ProcessingInProgress", "QueuedForProcessing", "Paused"),
		})
	}
	for n := range r.IntN(3) {
		p := tenant.PreparationPolicy{ID: fmt.Sprint(n), Name: fmt.Sprint("Policy ", n), Priority: r.IntN(2)}
		for range 1 + r.IntN(3) {
			p.Assignments = append(p.Assignments, tenant.Assignment{
				Kind:  pick("group", "group", "exclusion", "allUsers", "allDevices"),
				Group: tenant.Group{ID: tenant.GUID{2, byte(n)}, DisplayName: "Pilot", Members: members()},
			})
		}
		c.Preparation = append(c.Preparation, p)
	}
	mdm(pick("all", "none", "selected"), members(), members())(c)
	c.Registration = tenant.RegistrationPolicy{DeviceQuota: 1 + r.IntN(3), MultiFactor: pick("required", "notRequired"),
		Join: tenant.Joiners{Kind: pick("all", "no", "enumerated"), Groups: []tenant.Group{{Members: members()}}}}
	c.Domains = []tenant.Domain{{Name: "contoso.example", Type: pick("Managed", "Federated"), Verified: tenant.Yes}}
	var users []tenant.User
	for id := range byte(12) {
		u := c.User
		u.ID, u.UPN = tenant.GUID{15: id}, fmt.Sprintf("u%d@contoso.example", id)
		u.UsageLocation, u.UserType = pick("", "DE"), pick("Member", "Member", "Member", "Guest")
		u.Licenses, u.States = nil, nil
		for range r.IntN(3) {
			l := held[r.IntN(len(held))]
			if p, _ := license.ProductOf(l.SKU); r.IntN(4) == 0 && len(p.Plans) > 0 {
				l.Disabled = []tenant.GUID{p.Plans[r.IntN(len(p.Plans))].ID}
			}
			state := tenant.LicenseState{SKU: l.SKU, State: "Active"}
			if r.IntN(4) == 0 {
				state.State, state.Error = "Error", pick("CountViolation", "ProhibitedInUsageLocationViolation")
			} else {
				u.Licenses = append(u.Licenses, l)
			}
			u.States = append(u.States, state)
		}
		if r.IntN(8) == 0 {
			unsent(c)
			u.LicensesKnown, u.Licenses = false, nil
		}
		u.Enabled = tenant.Tri(r.IntN(3))
		u.SignInKnown = true
		if r.IntN(2) == 0 {
			u.LastSignIn = exampleNow.AddDate(0, 0, -r.IntN(200))
		}
		users = append(users, u)
	}
	return c, users
}

// readOnly empties what is not read where these datasets are asked for.
func readOnly(s *tenant.Settings, asked map[tenant.Dataset]bool) {
	var none tenant.Settings
	for ds, forget := range map[tenant.Dataset]func(){
		tenant.SKUs:          func() { s.SKUs, s.Subscriptions = none.SKUs, none.Subscriptions },
		tenant.LicenseGroups: func() { s.LicenseGroups = nil },
		tenant.MDMPolicies:   func() { s.MDMPolicies = nil },
		tenant.Registration:  func() { s.Registration = none.Registration },
		tenant.Domains:       func() { s.Domains = nil },
		tenant.Preparation:   func() { s.Preparation = nil },
		tenant.MDMAuthority:  func() { s.MDMAuthority = "" },
	} {
		if !asked[ds] {
			forget()
		}
	}
}

// judgedAlone is what the rules about users said of each user, by rule, and in which status each stands.
func judgedAlone(t *testing.T, c *Case, users []tenant.User, s Scope, selected []*Rule) (map[string][]string, []string) {
	t.Helper()
	facts := c.env(false).Facts
	if err := s.Choose("", facts); err != nil {
		t.Fatal(err)
	}
	readOnly(&facts.Settings, Datasets(selected))
	facts.driven = nil
	ev := NewEvaluator(facts, &s, selected)
	said := map[string][]string{}
	var statuses []string
	for i := range users {
		row := ev.User(&users[i])
		if row == nil {
			statuses = append(statuses, users[i].UPN+" out of scope")
			continue
		}
		statuses = append(statuses, users[i].UPN+" "+row.Status.Name())
		for _, f := range row.Findings {
			said[f.Rule.ID] = append(said[f.Rule.ID], fmt.Sprint(f.Subject.Name, " ", f.Outcome, f.Level, f.Detail))
		}
	}
	_, sum := ev.Finish()
	for _, ta := range sum.Tallies {
		if r := ta.Rule; !ta.Skipped && Datasets([]*Rule{r})[tenant.Users] {
			said[r.ID] = append(said[r.ID], fmt.Sprint(ta.Outcome, ta.Pass, ta.Fail, ta.Lesser, ta.Warn, ta.NotApplicable,
				ta.NotEvaluated, ta.Unclassified, len(ta.Gaps)))
		}
	}
	return said, statuses
}

// What a rule says of a person hangs neither on the other rules that are selected nor on the order of users.
func TestVerdictsAreIndependent(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	all, err := Select(nil, nil, Flags())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for try := range 150 {
		c, users := randomTenant(t, r)
		s := Scope{IncludeUnlicensed: r.IntN(4) == 0, SignInsAside: r.IntN(2) == 0}
		whole, statuses := judgedAlone(t, c, users, s, all)
		for _, st := range statuses {
			_, status, _ := strings.Cut(st, " ")
			seen[status]++
		}
		for _, rule := range all {
			if !Datasets([]*Rule{rule})[tenant.Users] {
				continue
			}
			alone, stand := judgedAlone(t, c, users, s, []*Rule{rule})
			if !slices.Equal(alone[rule.ID], whole[rule.ID]) || !slices.Equal(stand, statuses) {
				t.Fatalf("try %d, %s alone:\n%q, %q\nbeside the others:\n%q, %q", try, rule.ID, alone[rule.ID], stand,
					whole[rule.ID], statuses)
			}
		}
		shuffled := slices.Clone(users)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		again, _ := judgedAlone(t, c, shuffled, s, all)
		for id := range maps.Keys(whole) {
			a, b := slices.Sorted(slices.Values(whole[id])), slices.Sorted(slices.Values(again[id]))
			if !slices.Equal(a, b) {
				t.Fatalf("try %d, %s: %q, and in another order of users %q", try, id, a, b)
			}
		}
	}
	for _, s := range LicenseStatuses() {
		if seen[s.Name()] == 0 {
			t.Errorf("no user stands as %s: the test tries too little", s.Name())
		}
	}
}
