package rules

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

// A required rule about the tenant stands between every person and a device; LIC-01 is met by whoever holds a license,
// and what the network and people's hands tell is not asked here.
func TestOfOneUser(t *testing.T) {
	for _, r := range Catalog() {
		manually := !slices.ContainsFunc(r.Shown, func(x Shown) bool { return x.Outcome == Pass || x.Outcome == Fail })
		if r.Level == Required && r.Once != nil && !slices.Contains(r.Needs, tenant.Network) && !manually &&
			r.ID != "LIC-01" && !r.OfOneUser() {
			t.Errorf("%s is required, and a person is not asked about it", r.ID)
		}
		// What all devices are read for is that the person has no Intune, which LIC-02 says.
		if r.EachUser != nil && !r.OfOneUser() && r != primaryUsers {
			t.Errorf("%s is about users, and a person is not asked about it", r.ID)
		}
	}
}

func TestOneUser(t *testing.T) {
	mine, other := tenant.GUID{1}, tenant.GUID{2}
	accountOf := func(label string) []tenant.PreparationSetting {
		return []tenant.PreparationSetting{{ID: accountSetting, Labels: []string{label}}}
	}
	policy := func(name string, members tenant.Members, device tenant.GUID) tenant.PreparationPolicy {
		return tenant.PreparationPolicy{ID: name, Name: name, Assignments: []tenant.Assignment{to("group", members)},
			Settings: accountOf("Administrator"),
			Device:   tenant.DeviceGroup{Known: true, ID: device, Valid: tenant.No, Error: "notSecurityGroup"}}
	}
	access := func(name string, members tenant.Members) tenant.AccessPolicy {
		return tenant.AccessPolicy{ID: name, Name: name, State: "enabled",
			IncludeGroups: []tenant.Group{{DisplayName: name, Members: members}}, IncludeApps: []string{enrollmentApp},
			Controls: []string{"mfa"}, Frequency: "everyTime"}
	}
	settings := tenant.Settings{
		Preparation: []tenant.PreparationPolicy{policy("theirs", tenant.Members{other: tenant.Direct}, other),
			policy("mine", tenant.Members{mine: tenant.Direct}, mine)},
		Restrictions: []tenant.Restriction{{Name: "no PCs", Default: true, Blocked: tenant.Yes}},
		Access: []tenant.AccessPolicy{access("for all three",
			tenant.Members{mine: tenant.Direct, other: tenant.Nested, {3}: tenant.DirectOrNested}),
			access("for nobody", tenant.Members{}), access("not read", nil)},
	}
	settings.Registration.Admins.Kind = "all"
	ask := func(id tenant.GUID) []string {
		facts := &Facts{Settings: settings, Windows: windows.Default()}
		ev := NewEvaluator(facts, &Scope{IncludeUnlicensed: true},
			[]*Rule{windowsMayEnroll, deviceGroup, localAdmin, policyExists, enrollmentEveryTime, onePolicy})
		row, _ := ev.OneUser(&tenant.User{ID: id, UPN: "a@b", Enabled: tenant.Yes, LicensesKnown: true})
		if !reflect.DeepEqual(facts.Settings, settings) {
			t.Errorf("the settings were changed: %+v", facts.Settings)
		}
		var said []string
		for _, f := range row.Findings {
			said = append(said, f.Rule.ID+" "+f.Outcome.String()+" "+f.Subject.Name)
			if strings.Contains(f.Detail, "in scope") || f.Rule == enrollmentEveryTime && f.Outcome == NotEvaluated &&
				!strings.HasSuffix(f.Detail, "whether the user is affected is not known") {
				t.Errorf("%s speaks of many: %s", f.Rule.ID, f.Detail)
			}
		}
		return said
	}
	const everybody = "MDM-09 fail no PCs, CA-01 warning for all three, CA-01 not evaluated not read"
	for user, want := range map[tenant.GUID]string{
		mine:  everybody + ", DPP-03 warning mine",
		other: everybody + ", DPP-03 warning theirs",
		{3}:   everybody, // no policy means the user, though there are some
	} {
		if got := strings.Join(ask(user), ", "); got != want {
			t.Errorf("user %v: %s, want %s", user, got, want)
		}
	}
	// What is wrong with a policy is not known to be the user's where it perhaps means others, or another may win.
	settings.Preparation = []tenant.PreparationPolicy{policy("perhaps mine", nil, mine)}
	if got, want := strings.Join(ask(mine), ", "),
		"DPP-04 not evaluated a@b, "+everybody+", DPP-03 not evaluated perhaps mine"; got != want {
		t.Errorf("a policy whose members were not read: %s, want %s", got, want)
	}
	settings.Preparation[0].Settings = accountOf("Standard user")
	settings.Registration.Admins.Kind = "no"
	if got := strings.Join(ask(mine), ", "); !strings.Contains(got, ", DIR-03 not evaluated perhaps mine") {
		t.Errorf("an account type that conflicts: %s", got)
	}
	settings.Preparation = []tenant.PreparationPolicy{policy("mine", tenant.Members{mine: tenant.Direct}, mine),
		policy("mine too", tenant.Members{mine: tenant.Direct}, mine)}
	if got, want := strings.Join(ask(mine), ", "), everybody+", DPP-03 not evaluated mine"; !strings.HasSuffix(got,
		want) {
		t.Errorf("two policies of one rank: %s, want %s", got, want)
	}
	// A policy that perhaps reaches the user is asked to whom it is assigned; of the others' it is told nothing.
	settings.Preparation = []tenant.PreparationPolicy{{ID: "new", Name: "new",
		Assignments: []tenant.Assignment{to("cloudPCs", nil)}}}
	if got := strings.Join(ask(mine), ", "); !strings.Contains(got, "DPP-01 not evaluated new") {
		t.Errorf("a policy that is assigned in a way that nobody knows: %s", got)
	}
	settings.Preparation = []tenant.PreparationPolicy{policy("theirs", tenant.Members{other: tenant.Direct}, other)}
	if got := strings.Join(ask(mine), ", "); got != everybody {
		t.Errorf("the only policy is for others: %s", got)
	}
	// That there is no policy is told where there is none for anybody.
	settings.Preparation = []tenant.PreparationPolicy{{Mode: tenant.OtherMode}}
	if got := strings.Join(ask(mine), ", "); got != "DPP-04 not evaluated a@b, "+everybody {
		t.Errorf("a policy of another mode alone: %s", got)
	}
	settings.Preparation = nil
	if got, want := strings.Join(ask(mine), ", "), everybody+", DPP-01 warning "; got != want {
		t.Errorf("no policy: %s, want %s", got, want)
	}
	ev := NewEvaluator(&Facts{Settings: settings, Windows: windows.Default()}, &Scope{}, []*Rule{windowsMayEnroll})
	if row, _ := ev.OneUser(&tenant.User{ID: mine, Enabled: tenant.No, LicensesKnown: true}); row != nil {
		t.Errorf("nobody in scope: %+v", row)
	}
}

func TestBarred(t *testing.T) {
	for name, c := range map[string]struct {
		user tenant.User
		want tenant.Tri
	}{
		"a member": {tenant.User{Enabled: tenant.Yes, UserType: "Member", UPN: "a@b"},
			tenant.No},
		"one without a type": {tenant.User{Enabled: tenant.Yes, UPN: "a@b"}, tenant.No},
		"disabled":           {tenant.User{Enabled: tenant.No, UPN: "a@b"}, tenant.Yes},
		"enabled or not":     {tenant.User{UPN: "a@b"}, tenant.Unknown},
		"a guest from elsewhere": {tenant.User{Enabled: tenant.Yes, UserType: "Guest", UPN: "a_c#EXT#@b"},
			tenant.Yes},
		"a member from elsewhere": {tenant.User{Enabled: tenant.Yes, UserType: "Member", UPN: "a_c#EXT#@b"},
			tenant.Yes},
		"a guest with an account of here": {tenant.User{Enabled: tenant.Yes, UserType: "Guest", UPN: "a@b"},
			tenant.Unknown},
		"invited once, and now a colleague": {tenant.User{Enabled: tenant.Yes, UserType: "Member",
			CreationType: "Invitation", UPN: "a@b"}, tenant.Unknown},
	} {
		if why, got := Barred(&c.user); got != c.want || (why == "") != (got == tenant.No) {
			t.Errorf("%s: %v, %q", name, got, why)
		}
	}
}
