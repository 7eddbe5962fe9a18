package diff

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// made is a report made by hand.
type made struct {
	run      record.Run
	users    []record.User
	devices  []record.Device
	findings []record.Finding
	sum      record.Summary
}

func (m *made) input(name string) Input {
	return Input{Name: name, Tell: func(to record.Handler) error {
		run := m.run
		if err := to.Run(&run); err != nil {
			return err
		}
		for i := range m.users {
			if err := to.User(&m.users[i]); err != nil {
				return err
			}
		}
		for i := range m.devices {
			if err := to.Device(&m.devices[i]); err != nil {
				return err
			}
		}
		for i := range m.findings {
			if err := to.Finding(&m.findings[i]); err != nil {
				return err
			}
		}
		sum := m.sum
		return to.Summary(&sum)
	}}
}

// ruleIDs are the rules of random reports; each is a cause too, which blocks by its name in lower case.
var ruleIDs = []string{"LIC-02", "MDM-02", "CA-01", "DEV-01"}

// random is a report that an audit could have written: its counts are those of its people. Where open, rules may not
// have run, and data may be missing.
func random(r *rand.Rand, open bool) *made {
	m := &made{run: record.Run{Version: "1", CatalogDate: "2026-08-20", WindowsDate: "2026-08-01",
		Tenant: record.Tenant{ID: "t", Name: "Contoso"}, Scope: record.Scope{Description: "members"}}}
	m.sum = record.Summary{Complete: true, Scope: record.ScopeCount{Description: "members", Asked: true}}
	if open && r.IntN(4) == 0 {
		m.sum.Scope.Description = "members of a group"
	}
	m.sum.Reading.Finished = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	stops := map[string]int{}
	checks := map[string]bool{}
	for i, id := range ruleIDs {
		rule := record.Rule{ID: id, Title: "rule " + id, Level: rules.Required,
			Needs: []tenant.Dataset{tenant.Users, tenant.SKUs, tenant.ManagedDevices, tenant.MDMPolicies}}
		t := record.Tally{ID: id, Title: rule.Title, Level: rule.Level}
		outcome := []rules.Outcome{rules.Pass, rules.Fail, rules.Warn}[r.IntN(3)]
		switch {
		case open && i > 0 && r.IntN(4) == 0:
			t.Skipped = true
			m.run.Skipped = append(m.run.Skipped, rule)
		case open && r.IntN(4) == 0:
			outcome = rules.NotEvaluated
			t.Missing = []rules.Gap{{Dataset: tenant.SKUs, Why: "refused"}}
			fallthrough
		default:
			t.Result, t.Counts = &outcome, &record.Counts{}
			m.run.Rules = append(m.run.Rules, rule)
			checks[id] = true
			if len(t.Missing) > 0 {
				m.sum.Missing, m.sum.Complete = t.Missing, false
			}
		}
		m.sum.Tallies = append(m.sum.Tallies, t)
	}
	for n := range 40 {
		if r.IntN(4) == 0 {
			continue
		}
		u := record.User{ID: tenant.GUID{0: 1, 15: byte(n)}, UPN: fmt.Sprintf("user%d@contoso.com", n),
			Ready: rules.Readinesses()[r.IntN(4)], Findings: []record.Finding{}, Entitlement: &record.Entitlement{}}
		for range r.IntN(3) {
			u.Licenses = append(u.Licenses, tenant.License{SKU: tenant.GUID{0: byte(r.IntN(3))}})
		}
		if u.Ready == rules.Blocked {
			for id := range checks {
				if r.IntN(2) == 0 {
					u.BlockedBy = append(u.BlockedBy, "cause-"+id)
				}
			}
			if u.BlockedBy == nil {
				u.Ready = rules.Ready
			}
		}
		for _, id := range u.BlockedBy {
			stops[id]++
		}
		count(&m.sum.Ready, u.Ready)
		m.users = append(m.users, u)
	}
	m.sum.Scope.InScope = len(m.users)
	for _, id := range ruleIDs {
		if n := stops["cause-"+id]; n > 0 {
			m.sum.Causes = append(m.sum.Causes, rules.Cause{ID: "cause-" + id, Title: "fix " + id, Rules: []string{id},
				Stops: n})
		}
	}
	for n := range 10 {
		if r.IntN(4) == 0 {
			continue
		}
		d := record.Device{ID: tenant.GUID{0: 2, 15: byte(n)}, Findings: []record.Finding{}}
		if checks["DEV-01"] && r.IntN(2) == 0 {
			d.Findings = append(d.Findings, record.Finding{Rule: "DEV-01",
				Outcome: []rules.Outcome{rules.Fail, rules.Warn}[r.IntN(2)]})
		}
		m.devices = append(m.devices, d)
	}
	for n := range 5 {
		if checks["CA-01"] && r.IntN(2) == 0 {
			m.findings = append(m.findings, record.Finding{Rule: "CA-01", Outcome: rules.Fail,
				Subject: rules.Subject{Kind: "policy", ID: fmt.Sprint(n)}, Detail: fmt.Sprint("detail ", r.IntN(2))})
		}
		m.sum.Subscriptions = append(m.sum.Subscriptions, record.Subscription{ID: tenant.GUID{0: byte(n)},
			Enabled: r.IntN(3)})
		m.sum.MDMPolicies = append(m.sum.MDMPolicies, record.MDM{ID: fmt.Sprint(n),
			AppliesTo: []string{"none", "all"}[r.IntN(2)]})
	}
	return m
}

func count(c *rules.ReadyCount, r rules.Readiness) {
	switch r {
	case rules.Ready:
		c.Ready++
	case rules.Blocked:
		c.Blocked++
	case rules.ReadyUnknown:
		c.Unknown++
	default:
		return
	}
	c.People++
}

// compared compares two reports, and lists who and what changed.
func compared(t *testing.T, old, now *made) *Change {
	t.Helper()
	c, err := Of(old.input("old.json"), now.input("new.json"), "1")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if err := c.People(func(p *record.DiffPerson) error { c.Changed = append(c.Changed, *p); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := c.Devices(func(d *record.DiffDevice) error {
		c.Fitness = append(c.Fitness, *d)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return c
}

// pairs calls of with pairs of random reports, the same in each run.
func pairs(t *testing.T, open bool, of func(old, now *made)) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		if of(random(r, open), random(r, open)); t.Failed() {
			return
		}
	}
}

// A report differs from itself by nothing; what it doesn't know is not compared.
func TestOfItself(t *testing.T) {
	for _, open := range []bool{false, true} {
		pairs(t, open, func(a, _ *made) {
			c := compared(t, a, a)
			want := record.DiffSame
			if len(a.sum.Missing) > 0 {
				want = record.DiffNotAll
			}
			apart := slices.DeleteFunc(c.Rules,
				func(d record.DiffRule) bool { return d.Change == record.NotComparable })
			if c.Result != want ||
				len(c.Changed)+len(c.Fitness)+len(c.Causes)+len(c.Seats)+len(c.Settings)+len(apart) > 0 {
				t.Errorf("%v, want %v: %+v", c.Result, want, c.Diff)
			}
		})
	}
}

// Swapped reports have the same changes the other way.
func TestMirrored(t *testing.T) {
	people := map[record.DiffKind]record.DiffKind{record.BecameReady: record.BecameBlocked,
		record.NowKnown: record.NoLongerKnown,
		record.Came:     record.Left, record.CameBlocked: record.Left, record.Counted: record.NotCounted}
	for a, b := range maps.Clone(people) {
		if b != record.Left {
			people[b] = a
		}
	}
	things := map[record.DiffKind]record.DiffKind{record.IsNew: record.IsFixed, record.IsFixed: record.IsNew}
	pairs(t, false, func(a, b *made) {
		there, back := compared(t, a, b), compared(t, b, a)
		kinds := map[tenant.GUID]record.DiffPerson{}
		for _, p := range back.Changed {
			kinds[p.ID] = p
		}
		for _, p := range there.Changed {
			q := kinds[p.ID]
			want, other := people[p.Change]
			if p.Change == record.Left {
				other, want = true, record.Came
				if p.Old == "blocked" {
					want = record.CameBlocked
				}
			}
			if !other {
				want = p.Change
			}
			if q.Change != want || q.Old != p.New || q.New != p.Old || !slices.Equal(q.Fixed, p.Added) ||
				!slices.Equal(q.Added, p.Fixed) || !slices.Equal(q.Lost, p.Gained) || q.UPN != p.UPN {
				t.Errorf("%+v\nand back %+v", p, q)
			}
			delete(kinds, p.ID)
		}
		if len(kinds) > 0 {
			t.Errorf("back only: %+v", kinds)
		}
		for _, d := range there.Causes {
			i := slices.IndexFunc(back.Causes, func(e record.DiffCause) bool { return e.ID == d.ID })
			want, other := things[d.Change]
			if !other {
				want = d.Change
			}
			if e := back.Causes[i]; e.Change != want || !reflect.DeepEqual(e.Old, d.New) || e.Blocked != d.Ready ||
				e.Ready != d.Blocked {
				t.Errorf("%+v\nand back %+v", d, e)
			}
		}
		if len(there.Causes) != len(back.Causes) || len(there.Seats) != len(back.Seats) ||
			len(there.Settings) != len(back.Settings) || len(there.Rules) != len(back.Rules) {
			t.Errorf("%+v\nand back %+v", there.Diff, back.Diff)
		}
	})
}

// Everybody is counted once, and the counts are those of the two reports.
func TestAddsUp(t *testing.T) {
	for _, open := range []bool{false, true} {
		pairs(t, open, func(a, b *made) {
			c := compared(t, a, b)
			was, is := map[string]int{}, map[string]int{}
			for _, m := range c.Diff.People.Moves {
				was[m.Old] += m.Many
				is[m.New] += m.Many
			}
			for _, side := range []struct {
				counted map[string]int
				of      *made
			}{{was, a}, {is, b}} {
				r := side.of.sum.Ready
				want := map[string]int{"ready": r.Ready, "blocked": r.Blocked, "unknown": r.Unknown,
					"not a person": len(side.of.users) - r.People}
				for state, n := range want {
					if side.counted[state] != n {
						t.Errorf("%d %s, and the report has %d", side.counted[state], state, n)
					}
				}
			}
			kinds, seen := map[record.DiffKind]int{}, map[tenant.GUID]bool{}
			for _, p := range c.Changed {
				if kinds[p.Change]++; seen[p.ID] {
					t.Errorf("%s twice", p.UPN)
				}
				seen[p.ID] = true
			}
			if !maps.Equal(kinds, c.Diff.People.Changed) {
				t.Errorf("listed %v, counted %v", kinds, c.Diff.People.Changed)
			}
			// In the words of a reader: who was ready, and what came and went, is who is ready.
			ready := a.sum.Ready.Ready
			for _, p := range c.Changed {
				if p.Old == "ready" && p.New != "ready" {
					ready--
				}
				if p.New == "ready" && p.Old != "ready" {
					ready++
				}
			}
			if ready != b.sum.Ready.Ready {
				t.Errorf("%d ready by the changes, %d by the report", ready, b.sum.Ready.Ready)
			}
		})
	}
}

// What a report didn't check is not comparable in either direction: never fixed, never new, and nobody became ready by
// it.
func TestNotComparable(t *testing.T) {
	seen := map[record.DiffKind]int{}
	pairs(t, true, func(a, b *made) {
		c := compared(t, a, b)
		alike := a.sum.Scope.Description == b.sum.Scope.Description
		checked := func(id string) bool {
			for _, m := range []*made{a, b} {
				i := slices.IndexFunc(m.sum.Tallies, func(t record.Tally) bool { return t.ID == id })
				if m.sum.Tallies[i].Skipped || len(m.sum.Tallies[i].Missing) > 0 {
					return false
				}
			}
			return true
		}
		open := func(causes []string) bool {
			return slices.ContainsFunc(causes, func(id string) bool { return !checked(id[len("cause-"):]) })
		}
		for _, d := range c.Causes {
			seen[d.Change]++
			if d.Change != record.NotComparable != checked(d.ID[len("cause-"):]) && alike {
				t.Errorf("%+v", d)
			}
		}
		for _, d := range c.Rules {
			if d.Change == record.NotComparable != (!checked(d.ID) || !alike) {
				t.Errorf("%+v", d)
			}
		}
		for _, d := range c.Settings {
			if d.Rule != "" && !checked(d.Rule) {
				t.Errorf("%+v", d)
			}
		}
		for _, p := range c.Changed {
			seen[p.Change]++
			switch {
			case p.Change == record.CameBlocked && !alike, p.Change == record.BecameReady && open(p.Fixed),
				p.Change == record.BecameBlocked && !slices.ContainsFunc(p.Added,
					func(id string) bool { return !open([]string{id}) }):
				t.Errorf("%+v", p)
			}
		}
		if c.ExitStatus == 0 && (len(a.sum.Missing) > 0 || len(b.sum.Missing) > 0) {
			t.Error("nothing is said of what is missing")
		}
	})
	for _, kind := range record.SubjectChanges() {
		if seen[kind] == 0 {
			t.Errorf("nobody is %q", kind)
		}
	}
}
