package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

func TestNarrow(t *testing.T) {
	person, many := &Env{person: true}, &Env{}
	for _, c := range []struct {
		env   *Env
		v     Verdict
		reach Reach
		want  string
	}{
		{many, Failf("blocked"), Reach{9, 9, 0}, "fail blocked; every user in scope is affected (9)"},
		{many, Failf("blocked"), Reach{9, 5, 0}, "fail blocked; 5 of 9 users in scope are affected"},
		{many, Failf("blocked"), Reach{9, 5, 2}, "fail blocked; 5 of 9 users in scope are affected, and perhaps 2 more"},
		{many, Failf("blocked"), Reach{9, 0, 2}, "not evaluated blocked; whether users in scope are affected is not known"},
		{many, Failf("blocked"), Reach{9, 0, 0}, "pass blocked; no user in scope is affected"},
		{many, Failf("blocked"), Reach{}, "warning blocked; nobody is in scope yet"},
		{many, Unknown("strange"), Reach{}, "not evaluated strange; nobody is in scope yet"},
		{many, ByHandf("look"), Reach{}, "check by hand look; nobody is in scope yet"},
		{many, Unknown("strange"), Reach{9, 0, 0}, "pass strange; no user in scope is affected"},
		{many, Unknown("strange"), Reach{9, 1, 0}, "not evaluated strange; 1 of 9 users in scope are affected"},
		{many, Passf("fine"), Reach{9, 0, 2}, "pass fine"},
		{many, NA("other"), Reach{9, 0, 2}, "not applicable other"},
		{many, ByHandf("look"), Reach{9, 0, 2}, "check by hand look"},
		{many, ByHandf("look"), Reach{9, 0, 0}, "pass look; no user in scope is affected"},
		{many, ByHandf("look"), Reach{9, 3, 0}, "check by hand look; 3 of 9 users in scope are affected"},
		{person, Failf("blocked"), Reach{1, 1, 0}, "fail blocked"},
		{person, Failf("blocked"), Reach{1, 0, 1}, "not evaluated blocked; whether the user is affected is not known"},
		{person, Failf("blocked"), Reach{1, 0, 0}, "pass blocked; no user in scope is affected"},
	} {
		if v := c.reach.narrow(c.env, c.v); v.Outcome.String()+" "+v.Detail != c.want {
			t.Errorf("%+v of %+v: %v %s, want %s", c.v, c.reach, v.Outcome, v.Detail, c.want)
		}
	}
}

func TestBothAndEither(t *testing.T) {
	const unknown, no, yes = tenant.Unknown, tenant.No, tenant.Yes
	for _, c := range []struct{ a, b, both, either tenant.Tri }{
		{yes, yes, yes, yes}, {yes, no, no, yes}, {yes, unknown, unknown, yes}, {no, no, no, no}, {no, unknown, no, unknown}, {unknown, unknown, unknown, unknown},
	} {
		if both(c.a, c.b) != c.both || both(c.b, c.a) != c.both {
			t.Errorf("both(%v, %v) is %v, want %v", c.a, c.b, both(c.a, c.b), c.both)
		}
		if either(c.a, c.b) != c.either || either(c.b, c.a) != c.either {
			t.Errorf("either(%v, %v) is %v, want %v", c.a, c.b, either(c.a, c.b), c.either)
		}
	}
}

// Each user in scope falls to the restriction that wins; one that perhaps does leaves those behind it open.
func TestRestrictionCount(t *testing.T) {
	members := func(users ...byte) tenant.Members {
		m := tenant.Members{}
		for _, u := range users {
			m[tenant.GUID{u}] = tenant.Direct
		}
		return m
	}
	all := []tenant.Restriction{
		{Name: "default", Default: true},
		{Name: "third", Priority: 3, Assignments: forGroup(members(1, 2, 3))},
		{Name: "nobody's", Priority: 1},
		{Name: "second", Priority: 2, Assignments: []tenant.Assignment{{Kind: "group", Group: tenant.Group{Members: members(2, 4)}, Filter: "include"}}},
		{Name: "first", Priority: 1, Assignments: forGroup(members(1))},
	}
	var c RestrictionCount
	c.begin(all)
	for u := range byte(6) {
		c.count(all, &tenant.User{ID: tenant.GUID{u}})
	}
	var said []string
	for _, i := range c.order {
		said = append(said, fmt.Sprint(all[i].Name, c.reach[i]))
	}
	// 1 falls to the first; 2 and 4 perhaps to the second, else to the third and the default; 3 to the third; 0 and 5 to the default.
	if got, want := strings.Join(said, ", "), "first{6 1 0}, second{6 0 2}, third{6 1 1}, default{6 2 1}"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if c.rest != (Reach{Users: 6}) {
		t.Errorf("rest %v", c.rest)
	}
	c.begin(all[1:])
	for u := range byte(6) {
		c.count(all[1:], &tenant.User{ID: tenant.GUID{u}})
	}
	if c.rest != (Reach{6, 2, 1}) {
		t.Errorf("rest without a default %v", c.rest)
	}
}

// Of policies that stand in the way together those users count whom both mean.
func TestAccessTogether(t *testing.T) {
	members := func(name string, users ...byte) []tenant.Group {
		g := tenant.Group{DisplayName: name, Members: tenant.Members{}}
		for _, u := range users {
			g.Members[tenant.GUID{u}] = tenant.Direct
		}
		return []tenant.Group{g}
	}
	asks, demands, other := signingIn(), complying("OR", "All", "mfa"), complying("OR", "All", "mfa")
	asks.IncludeGroups, demands.IncludeGroups = members("asked", 1, 2, 3), members("demanded", 2, 3, 4)
	demands.IncludeUsers, other.IncludeUsers, other.Name, other.IncludeGroups = nil, nil, "Other", []tenant.Group{{DisplayName: "secret"}}
	env := &Env{Settings: tenant.Settings{Access: []tenant.AccessPolicy{asks, demands, other}}, Windows: windows.Default(), Now: exampleNow}
	judge := func() string {
		env.begin()
		for u := range byte(6) {
			env.meet(&tenant.User{ID: tenant.GUID{u}, UserType: "Member"})
		}
		v := enrolmentEveryTime.Once(env)[0]
		return v.Outcome.String() + " " + v.Detail
	}
	const together = "asks to sign in every time, and policy %s a second factor: together they ask for it every time, where device preparation cannot answer; it applies to group asked, nobody is excluded; "
	if got, want := judge(), "warning enforced: "+fmt.Sprintf(together, "Compliance demands")+"2 of 6 users in scope are affected, and perhaps 1 more"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	env.Access[1].IncludeGroups = members("demanded", 5)
	if got, want := judge(), "not evaluated enforced: "+fmt.Sprintf(together, "Other demands")+"whether users in scope are affected is not known"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	env.Access[2].State = reportOnly
	if got, want := judge(), "pass no policy asks for a second factor every time"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// Users whom a policy names are called by their names, in scope or not, and more than ten are counted.
func TestAccessNames(t *testing.T) {
	p := enrolling("enabled", "everyTime")
	p.ExcludeUsers, p.ExcludeGroups = nil, nil
	for i := range byte(12) {
		p.ExcludeUsers = append(p.ExcludeUsers, tenant.GUID{0xab, i}.String())
	}
	env := &Env{Settings: tenant.Settings{Access: []tenant.AccessPolicy{p}}, Windows: windows.Default(), Now: exampleNow}
	ev := NewEvaluator(env, &Scope{IncludeUnlicensed: true}, []*Rule{enrolmentEveryTime})
	ev.User(&tenant.User{ID: tenant.GUID{0xab, 1}, UPN: "left@contoso.example", Enabled: tenant.No, UserType: "Member", LicensesKnown: true})
	ev.User(&tenant.User{ID: tenant.GUID{9}, UPN: "a@contoso.example", Enabled: tenant.Yes, UserType: "Member", LicensesKnown: true})
	findings, _ := ev.Finish()
	if d := findings[0].Detail; !strings.Contains(d, "except user ab000000-0000-0000-0000-000000000000, user left@contoso.example, user ab02") || !strings.Contains(d, "user ab090000-0000-0000-0000-000000000000 and 2 more; every user in scope is affected (1)") {
		t.Error(d)
	}
}

// Only of policies that a rule asks about whom they affect are groups read: they may be large.
func TestAccessInQuestion(t *testing.T) {
	state := func(p tenant.AccessPolicy, s string) tenant.AccessPolicy { p.State = s; return p }
	for _, c := range []struct {
		name   string
		change func(*Case)
		all    []tenant.AccessPolicy
		want   []bool
	}{
		{"a second factor now and then", nil, []tenant.AccessPolicy{complying("OR", "All", "mfa")}, []bool{false}},
		{"it, while 23H2 is serviced", on(2026, 11, 10), []tenant.AccessPolicy{complying("OR", "All", "mfa"), complying("OR", enrolmentApp, "mfa")}, []bool{true, false}},
		{"it, and one that asks to sign in every time", nil, []tenant.AccessPolicy{complying("OR", "All", "mfa"), signingIn("All")}, []bool{true, true}},
		{"it, and one that is off", nil, []tenant.AccessPolicy{complying("OR", "All", "mfa"), state(signingIn("All"), "disabled")}, []bool{false, false}},
		{"every time", nil, []tenant.AccessPolicy{enrolling("enabled", "everyTime"), enrolling("enabled", "timeBased"), enrolling(reportOnly, "everyTime")}, []bool{true, false, true}},
		{"every time on telephones", nil, []tenant.AccessPolicy{onPlatform(enrolling("enabled", "everyTime"), []string{"iOS"}, nil)}, []bool{false}},
		{"what keeps devices out", nil, []tenant.AccessPolicy{complying("OR", enrolmentApp, "compliantDevice"), complying("OR", "All", "compliantDevice"), complying("OR", "All", "palmReading")}, []bool{true, false, true}},
		{"joining", nil, []tenant.AccessPolicy{registeringPolicy("enabled"), registeringPolicy("disabled")}, []bool{true, false}},
	} {
		x := &Case{Now: exampleNow}
		if c.change != nil {
			c.change(x)
		}
		if got := x.env(false).AccessInQuestion(c.all); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestRoleNames(t *testing.T) {
	for id, name := range roleNames() {
		if _, err := tenant.ParseGUID(id); err != nil || id != strings.ToLower(id) || name == "" {
			t.Errorf("%q %q: %v", id, name, err)
		}
	}
	if got := roleNames()["62e90394-69f5-4237-9190-012177145e10"]; got != "Global Administrator" || len(roleNames()) < 40 {
		t.Errorf("%q of %d", got, len(roleNames()))
	}
}
