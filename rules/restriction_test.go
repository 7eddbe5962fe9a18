package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

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
		{Name: "third", Priority: 3, Assignments: forGroup(members(1, 2, 3))},
		{Name: "nobody's", Priority: 1},
		{Name: "second", Priority: 2,
			Assignments: []tenant.Assignment{{Kind: "group", Group: tenant.Group{Members: members(2, 4)},
				Filter: "include"}}},
		{Name: "default", Default: true},
		{Name: "first", Priority: 1, Assignments: forGroup(members(1))},
	}
	var c restrictionCount
	c.begin(all)
	for u := range byte(6) {
		c.count(all, &tenant.User{ID: tenant.GUID{u}}, Qualified)
	}
	var said []string
	for _, i := range c.order {
		said = append(said, fmt.Sprint(all[i].Name, c.reach[i]))
	}
	// 1 falls to the first; 2 and 4 perhaps to the second, else to the third and the default; 3 to the third; 0 and 5
	// to the default.
	if got, want := strings.Join(said, ", "),
		"first{6 1 0 0}, second{6 0 2 0}, third{6 1 1 0}, default{6 2 1 0}"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if c.rest != (affected{Users: 6}) {
		t.Errorf("rest %v", c.rest)
	}
	for _, pair := range [][]int{{3, 4}, {4, 3}} {
		two := []tenant.Restriction{all[pair[0]], all[pair[1]]}
		c.begin(two)
		if !two[c.order[1]].Default {
			t.Errorf("%v: the default restriction wins", two)
		}
	}
	some := slices.DeleteFunc(slices.Clone(all), func(r tenant.Restriction) bool { return r.Default })
	c.begin(some)
	for u := range byte(6) {
		c.count(some, &tenant.User{ID: tenant.GUID{u}}, Qualified)
	}
	if c.rest != (affected{6, 2, 1, 0}) {
		t.Errorf("rest without a default %v", c.rest)
	}
}

// Of two restrictions with the same priority nobody knows which wins over whom both mean, and both win over those
// behind.
func TestRestrictionsOfOnePriority(t *testing.T) {
	one, two := tenant.GUID{1}, tenant.GUID{2}
	all := []tenant.Restriction{
		{Default: true},
		{Priority: 1, Assignments: forGroup(tenant.Members{one: tenant.Direct, two: tenant.Direct})},
		{Priority: 1, Assignments: forGroup(tenant.Members{two: tenant.Direct})},
		{Priority: 2, Assignments: []tenant.Assignment{to("allUsers", nil)}},
	}
	var c restrictionCount
	c.begin(all)
	for u := range byte(4) {
		c.count(all, &tenant.User{ID: tenant.GUID{u}}, Qualified)
	}
	if want := []affected{{4, 0, 0, 0}, {4, 1, 1, 0}, {4, 0, 1, 0}, {4, 2, 0, 0}}; !slices.Equal(c.reach, want) {
		t.Errorf("%v, want %v", c.reach, want)
	}
	all[2].Assignments = forGroup(nil) // it perhaps means the others too
	c.begin(all)
	for u := range byte(4) {
		c.count(all, &tenant.User{ID: tenant.GUID{u}}, Qualified)
	}
	if want := []affected{{4, 0, 0, 0}, {4, 0, 2, 0}, {4, 0, 4, 0}, {4, 0, 2, 0}}; !slices.Equal(c.reach, want) {
		t.Errorf("one that was not read: %v, want %v", c.reach, want)
	}
}

// A filter, all devices and a platform that nobody knows leave open whom a restriction means, if it means anybody.
func TestRestricts(t *testing.T) {
	me := tenant.Members{exampleUser: tenant.Direct}
	for name, c := range map[string]struct {
		r    tenant.Restriction
		want tenant.Tri
	}{
		"default":          {tenant.Restriction{Default: true}, tenant.Yes},
		"the user's group": {tenant.Restriction{Assignments: forGroup(me)}, tenant.Yes},
		"another group": {tenant.Restriction{Assignments: forGroup(tenant.Members{})},
			tenant.No},
		"through a filter": {tenant.Restriction{Assignments: []tenant.Assignment{{Kind: "allUsers",
			Filter: "include"}, to("group", tenant.Members{})}}, tenant.Unknown},
		"another group through a filter": {tenant.Restriction{Assignments: []tenant.Assignment{{Kind: "group",
			Group: tenant.Group{Members: tenant.Members{}}, Filter: "include"}}}, tenant.No},
		"all devices": {tenant.Restriction{Assignments: []tenant.Assignment{to("allDevices",
			nil)}}, tenant.Unknown},
		"all devices and the user's group": {tenant.Restriction{Assignments: []tenant.Assignment{to("allDevices",
			nil), to("group", me)}}, tenant.Yes},
		"a strange platform": {tenant.Restriction{Platform: "next", Assignments: forGroup(me)},
			tenant.Unknown},
		"a strange platform and another group": {tenant.Restriction{Platform: "next",
			Assignments: forGroup(tenant.Members{})}, tenant.No},
	} {
		if got := restricts(c.r, exampleUser); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// Whom restrictions mean is read where one of them keeps something out.
func TestRestrictionsInQuestion(t *testing.T) {
	open := tenant.Restriction{Blocked: tenant.No, PersonalBlocked: tenant.No}
	standard := open
	standard.Default = true
	with := func(change func(*tenant.Restriction)) []tenant.Restriction {
		r := open
		change(&r)
		return []tenant.Restriction{standard, r}
	}
	if restrictionsInQuestion([]tenant.Restriction{standard, open}) || restrictionsInQuestion(nil) {
		t.Error("nothing keeps anything out")
	}
	for name, all := range map[string][]tenant.Restriction{
		"no default one":   {open},
		"blocked":          with(func(r *tenant.Restriction) { r.Blocked = tenant.Yes }),
		"blocked or not":   with(func(r *tenant.Restriction) { r.Blocked = tenant.Unknown }),
		"personal":         with(func(r *tenant.Restriction) { r.PersonalBlocked = tenant.Yes }),
		"personal or not":  with(func(r *tenant.Restriction) { r.PersonalBlocked = tenant.Unknown }),
		"minimum":          with(func(r *tenant.Restriction) { r.MinVersion = "10" }),
		"maximum":          with(func(r *tenant.Restriction) { r.MaxVersion = "10" }),
		"strange platform": with(func(r *tenant.Restriction) { r.Platform = "next" }),
	} {
		if !restrictionsInQuestion(all) {
			t.Errorf("%s: not in question", name)
		}
	}
}

// Where no release is known that is serviced, nothing is taken for well.
func TestNoReleaseKnown(t *testing.T) {
	env := &Env{Facts: &Facts{Windows: &windows.Tables{}, Now: exampleNow}}
	if !env.activationAtRisk() {
		t.Error("no Windows that is serviced needs Conditional Access to spare the store")
	}
	if v := judgeVersions(env, tenant.Restriction{MinVersion: "10.0.19045"}); v.Outcome != NotEvaluated ||
		!strings.Contains(v.Detail, "which versions are serviced on 2026-") {
		t.Errorf("%+v", v)
	}
}

func TestVersionAbove(t *testing.T) {
	for _, c := range []struct {
		a, b      string
		above, ok bool
	}{
		{"10.0.26100", "10.0.26100", false, true}, {"10.0.26101", "10.0.26100", true, true},
		{"10.0.26099", "10.0.26100", false, true},
		{"10.0.26100.1", "10.0.26100", true, true}, {"10.0.26100", "10.0.26100.1", false, true},
		{"10.0.26100.0", "10.0.26100", false, true},
		{"10.1", "10.0.99999", true, true}, {"9.9.99999", "10.0.1", false, true}, {"11", "10.0.26100", true, true},
		{"10.0.9", "10.0.10", false, true}, {"10.0.100", "10.0.99", true, true},
		{"10.0.09", "10.0.9", false, true}, {"10.0.190", "10.0.1/0", false, false}, {"10.0.1:", "10.0.1", false, false},
		{"", "10", false, false}, {"10..1", "10.0.1", false, false},
		{"10.0.999999999", "10.0.1", true, true}, {"10.0.1234567890", "10.0.1", false, false},
		{"10.0.x", "10.0.1", false, false}, {"10.0.1", "10.0.x", false, false},
	} {
		if above, ok := versionAbove(c.a, c.b); above != c.above || ok != c.ok {
			t.Errorf("%q above %q: %v, %v", c.a, c.b, above, ok)
		}
	}
}

// Each restriction that is assigned has its verdict, and nothing else has.
func TestRestrictionVerdicts(t *testing.T) {
	env := &Env{
		Facts: &Facts{Settings: tenant.Settings{Restrictions: []tenant.Restriction{{Name: "default", Default: true,
			Blocked: tenant.No}, {Name: "nobody's"}}, DeviceLimits: []tenant.DeviceLimit{{Name: "limit", Limit: 5}}}}}
	env.begin()
	for _, r := range []*Rule{windowsMayEnroll, deviceLimit} {
		if vs := r.Once(env); len(vs) != 1 {
			t.Errorf("%s: %+v", r.ID, vs)
		}
	}
}

func TestReachOf(t *testing.T) {
	staff, pilot := to("group", nil), to("exclusion", nil)
	staff.Group.DisplayName, pilot.Group.DisplayName = "Staff", "Pilot"
	filtered := func(a tenant.Assignment) tenant.Assignment { a.Filter = "include"; return a }
	for want, all := range map[string][]tenant.Assignment{
		"group Staff":                  {staff},
		"group Staff but group Pilot":  {pilot, staff},
		"all users and group Staff":    {to("allUsers", nil), staff},
		"group Staff through a filter": {filtered(staff)},
		"all users but group Pilot": {to("allUsers", nil),
			filtered(pilot)}, // Graph knows no filter of those left out
		"nobody":                              {filtered(pilot)},
		"\"cloudPCs\", an unrecognized value": {to("cloudPCs", nil)},
	} {
		if got := reachOf(tenant.Restriction{Assignments: all}); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
