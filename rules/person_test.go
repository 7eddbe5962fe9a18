package rules

import (
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// A required rule about the tenant stands between every person and a device; LIC-01 is met by whoever holds a licence,
// and what the network and people's hands tell is not asked here.
func TestOfPerson(t *testing.T) {
	for _, r := range Catalog() {
		byHand := !slices.ContainsFunc(r.Examples, func(x Example) bool { return x.Want == Pass || x.Want == Fail })
		if r.Level == Required && r.Once != nil && !r.probed() && !byHand && r.ID != "LIC-01" && !r.OfPerson() {
			t.Errorf("%s is required, and a person is not asked about it", r.ID)
		}
	}
}

func TestPerson(t *testing.T) {
	group := tenant.Group{ID: tenant.GUID{7}}
	mine, other := tenant.GUID{1}, tenant.GUID{2}
	policy := func(name string, members tenant.Members, device tenant.GUID) tenant.PreparationPolicy {
		return tenant.PreparationPolicy{ID: name, Name: name, Assignments: []tenant.Assignment{to("group", members)}, Device: tenant.DeviceGroup{Known: true, ID: device, Valid: tenant.No, Error: "notSecurityGroup"}}
	}
	access := func(name string, groups ...string) tenant.AccessPolicy {
		return tenant.AccessPolicy{ID: name, Name: name, State: "enabled", IncludeGroups: groups, IncludeApps: []string{enrolmentApp}, Controls: []string{"mfa"}, Frequency: "everyTime"}
	}
	settings := tenant.Settings{
		Preparation: []tenant.PreparationPolicy{policy("theirs", tenant.Members{other: tenant.Direct}, other), policy("mine", tenant.Members{mine: tenant.Direct}, mine)},
		Access:      []tenant.AccessPolicy{access("for my group", group.ID.String()), access("for another", other.String())},
	}
	ask := func(id tenant.GUID, all bool) []string {
		env := &Env{Settings: settings}
		ev := NewEvaluator(env, &Scope{}, []*Rule{deviceGroup, policyExists, enrolmentEveryTime, onePolicy})
		row := ev.Person(&tenant.User{ID: id, UPN: "a@b"}, []tenant.Group{group}, all)
		if len(env.Preparation) != 2 || len(env.Access) != 2 || len(env.UserDriven()) != 2 {
			t.Errorf("the settings were changed: %+v", env.Settings)
		}
		var said []string
		for _, f := range row.Findings {
			said = append(said, f.Rule.ID+" "+f.Subject.Name)
		}
		return said
	}
	for _, c := range []struct {
		user tenant.GUID
		all  bool
		want string
	}{
		{mine, true, "CA-01 for my group, DPP-03 mine"},
		{other, true, "CA-01 for my group, DPP-03 theirs"},
		{tenant.GUID{3}, true, "CA-01 for my group"}, // no policy means the user, though there are some
		{mine, false, "CA-01 for my group, CA-01 for another, DPP-03 mine"},
	} {
		if got := strings.Join(ask(c.user, c.all), ", "); got != c.want {
			t.Errorf("user %v: %s, want %s", c.user, got, c.want)
		}
	}
}

func TestBarred(t *testing.T) {
	for name, c := range map[string]struct {
		user tenant.User
		want tenant.Tri
	}{
		"a member":                          {tenant.User{Enabled: tenant.Yes, UserType: "Member", UPN: "a@b"}, tenant.No},
		"one without a type":                {tenant.User{Enabled: tenant.Yes, UPN: "a@b"}, tenant.No},
		"disabled":                          {tenant.User{Enabled: tenant.No, UPN: "a@b"}, tenant.Yes},
		"enabled or not":                    {tenant.User{UPN: "a@b"}, tenant.Unknown},
		"a guest from elsewhere":            {tenant.User{Enabled: tenant.Yes, UserType: "Guest", UPN: "a_c#EXT#@b"}, tenant.Yes},
		"a member from elsewhere":           {tenant.User{Enabled: tenant.Yes, UserType: "Member", UPN: "a_c#EXT#@b"}, tenant.Yes},
		"a guest with an account of here":   {tenant.User{Enabled: tenant.Yes, UserType: "Guest", UPN: "a@b"}, tenant.Unknown},
		"invited once, and now a colleague": {tenant.User{Enabled: tenant.Yes, UserType: "Member", CreationType: "Invitation", UPN: "a@b"}, tenant.Unknown},
	} {
		if why, got := Barred(&c.user); got != c.want || (why == "") != (got == tenant.No) {
			t.Errorf("%s: %v, %q", name, got, why)
		}
	}
}
