package audit

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"prepaudit/graph"
	"prepaudit/graph/graphtest"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

var rehearsals = flag.Int("rehearse", 2, "random tenants of each scenario that causes are rehearsed in")

// rehearsalDay is when simulated tenants are judged.
var rehearsalDay = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

// model is a simulated tenant as it was read.
type model struct {
	run   *Run
	facts *rules.Facts
	users []tenant.User
}

// readModel reads a tenant, whose answers are kept, anew.
func readModel(t *testing.T, answers *recorded, base string) *model {
	t.Helper()
	c, err := graph.New(graph.Config{GraphURL: "https://graph.example", Transport: answers,
		Token: func(context.Context, graph.Refused) (string, error) { return "simulated", nil }})
	if err != nil {
		t.Fatal(err)
	}
	selected, err := rules.Select(nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := &model{facts: &rules.Facts{Windows: windows.Default(), Now: rehearsalDay}}
	m.run = &Run{Rules: selected, Facts: m.facts, Base: base}
	read, err := m.run.read(t.Context(), Source{Client: c})
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range read.gaps {
		m.facts.Forget(g.Dataset)
	}
	for u, err := range c.Users(t.Context(), graph.UserQuery{OnPremisesUPN: true}) {
		if err != nil {
			t.Fatal(err)
		}
		kept := *u
		kept.Licenses, kept.States = slices.Clone(u.Licenses), slices.Clone(u.States)
		m.users = append(m.users, kept)
	}
	return m
}

// judged is what is said of each person, and of all.
type judged struct {
	ready   map[tenant.GUID]rules.Readiness
	blocked map[tenant.GUID][]string
	sum     rules.Summary
}

// settle says what products give, once they are damaged or changed.
func (m *model) settle() {
	if m.facts.Has(tenant.SKUs) {
		m.facts.Licenses = license.NewTable(m.facts.SKUs, license.Options{Groups: m.facts.LicenseGroups})
	}
}

func (m *model) judge(t *testing.T) judged {
	t.Helper()
	m.settle()
	scope := rules.Scope{}
	if err := scope.Choose(m.run.Base, m.facts); err != nil {
		t.Fatal(err)
	}
	ev := rules.NewEvaluator(m.facts, &scope, m.run.Rules)
	j := judged{map[tenant.GUID]rules.Readiness{}, map[tenant.GUID][]string{}, rules.Summary{}}
	for i := range m.users {
		if row := ev.User(&m.users[i]); row != nil && row.Ready != rules.NotAPerson {
			j.ready[row.User.ID], j.blocked[row.User.ID] = row.Ready, slices.Clone(row.BlockedBy)
		}
	}
	_, j.sum = ev.Finish()
	return j
}

// rehearse does what each cause says, one after the other, and holds what is judged then against what was promised.
func rehearse(t *testing.T, name string, fresh func() *model, damage func(*model)) {
	t.Helper()
	first := fresh()
	damage(first)
	promised := first.judge(t)
	for n := range promised.sum.Causes {
		if promised.sum.Causes[n].ReadyAfter == nil {
			break
		}
		m := fresh()
		damage(m)
		m.settle() // the causes were found with these products
		var done []string
		for i := range promised.sum.Causes[:n+1] {
			cause := promised.sum.Causes[i]
			id := cause.ID
			done = append(done, id)
			people := map[tenant.GUID]bool{}
			for who, causes := range promised.blocked {
				if slices.Contains(causes, id) {
					people[who] = true
				}
			}
			m.apply(t, &cause, people)
		}
		now := m.judge(t)
		want, got := *promised.sum.Causes[n].ReadyAfter, now.sum.Ready.Ready
		if want != got {
			t.Errorf("%s: after %q %d are ready, promised were %d", name, done, got, want)
			return
		}
		for who, ready := range promised.ready {
			left := slices.DeleteFunc(slices.Clone(promised.blocked[who]), func(id string) bool {
				return slices.Contains(done, id)
			})
			if ready == rules.Blocked && len(left) == 0 && now.ready[who] == rules.Blocked {
				t.Errorf("%s: after %q %s is blocked by %q", name, done, who, now.blocked[who])
				return
			}
		}
	}
}

// Each cause says how many people are ready when it and all before it are done. That is a promise.
func TestRehearsal(t *testing.T) {
	for _, sc := range graphtest.Scenarios() {
		if sc.Name == "large" || sc.Name == "throttled" {
			continue // the one is contoso's kind and takes long, the other waits
		}
		t.Run(sc.Name, func(t *testing.T) {
			for seed := range uint64(*rehearsals) {
				for _, base := range []string{"", "members"} {
					now := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
					server := (&graphtest.Tenant{Scenario: sc.Name, Seed: seed, Users: 60 + int(seed%7)*20, Now: now}).Handler()
					answers := &recorded{RoundTripper: server.Transport(), answers: map[string]*kept{}}
					fresh := func() *model { return readModel(t, answers, base) }
					rehearse(t, fmt.Sprintf("seed %d, scope %q", seed, base), fresh, func(*model) {})
					rehearse(t, fmt.Sprintf("seed %d, scope %q, damaged", seed, base), fresh, func(m *model) {
						m.damage(rand.New(rand.NewPCG(seed, 1)))
					})
				}
			}
		})
	}
}

// damage breaks some things at random, each as people have seen them broken.
func (m *model) damage(r *rand.Rand) {
	s := &m.facts.Settings
	for _, breaks := range []func(){
		func() { s.MDMAuthority = "sccm" },
		func() { s.Intune.State = "disabled" },
		func() { s.Registration.DeviceQuota = r.IntN(4) },
		func() { s.Registration.Admins.Kind = []string{"no", "all", "enumerated"}[r.IntN(3)] },
		func() { s.Registration.Join.Kind = "no" },
		func() {
			for i := range s.MDMPolicies {
				s.MDMPolicies[i].AppliesTo = "none"
			}
		},
		func() {
			for i := range s.Restrictions {
				s.Restrictions[i].Blocked = tenant.Yes
			}
		},
		func() {
			s.CorporateIDs, s.Autopilots, s.Associations = map[string]int{}, nil, nil
			for i := range s.Restrictions {
				s.Restrictions[i].PersonalBlocked = tenant.Yes
			}
		},
		func() {
			for i := range m.users {
				if r.IntN(4) == 0 {
					m.users[i].Licenses, m.users[i].States = []tenant.License{}, []tenant.LicenseState{}
				}
			}
		},
		func() {
			for i := range s.SKUs {
				if r.IntN(2) == 0 {
					s.SKUs[i].CapabilityStatus = "Suspended"
				}
			}
		},
		func() {
			for i := range s.Preparation {
				s.Preparation[i].Device = tenant.DeviceGroup{Known: true, ID: tenant.GUID{1}, Found: tenant.No}
			}
		},
		func() { s.Preparation = nil },
	} {
		if r.IntN(6) == 0 {
			breaks()
		}
	}
}

// apply does what a cause says, for the people whom it stops.
func (m *model) apply(t *testing.T, cause *rules.Cause, people map[tenant.GUID]bool) {
	t.Helper()
	if !m.facts.Assume(cause, people) {
		t.Fatalf("no rehearsal of %s", cause.ID)
	}
	for i := range m.users {
		if people[m.users[i].ID] {
			m.facts.AssumeOf(cause, &m.users[i])
		}
	}
}
