package rules

import (
	"strings"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// evaluator judges the tenant of an example.
func evaluator(t *testing.T, x Example, s *Scope) (*Evaluator, *Case) {
	t.Helper()
	c, err := x.Case()
	if err != nil {
		t.Fatal(err)
	}
	return NewEvaluator(c.env(x.OtherMDM), s, Catalog()), c
}

func tallyOf(t *testing.T, sum Summary, id string) Tally {
	t.Helper()
	for _, ta := range sum.Tallies {
		if ta.Rule.ID == id {
			return ta
		}
	}
	t.Fatalf("no tally of %s", id)
	return Tally{}
}

func TestVerdict(t *testing.T) {
	colleague := func(c *Case, n byte, change func(*tenant.User)) *tenant.User {
		u := c.User
		u.ID[15] = n
		if change != nil {
			change(&u)
		}
		return &u
	}
	none := func(u *tenant.User) { u.Licenses = nil }
	tests := []struct {
		name     string
		example  Example
		scope    Scope
		feed     func(*Evaluator, *Case)
		want     Outcome
		complete bool
	}{
		{"everything met", Example{Holds: "SPE_E3"}, Scope{}, func(ev *Evaluator, c *Case) { ev.User(&c.User) }, Pass, true},
		{"nobody in scope is not a pass", Example{Holds: "SPE_E3"}, Scope{}, func(*Evaluator, *Case) {}, NotEvaluated, true},
		{"one user fails", Example{Holds: "SPE_E3 -INTUNE_A"}, Scope{}, func(ev *Evaluator, c *Case) { ev.User(&c.User) }, Fail, true},
		{"a member without a licence hides nothing and fails nothing", Example{Holds: "SPE_E3"}, Scope{}, func(ev *Evaluator, c *Case) {
			ev.User(&c.User)
			ev.User(colleague(c, 2, none))
		}, Pass, true},
		{"only members without a licence is not a pass", Example{Holds: "SPE_E3"}, Scope{}, func(ev *Evaluator, c *Case) {
			ev.User(colleague(c, 2, none))
		}, NotEvaluated, true},
		{"--include-unlicensed fails them", Example{Holds: "SPE_E3"}, Scope{IncludeUnlicensed: true}, func(ev *Evaluator, c *Case) {
			ev.User(colleague(c, 2, none))
		}, Fail, true},
		{"in a group they fail", Example{Holds: "SPE_E3"}, Scope{Groups: []tenant.Group{{Members: tenant.Members{{15: 2}: tenant.Nested}}}}, func(ev *Evaluator, c *Case) {
			ev.User(&c.User)
			ev.User(colleague(c, 2, none))
		}, Fail, true},
		{"a failed assignment makes a person", Example{Holds: "SPE_E3"}, Scope{}, func(ev *Evaluator, c *Case) {
			ev.User(colleague(c, 2, func(u *tenant.User) {
				u.Licenses, u.States = nil, []tenant.LicenseState{{SKU: c.SKUs[0].ID, State: "Error", Error: "CountViolation"}}
			}))
		}, Fail, true},
		{"licences unknown for one user", Example{Holds: "SPE_E3"}, Scope{}, func(ev *Evaluator, c *Case) {
			ev.User(&c.User)
			ev.User(colleague(c, 2, func(u *tenant.User) { u.Licenses, u.LicensesKnown = nil, false }))
		}, NotEvaluated, true},
		{"the read broke off", Example{Holds: "SPE_E3"}, Scope{}, func(ev *Evaluator, c *Case) {
			ev.User(&c.User)
			ev.Missing(Gap{Dataset: tenant.Users, Partial: true, Why: "reading stopped after 1 user"})
		}, NotEvaluated, false},
		{"a failure stands though the read broke off", Example{Holds: "SPE_E3 -INTUNE_A"}, Scope{}, func(ev *Evaluator, c *Case) {
			ev.User(&c.User)
			ev.Missing(Gap{Dataset: tenant.Users, Partial: true})
		}, Fail, false},
		{"a refused dataset", Example{Holds: "SPE_E3"}, Scope{}, func(ev *Evaluator, c *Case) {
			ev.Missing(Gap{Dataset: tenant.MDMPolicies, Permission: "Policy.Read.All"})
			ev.User(&c.User)
		}, NotEvaluated, false},
		{"a dataset that no selected rule needs", Example{Holds: "SPE_E3"}, Scope{}, func(ev *Evaluator, c *Case) {
			ev.Missing(Gap{Dataset: tenant.Subscriptions})
			ev.User(&c.User)
		}, Pass, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ev, c := evaluator(t, tt.example, &tt.scope)
			tt.feed(ev, c)
			_, sum := ev.Finish()
			if sum.Verdict != tt.want || sum.Complete != tt.complete {
				t.Errorf("verdict %v, complete %v; want %v, %v", sum.Verdict, sum.Complete, tt.want, tt.complete)
			}
		})
	}
}

// Users among whom none has assignedLicenses were read with the wrong $select.
func TestNoUserHasLicenses(t *testing.T) {
	ev, c := evaluator(t, Example{Holds: "SPE_E3"}, &Scope{})
	unsent(c)
	ev.User(&c.User)
	_, sum := ev.Finish()
	if sum.Verdict != NotEvaluated || sum.Complete || len(sum.Missing) != 1 || !strings.Contains(sum.Missing[0].Hint, "$select=id,") {
		t.Errorf("summary %+v", sum)
	}
}

func TestSkippedRuleRaisesNothing(t *testing.T) {
	c, err := Example{Holds: "SPE_E3 -INTUNE_A"}.Case()
	if err != nil {
		t.Fatal(err)
	}
	selected, err := Select(nil, []string{"lic-02"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ev := NewEvaluator(c.env(false), &Scope{}, selected)
	row := ev.User(&c.User)
	if len(row.Findings) > 1 { // MDM-03 warns
		t.Errorf("findings %+v", row.Findings)
	}
	_, sum := ev.Finish()
	if ta := tallyOf(t, sum, "LIC-02"); !ta.Skipped || ta.Fail != 0 || sum.Verdict != Pass {
		t.Errorf("tally %+v, verdict %v", ta, sum.Verdict)
	}
}

func TestScope(t *testing.T) {
	member := tenant.User{ID: tenant.GUID{1}, UPN: "Avery@contoso.example", Enabled: tenant.Yes, UserType: "Member"}
	with := func(change func(*tenant.User)) tenant.User { u := member; change(&u); return u }
	inGroup := []tenant.Group{{Members: tenant.Members{{1}: tenant.Nested}}}
	tests := []struct {
		name  string
		user  tenant.User
		scope Scope
		want  Place
	}{
		{"member", member, Scope{}, InScope},
		{"userType null", with(func(u *tenant.User) { u.UserType = "" }), Scope{}, InScope},
		{"accountEnabled not sent", with(func(u *tenant.User) { u.Enabled = tenant.Unknown }), Scope{}, InScope},
		{"disabled", with(func(u *tenant.User) { u.Enabled = tenant.No }), Scope{}, Disabled},
		{"disabled, asked for", with(func(u *tenant.User) { u.Enabled = tenant.No }), Scope{IncludeDisabled: true}, InScope},
		{"guest", with(func(u *tenant.User) { u.UserType = "Guest" }), Scope{}, Guest},
		{"guest in lower case", with(func(u *tenant.User) { u.UserType = "guest" }), Scope{}, Guest},
		{"guest, asked for", with(func(u *tenant.User) { u.UserType = "Guest" }), Scope{IncludeGuests: true}, InScope},
		{"external by state", with(func(u *tenant.User) { u.ExternalUserState = "Accepted" }), Scope{}, External},
		{"external by creation", with(func(u *tenant.User) { u.CreationType = "Invitation" }), Scope{}, External},
		{"external by name", with(func(u *tenant.User) { u.UPN = "a_b.example#EXT#@contoso.example" }), Scope{}, External},
		{"external, asked for", with(func(u *tenant.User) { u.CreationType = "Invitation" }), Scope{IncludeGuests: true}, InScope},
		{"local account", with(func(u *tenant.User) { u.CreationType = "LocalAccount" }), Scope{}, InScope},
		{"in the group", member, Scope{Groups: inGroup}, InScope},
		{"not in the group", with(func(u *tenant.User) { u.ID = tenant.GUID{2} }), Scope{Groups: inGroup}, NotInGroup},
		{"in the excluded group", member, Scope{ExcludeGroups: inGroup}, ExcludedGroup},
		{"excluded by name", member, Scope{ExcludeUPN: []string{"AV*@contoso.example"}}, ExcludedName},
		{"not excluded by name", member, Scope{ExcludeUPN: []string{"b*"}}, InScope},
		{"first reason counts", with(func(u *tenant.User) { u.Enabled, u.UserType = tenant.No, "Guest" }), Scope{}, Guest},
	}
	for _, tt := range tests {
		if got := tt.scope.Of(&tt.user); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	if err := (&Scope{ExcludeUPN: []string{"["}}).Check(); err == nil {
		t.Error("a malformed pattern passed")
	}
}

// Every user read is counted once.
func TestScopeCountAddsUp(t *testing.T) {
	ev, c := evaluator(t, Example{Holds: "SPE_E3"}, &Scope{ExcludeUPN: []string{"x*"}})
	for _, change := range []func(*tenant.User){
		func(*tenant.User) {}, func(u *tenant.User) { u.UserType = "Guest" }, func(u *tenant.User) { u.Enabled = tenant.No },
		func(u *tenant.User) { u.CreationType = "Invitation" }, func(u *tenant.User) { u.UPN = "x" }, func(u *tenant.User) { u.Licenses = nil },
	} {
		u := c.User
		change(&u)
		ev.User(&u)
	}
	_, sum := ev.Finish()
	s := sum.Scope
	if s.Read != 6 || s.InScope != 2 || s.Unlicensed != 1 || s.Guests != 1 || s.Disabled != 1 || s.External != 1 || s.ExcludedName != 1 {
		t.Errorf("%+v", s)
	}
}

func BenchmarkUser(b *testing.B) {
	c, err := Example{Holds: "SPE_E3, INTUNE_A, FLOW_FREE"}.Case()
	if err != nil {
		b.Fatal(err)
	}
	env := &Env{Settings: c.Settings, Licenses: license.NewTable(c.SKUs, license.Options{})}
	ev := NewEvaluator(env, &Scope{}, Catalog())
	b.ReportAllocs()
	for b.Loop() {
		ev.User(&c.User)
	}
}
