package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

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
	demands.IncludeUsers, other.IncludeUsers, other.Name, other.IncludeGroups = nil, nil, "Other",
		[]tenant.Group{{DisplayName: "secret"}}
	env := &Env{Facts: &Facts{Settings: tenant.Settings{Access: []tenant.AccessPolicy{asks, demands, other}},
		Windows: windows.Default(), Now: exampleNow}}
	judge := func() string {
		env.begin()
		for u := range byte(6) {
			env.meet(&tenant.User{ID: tenant.GUID{u}, UserType: "Member"}, Qualified)
		}
		v := enrollmentEveryTime.Once(env)[0]
		return v.Outcome.String() + " " + v.Detail
	}
	const together = "requires sign-in every time, and policy %s MFA: together they require it every " +
		"time, where nobody can answer during setup; it applies to group asked, nobody is excluded; "
	if got, want := judge(), "warning enforced: "+fmt.Sprintf(together, "Compliance requires")+
		"2 of 6 users in scope are affected, and up to 1 more"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	env.Access[1].IncludeGroups = members("demanded", 5)
	if got, want := judge(), "not evaluated enforced: "+fmt.Sprintf(together, "Other requires")+
		"whether users in scope are affected is not known"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	env.Access[1].Frequency, env.Access[2].State = "everyTime", reportOnly // it stands in the way by itself
	env.Access[1].IncludeGroups = members("demanded", 2)
	env.begin()
	env.meet(&tenant.User{ID: tenant.GUID{2}, UserType: "Member"}, Qualified)
	if vs := enrollmentEveryTime.Once(env); len(vs) != 1 || vs[0].Subject.Name != "Compliance" {
		t.Errorf("%+v", vs)
	}
	env.Access[1].Frequency, env.Access[1].State = "", "disabled"
	if got, want := judge(), "pass no policy requires MFA every time"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	env.Access[1].State, env.Access[1].IncludeGroups = "enabled", members("demanded", 5)
	if got, want := judge(), "pass no policy requires MFA every time"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// One verdict comes of each policy that stands in the way, with its state unless nobody is affected, and one where none
// does.
func TestAccessVerdicts(t *testing.T) {
	nobody, some := enrolling("enabled", "everyTime"), enrolling("enabled", "everyTime")
	nobody.IncludeUsers = []string{"None"}
	some.IncludeUsers, some.IncludeGroups, some.IncludeRoles = nil,
		[]tenant.Group{{DisplayName: "first", Members: tenant.Members{{1}: tenant.Direct}}}, []string{"r"}
	none := some
	none.IncludeGroups, none.IncludeRoles = []tenant.Group{{DisplayName: "third", Members: tenant.Members{}}}, nil
	const asks = "requires MFA with sign-in frequency \"Every time\": setup hangs at enrollment; "
	for _, c := range []struct {
		users []byte
		want  []string
	}{
		{[]byte{1}, []string{
			"enforced: " + asks +
				"it applies to group first and role r, except group g and guests; every user in scope is affected (1)",
			asks + "it applies to group third, except group g and guests; no user in scope is affected",
		}},
		{nil, []string{
			"enforced: " + asks +
				"it applies to group first and role r, except group g and guests; nobody is in scope yet",
			"enforced: " + asks + "it applies to group third, except group g and guests; nobody is in scope yet",
		}},
	} {
		env := &Env{Facts: &Facts{Settings: tenant.Settings{Access: []tenant.AccessPolicy{nobody, some, none}},
			Windows: windows.Default(), Now: exampleNow}}
		env.begin()
		for _, u := range c.users {
			env.meet(&tenant.User{ID: tenant.GUID{u}, UserType: "Member"}, Qualified)
		}
		var said []string
		for _, v := range enrollmentEveryTime.Once(env) {
			said = append(said, v.Detail)
		}
		if !slices.Equal(said, c.want) {
			t.Errorf("%q\nwant %q", said, c.want)
		}
	}
}

// That a role is excluded is told of a policy that stands in the way, and not where it does not or is not known to.
func TestAccessExcludedRole(t *testing.T) {
	for name, c := range map[string]struct {
		groups []tenant.Group
		want   string
	}{
		"means the user": {[]tenant.Group{{DisplayName: "G", Members: tenant.Members{exampleUser: tenant.Direct}}},
			"warning; every user in scope is affected (1), except for members of an excluded role, who aren't read"},
		"means others": {[]tenant.Group{{DisplayName: "G", Members: tenant.Members{}}},
			"pass; no user in scope is affected"},
		"could mean them": {[]tenant.Group{{DisplayName: "G"}},
			"not evaluated; whether users in scope are affected is not known"},
	} {
		p := enrolling("enabled", "everyTime")
		p.IncludeUsers, p.IncludeGroups, p.ExcludeRoles = nil, c.groups, []string{"r"}
		env := &Env{Facts: &Facts{Settings: tenant.Settings{Access: []tenant.AccessPolicy{p}},
			Windows: windows.Default(), Now: exampleNow}}
		env.begin()
		env.meet(&tenant.User{ID: exampleUser, UserType: "Member"}, Qualified)
		v := enrollmentEveryTime.Once(env)[0]
		_, said, _ := strings.Cut(v.Detail, "role r and guests")
		if got := v.Outcome.String() + said; got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// Users whom a policy names are called by their names, in scope or not, and more than ten are counted.
func TestAccessNames(t *testing.T) {
	p := enrolling("enabled", "everyTime")
	p.ExcludeUsers, p.ExcludeGroups = nil, nil
	for i := range byte(12) {
		p.ExcludeUsers = append(p.ExcludeUsers, tenant.GUID{0xab, i}.String())
	}
	facts := &Facts{Settings: tenant.Settings{Access: []tenant.AccessPolicy{p}}, Windows: windows.Default(),
		Now: exampleNow}
	ev := NewEvaluator(facts, &Scope{IncludeUnlicensed: true}, []*Rule{enrollmentEveryTime})
	ev.User(&tenant.User{ID: tenant.GUID{0xab, 1}, UPN: "left@contoso.example", Enabled: tenant.No, UserType: "Member",
		LicensesKnown: true})
	ev.User(&tenant.User{ID: tenant.GUID{9}, UPN: "a@contoso.example", Enabled: tenant.Yes, UserType: "Member",
		LicensesKnown: true})
	findings, _ := ev.Finish()
	if n := len(ev.env.count.Access.names); n != 12 {
		t.Errorf("names of %d users are kept, and policies name 12", n)
	}
	p.ExcludeUsers = p.ExcludeUsers[:10]
	if said := ev.env.whom(p); !strings.HasSuffix(said, " and user ab090000-0000-0000-0000-000000000000") {
		t.Error(said)
	}
	p.ExcludeUsers = []string{"None", tenant.Agents, tenant.SomeGuests}
	if said := ev.env.whom(p); !strings.HasSuffix(said, ", except accounts of agents and some guests") {
		t.Error(said)
	}
	if d := findings[0].Detail; !strings.Contains(d,
		"except user ab000000-0000-0000-0000-000000000000, user left@contoso.example, user ab02") ||
		!strings.Contains(d,
			"user ab090000-0000-0000-0000-000000000000 and 2 more; every user in scope is affected (1)") {
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
		{"MFA now and then", nil, []tenant.AccessPolicy{complying("OR", "All", "mfa")}, []bool{false}},
		{"it, while 23H2 is serviced", on(2026, 11, 10),
			[]tenant.AccessPolicy{complying("OR", "All", "mfa"), complying("OR", enrollmentApp, "mfa")},
			[]bool{true, false}},
		{"it, and one that asks to sign in every time", nil,
			[]tenant.AccessPolicy{complying("OR", "All", "mfa"), signingIn("All")}, []bool{true, true}},
		{"it, and one that is off", nil,
			[]tenant.AccessPolicy{complying("OR", "All", "mfa"), state(signingIn("All"), "disabled")},
			[]bool{false, false}},
		{"it, and one that asks to sign in now and then", nil,
			[]tenant.AccessPolicy{complying("OR", "All", "mfa"),
				func() tenant.AccessPolicy { p := signingIn("All"); p.Frequency = "timeBased"; return p }()},
			[]bool{false, false}},
		{"every time", nil, []tenant.AccessPolicy{enrolling("enabled", "everyTime"), enrolling("enabled", "timeBased"),
			enrolling(reportOnly, "everyTime")}, []bool{true, false, true}},
		{"every time on another application", nil,
			[]tenant.AccessPolicy{complying("OR", "All", "mfa"),
				{State: "enabled", IncludeUsers: everybody, IncludeApps: []string{"other"}, Frequency: "everyTime"}},
			[]bool{false, false}},
		{"compliance of all applications", nil,
			[]tenant.AccessPolicy{complying("OR", "All", "mfa"), complying("OR", "All", "compliantDevice")},
			[]bool{false, false}},
		{"it, and one that asks to sign in every time", nil,
			[]tenant.AccessPolicy{signingIn("All"), complying("OR", "All", "compliantDevice")}, []bool{true, false}},
		{"it, while 23H2 is serviced", on(2026, 11, 10),
			[]tenant.AccessPolicy{complying("OR", "All", "compliantDevice")}, []bool{false}},
		{"every time on telephones", nil,
			[]tenant.AccessPolicy{onPlatform(enrolling("enabled", "everyTime"), []string{"iOS"}, nil)}, []bool{false}},
		{"what keeps devices out", nil, []tenant.AccessPolicy{complying("OR", enrollmentApp, "compliantDevice"),
			complying("OR", "All", "compliantDevice"), complying("OR", "All", "palmReading")},
			[]bool{true, false, true}},
		{"what keeps devices out at a risk", nil, []tenant.AccessPolicy{risky(complying("OR", "All", "block"), "high"),
			complying("OR", "All", "block")}, []bool{false, true}},
		{"MFA, and one that asks to sign in every time at a risk", nil,
			[]tenant.AccessPolicy{complying("OR", "All", "mfa"), risky(signingIn("All"), "high")},
			[]bool{false, false}},
		{"a strength of all resources", nil, []tenant.AccessPolicy{strongly("All", nil), strongly("other", nil)},
			[]bool{true, false}},
		{"joining at a risk", nil, []tenant.AccessPolicy{risky(registeringPolicy("enabled"), "high"),
			registeringPolicy("enabled")}, []bool{false, true}},
		{"joining", nil, []tenant.AccessPolicy{registeringPolicy("enabled"), registeringPolicy("disabled")},
			[]bool{true, false}},
	} {
		x := &Case{Now: exampleNow}
		if c.change != nil {
			c.change(x)
		}
		if got := x.env(false).accessInQuestion(c.all); !slices.Equal(got, c.want) {
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
	if got := roleNames()["62e90394-69f5-4237-9190-012177145e10"]; got != "Global Administrator" ||
		len(roleNames()) < 40 {
		t.Errorf("%q of %d", got, len(roleNames()))
	}
}
