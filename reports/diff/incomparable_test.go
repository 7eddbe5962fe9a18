package diff

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// tiny is a tenant with three people, of whom the last is blocked, one device and a product.
func tiny() *made {
	all := []tenant.Dataset{tenant.Users, tenant.SKUs, tenant.ManagedDevices}
	rule := func(id string) record.Rule { return record.Rule{ID: id, Title: id, Level: rules.Required, Needs: all} }
	outcome := func(o rules.Outcome) *rules.Outcome { return &o }
	m := &made{run: record.Run{Version: "1", CatalogDate: "2026-08-20", WindowsDate: "2026-08-01", ExpiryDays: 30,
		Tenant: record.Tenant{ID: "t", Name: "Contoso"}, Rules: []record.Rule{rule("LIC-02"), rule("CA-01")}}}
	for i, ready := range []rules.Readiness{rules.Ready, rules.Ready, rules.Blocked} {
		m.users = append(m.users, record.User{ID: tenant.GUID{15: byte(i + 1)}, UPN: []string{"ada", "bob", "eve"}[i],
			Ready:    ready,
			Licenses: []tenant.License{{SKU: tenant.GUID{1}}}})
	}
	m.users[2].BlockedBy = []string{"assign"}
	m.devices = []record.Device{{ID: tenant.GUID{2}}}
	m.sum = record.Summary{Complete: true, Scope: record.ScopeCount{Description: "members", Asked: true, InScope: 3},
		Ready:  rules.ReadyCount{People: 3, Ready: 2, Blocked: 1},
		Causes: []rules.Cause{{ID: "assign", Title: "Assign", Rules: []string{"LIC-02"}, Stops: 1}},
		Tallies: []record.Tally{{ID: "LIC-02", Level: rules.Required, Result: outcome(rules.Fail),
			Counts: &record.Counts{Fail: 1}},
			{ID: "CA-01", Level: rules.Required, Result: outcome(rules.Pass), Counts: &record.Counts{Pass: 1}}},
		Subscriptions: []record.Subscription{{ID: tenant.GUID{1}, Enabled: 5}}}
	m.sum.Reading.Finished = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	return m
}

// miss makes a dataset one that couldn't be read.
func (m *made) miss(ds tenant.Dataset, partial bool) {
	gap := rules.Gap{Dataset: ds, Partial: partial, Why: "refused"}
	m.sum.Missing, m.sum.Complete = append(m.sum.Missing, gap), false
	for i := range m.sum.Tallies {
		t := &m.sum.Tallies[i]
		t.Missing = append(t.Missing, gap)
	}
}

// Every way in which one of two reports knows less, or something else, than the other: what is said of it first, what
// it comes to, and that nothing is called fixed, new, better or worse by it.
func TestIncomparable(t *testing.T) {
	for name, c := range map[string]struct {
		change func(old, now *made)
		about  string // a caveat; "" for none
		says   string // in a caveat, or in what isn't compared
		result record.DiffResult
	}{
		"nothing": {func(old, now *made) {}, "", "", record.DiffSame},
		"users cut in new": {func(old, now *made) {
			now.users = now.users[:1]
			now.miss(tenant.Users, true)
		}, record.AboutIncomplete, "NEW lacks users", record.DiffNotAll},
		"users cut in old": {func(old, now *made) {
			old.users = old.users[:1]
			old.miss(tenant.Users, true)
		}, record.AboutIncomplete, "OLD lacks users", record.DiffNotAll},
		"products unread": {func(old, now *made) {
			now.sum.Subscriptions = nil
			now.miss(tenant.SKUs, false)
		}, record.AboutIncomplete, "NEW lacks subscribedSkus", record.DiffNotAll},
		"devices unread": {func(old, now *made) {
			now.devices = nil
			now.miss(tenant.ManagedDevices, false)
		}, record.AboutIncomplete, "NEW lacks managedDevices", record.DiffNotAll},
		"a rule skipped": {func(old, now *made) {
			now.run.Rules, now.run.Skipped = now.run.Rules[1:], now.run.Rules[:1]
			now.sum.Tallies[0] = record.Tally{ID: "LIC-02", Skipped: true}
			now.sum.Causes, now.users[2].Ready, now.users[2].BlockedBy = nil, rules.Ready, nil
		}, record.AboutRules, "1 rule ran in OLD only: LIC-02", record.DiffNotAll},
		"a rule unknown": {func(old, now *made) {
			old.run.Rules, old.sum.Tallies = old.run.Rules[1:], old.sum.Tallies[1:]
			old.sum.Causes, old.users[2].Ready, old.users[2].BlockedBy = nil, rules.Ready, nil
		}, record.AboutRules, "1 rule ran in NEW only: LIC-02", record.DiffNotAll},
		"another service": {func(old, now *made) {
			now.run.OtherMDM = true
			now.sum.Causes, now.users[2].Ready, now.users[2].BlockedBy = nil, rules.Ready, nil
		}, record.AboutOptions, "another MDM service", record.DiffNotAll},
		"another scope, blocked": {func(old, now *made) {
			now.sum.Scope.Description = "members of group x"
			now.users = append(now.users, record.User{ID: tenant.GUID{9}, Ready: rules.Blocked,
				BlockedBy: []string{"more"}})
			now.sum.Causes = append(now.sum.Causes, rules.Cause{ID: "more", Rules: []string{"LIC-02"}, Stops: 1})
			*now.sum.Tallies[1].Result = rules.Fail
		}, record.AboutScope, "They are about different people. OLD: members. NEW: members of group x.",
			record.DiffNotAll},
		"another scope, gone": {func(old, now *made) {
			now.sum.Scope.Description = "members of group x"
			now.users, now.sum.Causes = now.users[:2], nil
		}, record.AboutScope, "different people", record.DiffNotAll},
		"columns": {func(old, now *made) {
			now.run.Columns = []string{"jobTitle"}
		}, record.AboutOptions, "--columns", record.DiffSame},
		"days": {func(old, now *made) {
			now.run.ExpiryDays = 60
		}, record.AboutOptions, "30 days (OLD) and 60 days (NEW)", record.DiffSame},
		"as of": {func(old, now *made) {
			now.run.AsOf = "2027-01-01"
		}, record.AboutTime, "OLD is as of 2026-11-20, NEW as of 2027-01-01.", record.DiffSame},
		"table": {func(old, now *made) {
			now.run.CatalogDate = "2026-11-01"
		}, record.AboutTables, "2026-08-20, that of NEW of 2026-11-01", record.DiffSame},
		"windows": {func(old, now *made) {
			now.run.WindowsDate = "2026-11-01"
		}, record.AboutTables, "Windows releases", record.DiffSame},
		"version": {func(old, now *made) {
			now.run.Version = "2"
		}, record.AboutVersion, "rules may have changed", record.DiffSame},
		"swapped": {func(old, now *made) {
			old.sum.Reading.Finished = old.sum.Reading.Finished.AddDate(0, 0, 1)
		}, record.AboutTime, "swap", record.DiffSame},
		"assumed": {func(old, now *made) {
			now.sum.WhatIf = []string{"Buy seats"}
		}, record.AboutAssumed, "NEW assumes 1 change: Buy seats.", record.DiffSame},
		"network": {func(old, now *made) {
			now.run.Network = &tenant.NetworkReport{}
		}, record.AboutRules, "The network was tested for NEW only.", record.DiffSame},
		"no tenant": {func(old, now *made) {
			now.run.Tenant = record.Tenant{}
		}, record.AboutTenant, "NEW doesn't say", record.DiffSame},
		"excused": {func(old,
			now *made) {
			now.sum.Excused = &record.Excused{People: record.ExcusedPeople{Excepted: 1}}
		},
			record.AboutOptions, "NEW excuses 1 blocked person by exceptions or a baseline.", record.DiffSame},
		"licenses unknown": {func(old, now *made) { now.users[0].Licenses = nil }, "", "", record.DiffNotAll},
		"unknown": {func(old, now *made) {
			now.users[0].Ready = rules.ReadyUnknown
		}, "", "", record.DiffNotAll},
		"known": {func(old, now *made) {
			old.users[2].Ready, old.users[2].BlockedBy, old.sum.Causes = rules.ReadyUnknown, nil, now.sum.Causes
		}, "", "", record.DiffNotAll},
	} {
		old, now := tiny(), tiny()
		c.change(old, now)
		got := compared(t, old, now)
		if got.Result != c.result || len(got.Worse) > 0 {
			t.Errorf("%s: %s, want %s: %v, %v, %+v", name, got.Result, c.result, got.Worse, got.Diff.People.Changed,
				got.Causes)
		}
		said, abouts := []string{}, []string{}
		for _, v := range got.Caveats {
			said, abouts = append(said, v.Text), append(abouts, v.About)
		}
		for _, v := range got.NotCompared {
			said = append(said, v.Why)
		}
		if text := strings.Join(said, "\n"); !strings.Contains(text, c.says) ||
			c.about != "" && !strings.Contains(strings.Join(abouts, " "), c.about) || c.about == "" && len(abouts) > 0 {
			t.Errorf("%s: said of %v:\n%s", name, abouts, text)
		}
		for _, d := range got.Causes {
			if d.Change == record.IsFixed || d.Change == record.IsNew {
				t.Errorf("%s: %+v", name, d)
			}
		}
		if n := got.Diff.People.Sum(record.BecameReady, record.BecameBlocked, record.CameBlocked); n > 0 {
			t.Errorf("%s: %v", name, got.Diff.People.Changed)
		}
	}
}

// Where a report doesn't know who is meant, nobody came or left, and no number of people changed: not even of a cause
// whose rule found without them that something is wrong. Either report may be the one.
func TestUncounted(t *testing.T) {
	admins := func(stops int) rules.Cause {
		return rules.Cause{ID: "admins", Title: "Admins", Rules: []string{"DIR-03"}, Stops: stops}
	}
	for name, c := range map[string]struct {
		lose func(m *made)
		says string
	}{
		"users refused": {func(m *made) {
			m.users, m.sum.Causes = nil, []rules.Cause{admins(0)}
			m.miss(tenant.Users, false)
			m.sum.Tallies[2].Missing = nil // DIR-03 needs no people
		}, "lacks users"},
		"users cut": {func(m *made) {
			m.users, m.sum.Causes[1] = m.users[2:], admins(1)
			m.miss(tenant.Users, true)
			m.sum.Tallies[2].Missing = nil
		}, "lacks users"},
		"a group refused": {func(m *made) {
			m.users, m.sum.Causes = nil, []rules.Cause{admins(0)}
			m.sum.Missing, m.sum.Complete = []rules.Gap{{Dataset: tenant.ScopeGroups}}, false
			m.sum.Scope.Description = "members of groups that weren't read"
		}, "They are about different people."},
		"in doubt": {func(m *made) {
			m.sum.Scope.Doubt = "the device preparation policies were not read"
			m.users = append(m.users, record.User{ID: tenant.GUID{9}, Ready: rules.Blocked, BlockedBy: []string{"admins"}})
			m.sum.Causes = append(m.sum.Causes[:1:1], admins(4), rules.Cause{ID: "more", Rules: []string{"DIR-03"}, Stops: 1})
		}, "isn't certain: the device preparation policies were not read."},
	} {
		for _, newer := range []bool{true, false} {
			pair := [2]*made{tiny(), tiny()}
			for _, m := range pair {
				pass, rule := rules.Fail, record.Rule{ID: "DIR-03", Needs: []tenant.Dataset{tenant.MDMPolicies}}
				m.run.Rules = append(m.run.Rules, rule)
				m.sum.Tallies = append(m.sum.Tallies, record.Tally{ID: "DIR-03", Result: &pass, Counts: &record.Counts{Fail: 1}})
				m.sum.Causes = append(m.sum.Causes, admins(3))
			}
			if newer {
				c.lose(pair[1])
			} else {
				c.lose(pair[0])
			}
			got := compared(t, pair[0], pair[1])
			if got.Result != record.DiffNotAll || got.ExitStatus != 4 || len(got.Causes) == 0 {
				t.Errorf("%s, %t: %s, %d, %v, %+v", name, newer, got.Result, got.ExitStatus, got.Worse, got.Causes)
			}
			for _, d := range got.Causes {
				if d.Change != record.NotComparable || d.Why == "" {
					t.Errorf("%s, %t: %+v", name, newer, d)
				}
				if lost := d.Old == nil || d.New == nil; d.ID == "admins" && c.says == "lacks users" && !lost {
					t.Errorf("%s, %t: a number is told that isn't known: %v, %v", name, newer, d.Old, d.New)
				}
			}
			if n := got.Diff.People.Sum(record.Came, record.CameBlocked, record.Left); n > 0 {
				t.Errorf("%s, %t: %v", name, newer, got.Diff.People.Changed)
			}
			if text := fmt.Sprint(got.Caveats, got.NotCompared); !strings.Contains(text, c.says) {
				t.Errorf("%s, %t: said: %s", name, newer, text)
			}
		}
	}
}

// What got worse is said whatever else can't be compared.
func TestWorse(t *testing.T) {
	for name, change := range map[string]func(now *made){
		"1 person became blocked": func(now *made) {
			now.users[0].Ready, now.users[0].BlockedBy, now.sum.Causes[0].Stops = rules.Blocked, []string{"assign"}, 2
		},
		"1 person came into scope blocked": func(now *made) {
			now.users = append(now.users, record.User{ID: tenant.GUID{9}, Ready: rules.Blocked,
				BlockedBy: []string{"assign"}})
		},
		"1 new cause blocks people": func(now *made) {
			now.sum.Causes = append(now.sum.Causes, rules.Cause{ID: "more", Rules: []string{"CA-01"}, Stops: 1})
		},
		"1 required rule newly fails": func(now *made) { *now.sum.Tallies[1].Result = rules.Fail },
	} {
		old, now := tiny(), tiny()
		change(now)
		now.sum.Missing = []rules.Gap{{Dataset: tenant.MDMPolicies}}
		now.sum.Complete = false
		got := compared(t, old, now)
		if got.Result != record.DiffWorse || got.ExitStatus != 3 || len(got.Worse) != 1 || got.Worse[0] != name {
			t.Errorf("%s: %s, %d, %v", name, got.Result, got.ExitStatus, got.Worse)
		}
	}
}

// What changed without anybody being blocked or a required rule failing is no reason to be alarmed.
func TestNotWorse(t *testing.T) {
	for name, c := range map[string]struct {
		change func(now *made)
		result record.DiffResult
	}{
		"a new cause that blocks nobody": {func(now *made) {
			now.sum.Causes = append(now.sum.Causes, rules.Cause{ID: "more", Rules: []string{"CA-01"}, Concerns: 1})
		}, record.DiffChanged},
		"a recommended rule fails": {func(now *made) {
			*now.sum.Tallies[1].Result, now.sum.Tallies[1].Level = rules.Fail, rules.Recommended
		}, record.DiffChanged},
		"a required rule warns": {func(now *made) { *now.sum.Tallies[1].Result = rules.Warn }, record.DiffChanged},
		"somebody left":         {func(now *made) { now.users = now.users[:2] }, record.DiffChanged},
		"somebody came ready": {func(now *made) {
			now.users = append(now.users, record.User{ID: tenant.GUID{9}, Ready: rules.Ready})
		}, record.DiffChanged},
		"seats": {func(now *made) { now.sum.Subscriptions[0].Enabled = 1 }, record.DiffChanged},
		"a cause is fixed": {func(now *made) {
			now.sum.Causes, now.users[2].Ready, now.users[2].BlockedBy = nil, rules.Ready, nil
		}, record.DiffBetter},
	} {
		old, now := tiny(), tiny()
		c.change(now)
		if got := compared(t, old, now); got.Result != c.result || got.ExitStatus != 0 || len(got.Worse) > 0 {
			t.Errorf("%s: %s, %d, %v", name, got.Result, got.ExitStatus, got.Worse)
		}
	}
}

// Two reports that don't belong together are refused, and so is one that has a person twice; a device that Graph told
// twice counts once.
func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(old, now *made)
		says   string
	}{
		"two tenants": {func(old, now *made) { now.run.Tenant.ID = "u" }, "they are of two tenants"},
		"redacted":    {func(old, now *made) { now.run.Redacted = true }, "one of the reports is redacted"},
		"network":     {func(old, now *made) { old.run.NetworkOnly = true }, "no people to compare"},
		"two keys": {func(old, now *made) {
			old.run.Redacted, now.run.Redacted = true, true
			now.strangers()
		}, "different keys"},
		"two keys that are told": {func(old, now *made) {
			old.run.Redacted, now.run.Redacted = true, true
			old.run.RedactionKey, now.run.RedactionKey = "a", "b"
		}, "different keys"},
		"two unknown tenants": {func(old, now *made) {
			old.run.Tenant.ID, now.run.Tenant.ID = "", ""
			now.strangers()
		}, "it isn't known that they are of one tenant"},
		"twice in old": {func(old, now *made) {
			old.users = append(old.users, old.users[0])
		}, "old.json: it has the person 00000000-0000-0000-0000-000000000001 twice"},
		"twice in new": {func(old, now *made) {
			now.users = append(now.users, now.users[0])
		}, "new.json: it has the person"},
		"a newcomer twice": {func(old, now *made) {
			u := record.User{ID: tenant.GUID{9}}
			now.users = append(now.users, u, u)
		}, "new.json: it has the person"},
	} {
		old, now := tiny(), tiny()
		c.change(old, now)
		if _, err := Of(old.input("old.json"), now.input("new.json"), "1"); err == nil ||
			!strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	old, now := tiny(), tiny()
	old.devices, now.devices = append(old.devices, old.devices[0]), append(now.devices, now.devices[0])
	if got := compared(t, old, now); got.Result != record.DiffSame {
		t.Errorf("devices that are there twice: %+v", got.Diff.Devices)
	}
}

// strangers makes everybody and everything of a report another.
func (m *made) strangers() {
	for i := range m.users {
		m.users[i].ID[0] = 0xff
	}
	for i := range m.devices {
		m.devices[i].ID[0] = 0xff
	}
}
