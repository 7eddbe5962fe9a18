package tenant

import "testing"

func TestMeets(t *testing.T) {
	id := GUID{15: 1}
	me := &User{ID: id, UserType: "Member", UPN: "me@contoso.example"}
	invited := &User{ID: id, UserType: "Guest", UPN: "me@contoso.example"}
	colleague := &User{ID: id, UserType: "Member", UPN: "me_fabrikam.example#EXT#@contoso.example"}
	converted := &User{ID: id, UserType: "Member", UPN: "me@contoso.example", ExternalUserState: "Accepted"}
	mine, others, unread := []Group{{Members: Members{id: Nested}}},
		[]Group{{Members: Members{{15: 2}: Direct}}}, []Group{{}}
	all := []string{"All"}
	for _, c := range []struct {
		name string
		p    AccessPolicy
		u    *User
		want Tri
	}{
		{"everybody", AccessPolicy{IncludeUsers: all}, me, Yes},
		{"the user", AccessPolicy{IncludeUsers: []string{id.String()}}, me, Yes},
		{"another user", AccessPolicy{IncludeUsers: []string{GUID{15: 2}.String()}}, me, No},
		{"nobody", AccessPolicy{IncludeUsers: []string{"None"}}, me, No},
		{"agents", AccessPolicy{IncludeUsers: []string{"AllAgentIdUsers"}}, me, No},
		{"a word that nobody knows", AccessPolicy{IncludeUsers: []string{"AllRobots"}}, me, Unknown},
		{"everybody but a word that nobody knows",
			AccessPolicy{IncludeUsers: all, ExcludeUsers: []string{"AllRobots"}}, me, Unknown},
		{"a group of the user", AccessPolicy{IncludeGroups: mine}, me, Yes},
		{"another group", AccessPolicy{IncludeGroups: others}, me, No},
		{"a group that was not read", AccessPolicy{IncludeGroups: unread}, me, Unknown},
		{"a group that was not read, and one of the user",
			AccessPolicy{IncludeGroups: append(unread, mine...)}, me, Yes},
		{"a role", AccessPolicy{IncludeRoles: []string{"r"}}, me, Unknown},
		{"a role and a group of the user", AccessPolicy{IncludeRoles: []string{"r"}, IncludeGroups: mine}, me, Yes},
		{"everybody but the user", AccessPolicy{IncludeUsers: all, ExcludeUsers: []string{id.String()}}, me, No},
		{"everybody but a group of the user", AccessPolicy{IncludeUsers: all, ExcludeGroups: mine}, me, No},
		{"everybody but another group", AccessPolicy{IncludeUsers: all, ExcludeGroups: others}, me, Yes},
		{"everybody but a group that was not read",
			AccessPolicy{IncludeUsers: all, ExcludeGroups: unread}, me, Unknown},
		{"everybody but a role", AccessPolicy{IncludeUsers: all, ExcludeRoles: []string{"r"}}, me, Unknown},
		{"everybody but who synchronizes the directory",
			AccessPolicy{IncludeUsers: all, ExcludeRoles: []string{"D29B2B05-8046-44ba-8758-1e26182fcf32"}}, me, Yes},
		{"everybody but who synchronizes the directory, and a role",
			AccessPolicy{IncludeUsers: all, ExcludeRoles: []string{connectRole, "r"}}, me, Unknown},
		{"who synchronizes the directory", AccessPolicy{IncludeRoles: []string{connectRole}}, me, No},
		{"a role but a group of the user", AccessPolicy{IncludeRoles: []string{"r"}, ExcludeGroups: mine}, me, No},
		{"another group but one that was not read", AccessPolicy{IncludeGroups: others, ExcludeGroups: unread}, me, No},
		{"guests, of whom the user is none", AccessPolicy{IncludeUsers: []string{Guests}}, me, No},
		{"guests", AccessPolicy{IncludeUsers: []string{Guests}}, invited, Yes},
		{"guests and external members", AccessPolicy{IncludeUsers: []string{Guests}}, colleague, Yes},
		{"guests, of whom the user was one", AccessPolicy{IncludeUsers: []string{Guests}}, converted, Unknown},
		{"some guests", AccessPolicy{IncludeUsers: []string{SomeGuests}}, invited, Unknown},
		{"some guests, of whom the user is none", AccessPolicy{IncludeUsers: []string{SomeGuests}}, me, No},
		{"guests, as one of whom the user came", AccessPolicy{IncludeUsers: []string{Guests}},
			&User{ID: id, UserType: "Member", UPN: "me@contoso.example", CreationType: "Invitation"}, Unknown},
		{"nobody, of whom the user was invited", AccessPolicy{IncludeUsers: []string{"None"}}, converted, No},
		{"another user than the guest", AccessPolicy{IncludeUsers: []string{GUID{15: 2}.String()}}, invited, No},
		{"everybody but guests", AccessPolicy{IncludeUsers: all, ExcludeUsers: []string{Guests}}, me, Yes},
		{"everybody but guests, of whom the user is one",
			AccessPolicy{IncludeUsers: all, ExcludeUsers: []string{Guests}}, invited, No},
		{"some guests, of whom the user was one", AccessPolicy{IncludeUsers: []string{SomeGuests}}, converted, Unknown},
		{"guests, and the user has an account of here that was not invited",
			AccessPolicy{IncludeUsers: []string{Guests}},
			&User{ID: id, UserType: "Member", UPN: "me@contoso.example", CreationType: "LocalAccount"}, No},
		{"another user than one who was a guest",
			AccessPolicy{IncludeUsers: []string{GUID{15: 2}.String()}}, converted, No},
		{"a user whose id begins with a letter", AccessPolicy{IncludeUsers: []string{GUID{0: 0xfe}.String()}},
			&User{ID: GUID{0: 0xfe}, UserType: "Member"}, Yes},
		{"everybody but some guests",
			AccessPolicy{IncludeUsers: all, ExcludeUsers: []string{SomeGuests}}, invited, Unknown},
	} {
		if got := c.p.Meets(c.u); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestMeetsEnrollment(t *testing.T) {
	for _, c := range []struct {
		name string
		p    AccessPolicy
		want bool
	}{
		{"all applications", AccessPolicy{IncludeApps: []string{"All"}}, true},
		{"all but both of Intune", AccessPolicy{IncludeApps: []string{"All"},
			ExcludeApps: []string{IntuneApp, IntuneEnrollmentApp}}, false},
		{"all but the enrollment",
			AccessPolicy{IncludeApps: []string{"All"}, ExcludeApps: []string{IntuneEnrollmentApp}}, true},
		{"another application", AccessPolicy{IncludeApps: []string{"x"}}, false},
		{"those that a filter picks", AccessPolicy{FilteredApps: true}, true},
		{"those that a filter picks, but both of Intune",
			AccessPolicy{FilteredApps: true, ExcludeApps: []string{IntuneApp, IntuneEnrollmentApp}}, false},
		{"registering devices", AccessPolicy{UserActions: []string{RegisterDevice}}, true},
		{"Windows and phones",
			AccessPolicy{IncludeApps: []string{"All"}, IncludePlatforms: []string{"iOS", "windows"}}, true},
		{"all platforms", AccessPolicy{IncludeApps: []string{"All"}, IncludePlatforms: []string{"all"},
			ExcludePlatforms: []string{"iOS"}}, true},
		{"the enrollment by name", AccessPolicy{IncludeApps: []string{IntuneEnrollmentApp}}, true},
		{"Intune by name", AccessPolicy{IncludeApps: []string{IntuneApp}}, true},
		{"the enrollment by name, and out again", AccessPolicy{IncludeApps: []string{IntuneEnrollmentApp},
			ExcludeApps: []string{IntuneEnrollmentApp}}, false},
		{"another action", AccessPolicy{UserActions: []string{"urn:user:registersecurityinfo"}}, false},
		{"phones only", AccessPolicy{IncludeApps: []string{"All"}, IncludePlatforms: []string{"iOS"}}, false},
		{"legacy authentication only",
			AccessPolicy{IncludeApps: []string{"All"}, ClientApps: []string{"exchangeActiveSync", "other"}}, false},
		{"one protocol of legacy authentication only",
			AccessPolicy{IncludeApps: []string{"All"}, ClientApps: []string{"other"}}, false},
		{"legacy authentication too",
			AccessPolicy{IncludeApps: []string{"All"}, ClientApps: []string{"other", "browser"}}, true},
		{"every client", AccessPolicy{IncludeApps: []string{"All"}, ClientApps: []string{"all"}}, true},
		{"codes of another device only", AccessPolicy{IncludeApps: []string{"All"},
			Flows: []string{"deviceCodeFlow", "authenticationTransfer"}}, false},
		{"a flow that nobody knows",
			AccessPolicy{IncludeApps: []string{"All"}, Flows: []string{"deviceCodeFlow", "thoughtTransfer"}}, true},
		{"all platforms but Windows", AccessPolicy{IncludeApps: []string{"All"}, IncludePlatforms: []string{"all"},
			ExcludePlatforms: []string{"windows"}}, false},
	} {
		if got := c.p.MeetsEnrollment(); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
