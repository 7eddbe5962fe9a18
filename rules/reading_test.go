package rules

import (
	"slices"
	"testing"

	"prepaudit/rules/tenant"
)

func TestMatters(t *testing.T) {
	all := func(tenant.Dataset) bool { return true }
	noAccess := func(ds tenant.Dataset) bool { return ds != tenant.AccessPolicies }
	registration := func(quota int, multiFactor string) tenant.RegistrationPolicy {
		return tenant.RegistrationPolicy{DeviceQuota: quota, MultiFactor: multiFactor}
	}
	joining := func(change func(*tenant.AccessPolicy)) tenant.Settings {
		p := registeringPolicy("enabled")
		change(&p)
		return tenant.Settings{Registration: registration(50, "notRequired"),
			Access: []tenant.AccessPolicy{{State: "disabled"}, p}}
	}
	personal := func(blocked tenant.Tri) tenant.Settings {
		return tenant.Settings{Restrictions: []tenant.Restriction{{PersonalBlocked: tenant.No},
			{PersonalBlocked: blocked}}}
	}
	for name, c := range map[string]struct {
		ds   tenant.Dataset
		s    tenant.Settings
		has  func(tenant.Dataset) bool
		want bool
	}{
		"devices of users who have a quota": {tenant.OwnedDevices,
			tenant.Settings{Registration: registration(50, "")}, all, true},
		"devices of users who have none": {tenant.OwnedDevices,
			tenant.Settings{Registration: registration(2147483647, "")}, all, false},
		"methods, the switch demands": {tenant.AuthMethods,
			tenant.Settings{Registration: registration(50, "required")}, all, true},
		"methods, the switch was not sent": {tenant.AuthMethods,
			tenant.Settings{Registration: registration(50, "")}, all, true},
		"methods, nothing demands": {tenant.AuthMethods,
			tenant.Settings{Registration: registration(50, "notRequired")}, all, false},
		"methods, policies were not read": {tenant.AuthMethods,
			tenant.Settings{Registration: registration(50, "notRequired")}, noAccess, true},
		"methods, a policy demands": {tenant.AuthMethods, joining(func(*tenant.AccessPolicy) {}), all,
			true},
		"methods, a policy in a new state": {tenant.AuthMethods,
			joining(func(p *tenant.AccessPolicy) { p.State = "resting" }), all, true},
		"methods, a policy that is off": {tenant.AuthMethods,
			joining(func(p *tenant.AccessPolicy) { p.State = "disabled" }), all, false},
		"methods, a policy that is reported": {tenant.AuthMethods,
			joining(func(p *tenant.AccessPolicy) { p.State = reportOnly }), all, false},
		"methods, a policy under a risk only": {tenant.AuthMethods,
			joining(func(p *tenant.AccessPolicy) { *p = risky(*p, "high") }), all, false},
		"methods, a policy with a risk and without": {tenant.AuthMethods,
			joining(func(p *tenant.AccessPolicy) { *p = risky(*p, "none", "high") }), all, true},
		"methods, all resources require a strength": {tenant.AuthMethods,
			joining(func(p *tenant.AccessPolicy) { *p = strongly("All", nil) }), all, true},
		"methods, another application requires a strength": {tenant.AuthMethods,
			joining(func(p *tenant.AccessPolicy) { *p = strongly("other", nil) }), all, false},
		"methods, all resources require any MFA": {tenant.AuthMethods,
			joining(func(p *tenant.AccessPolicy) { *p = complying("OR", "All", "mfa") }), all, false},
		"methods, a policy for nobody": {tenant.AuthMethods,
			joining(func(p *tenant.AccessPolicy) { p.IncludeUsers = nil }), all, false},
		"methods, a policy for other platforms": {tenant.AuthMethods,
			joining(func(p *tenant.AccessPolicy) { p.IncludePlatforms = []string{"iOS"} }), all, false},
		"methods, a policy that demands nothing": {tenant.AuthMethods,
			joining(func(p *tenant.AccessPolicy) { p.Controls = nil }), all, false},
		"methods, a policy for another action": {tenant.AuthMethods,
			joining(func(p *tenant.AccessPolicy) { p.UserActions = nil }), all, false},
		"identifiers, personal devices enroll": {tenant.CorporateIDs, personal(tenant.No), all, false},
		"identifiers, personal devices do not": {tenant.CorporateIDs, personal(tenant.Yes), all, true},
		"identifiers, it is not known":         {tenant.CorporateIDs, personal(tenant.Unknown), all, true},
		"what depends on nothing":              {tenant.Domains, tenant.Settings{}, all, true},
	} {
		if got := (&Facts{}).Matters(c.ds, &c.s, c.has); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// The groups are those in place, so that what is read of them stands where rules look.
func TestGroups(t *testing.T) {
	n := byte(0)
	group := func() tenant.Group { n++; return tenant.Group{ID: tenant.GUID{n}} }
	groups := func() []tenant.Group { return []tenant.Group{group(), group()} }
	assignments := func() []tenant.Assignment {
		return []tenant.Assignment{{Kind: "allUsers", Group: group()}, {Kind: "group", Group: group()},
			{Kind: "exclusion", Group: group()}, {Kind: "newTarget", Group: group()}}
	}
	spared := func(p tenant.AccessPolicy) tenant.AccessPolicy {
		p.IncludeGroups, p.ExcludeGroups = groups(), groups()
		return p
	}
	s := &tenant.Settings{
		Access: []tenant.AccessPolicy{spared(enrolling("enabled", "everyTime")),
			spared(enrolling("disabled", "everyTime"))}, // 1-4, 5-8
		LicenseGroups: []tenant.LicenseGroup{{Group: group(), State: "ProcessingComplete"},
			{Group: group(), State: "ProcessingInProgress"}, {Group: group()}}, // 9, 10, 11
		MDMPolicies: []tenant.MDMPolicy{{ID: "0000000A-0000-0000-c000-000000000000", AppliesTo: "selected",
			Groups: groups()}, {ID: "other", AppliesTo: "selected", Groups: groups()},
			{ID: "x", AppliesTo: "all", Groups: groups()}}, // 12-13, 14-15, 16-17
		Preparation: []tenant.PreparationPolicy{{Mode: tenant.UserDriven, Assignments: assignments()},
			{Mode: tenant.Automatic, Assignments: assignments()}}, // 18-21, 22-25
		Registration: tenant.RegistrationPolicy{Join: tenant.Joiners{Kind: "enumerated", Groups: groups()},
			Admins: tenant.Joiners{Kind: "enumerated", Groups: groups()}}, // 26-27, 28-29
		Restrictions: []tenant.Restriction{{Blocked: tenant.Yes, Assignments: assignments()},
			{Default: true, Assignments: assignments()}}, // 30-33, 34-37
	}
	env := (&Case{Now: exampleNow}).env(false)
	for ds, want := range map[tenant.Dataset][]byte{
		tenant.AccessWho: {1, 2, 3, 4}, tenant.LicenseMembers: {10, 11}, tenant.MDMMembers: {12, 13},
		tenant.OtherMDMMembers: {14, 15},
		tenant.PreparationWho:  {19, 20}, tenant.RegistrationWho: {26, 27}, tenant.RestrictionWho: {31, 32, 35, 36},
		tenant.Domains: nil,
	} {
		var got []byte
		for _, g := range env.Groups(ds, s) {
			got = append(got, g.ID[0])
			g.DisplayName = "told"
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: groups %v, want %v", ds, got, want)
		}
	}
	for _, g := range []tenant.Group{s.Access[0].ExcludeGroups[1], s.LicenseGroups[2].Group, s.MDMPolicies[1].Groups[0],
		s.Preparation[0].Assignments[1].Group, s.Registration.Join.Groups[0], s.Restrictions[1].Assignments[2].Group} {
		if g.DisplayName != "told" {
			t.Errorf("group %v was told in a copy", g.ID)
		}
	}
	s.Registration.Join.Kind, s.Restrictions = "all",
		[]tenant.Restriction{{Default: true, Blocked: tenant.No, PersonalBlocked: tenant.No,
			Assignments: assignments()}}
	for _, ds := range []tenant.Dataset{tenant.RegistrationWho, tenant.RestrictionWho} {
		if got := env.Groups(ds, s); len(got) != 0 {
			t.Errorf("%s: %d groups where none matters", ds, len(got))
		}
	}
}
