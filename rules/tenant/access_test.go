package tenant

import "testing"

func TestAccessPolicy(t *testing.T) {
	me, mine := GUID{15: 1}, []Group{{ID: GUID{15: 2}}}
	for _, c := range []struct {
		name string
		p    AccessPolicy
		want Tri
	}{
		{"everybody", AccessPolicy{IncludeUsers: []string{"All"}}, Yes},
		{"the user", AccessPolicy{IncludeUsers: []string{me.String()}}, Yes},
		{"a group of the user", AccessPolicy{IncludeGroups: []string{mine[0].ID.String()}}, Yes},
		{"another group", AccessPolicy{IncludeGroups: []string{GUID{15: 3}.String()}}, No},
		{"everybody but the user", AccessPolicy{IncludeUsers: []string{"All"}, ExcludeUsers: []string{me.String()}}, No},
		{"everybody but a group of the user", AccessPolicy{IncludeUsers: []string{"All"}, ExcludeGroups: []string{mine[0].ID.String()}}, No},
		{"everybody but a role", AccessPolicy{IncludeUsers: []string{"All"}, ExcludeRoles: []string{"r"}}, Unknown},
		{"a role", AccessPolicy{IncludeRoles: []string{"r"}}, Unknown},
		{"guests", AccessPolicy{IncludeUsers: []string{"GuestsOrExternalUsers"}}, Unknown},
		{"nobody", AccessPolicy{IncludeUsers: []string{"None"}}, No},
	} {
		if got := c.p.Meets(me, mine, true); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	for _, c := range []struct {
		name string
		p    AccessPolicy
		want Tri
	}{
		{"everybody", AccessPolicy{IncludeUsers: []string{"All"}}, Yes},
		{"some group", AccessPolicy{IncludeGroups: []string{"g"}}, Unknown},
		{"everybody but some group", AccessPolicy{IncludeUsers: []string{"All"}, ExcludeGroups: []string{"g"}}, Unknown},
		{"everybody but the user", AccessPolicy{IncludeUsers: []string{"All"}, ExcludeUsers: []string{me.String()}, ExcludeGroups: []string{"g"}}, No},
		{"somebody else", AccessPolicy{IncludeUsers: []string{"x"}, ExcludeGroups: []string{"g"}}, No},
	} {
		if got := c.p.Meets(me, nil, false); got != c.want {
			t.Errorf("%s, where the groups are not known: %v, want %v", c.name, got, c.want)
		}
	}
	for _, c := range []struct {
		name string
		p    AccessPolicy
		want bool
	}{
		{"all applications", AccessPolicy{IncludeApps: []string{"All"}}, true},
		{"all but both of Intune", AccessPolicy{IncludeApps: []string{"All"}, ExcludeApps: []string{intune, intuneEnrollment}}, false},
		{"all but the enrolment", AccessPolicy{IncludeApps: []string{"All"}, ExcludeApps: []string{intuneEnrollment}}, true},
		{"another application", AccessPolicy{IncludeApps: []string{"x"}}, false},
		{"registering devices", AccessPolicy{UserActions: []string{registerDevice}}, true},
		{"phones only", AccessPolicy{IncludeApps: []string{"All"}, IncludePlatforms: []string{"iOS"}}, false},
		{"legacy authentication only", AccessPolicy{IncludeApps: []string{"All"}, ClientApps: []string{"exchangeActiveSync", "other"}}, false},
		{"legacy authentication too", AccessPolicy{IncludeApps: []string{"All"}, ClientApps: []string{"other", "browser"}}, true},
		{"every client", AccessPolicy{IncludeApps: []string{"All"}, ClientApps: []string{"all"}}, true},
		{"codes of another device only", AccessPolicy{IncludeApps: []string{"All"}, Flows: []string{"deviceCodeFlow", "authenticationTransfer"}}, false},
		{"a flow that nobody knows", AccessPolicy{IncludeApps: []string{"All"}, Flows: []string{"deviceCodeFlow", "thoughtTransfer"}}, true},
		{"all platforms but Windows", AccessPolicy{IncludeApps: []string{"All"}, IncludePlatforms: []string{"all"}, ExcludePlatforms: []string{"windows"}}, false},
	} {
		if got := c.p.MeetsEnrolment(); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
