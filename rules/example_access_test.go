package rules

import (
	"strings"

	"prepaudit/rules/tenant"
)

// everybody is whom most policies of the examples mean.
var everybody = []string{"All"}

// signingIn has these sign in every time, and no more.
func signingIn(users ...string) tenant.AccessPolicy {
	return tenant.AccessPolicy{ID: "2", Name: "Sign in", State: "enabled", IncludeUsers: users,
		IncludeApps: []string{"All"}, Frequency: "everyTime"}
}

// group is one that the user is in, or not.
func group(name string, in bool) []tenant.Group {
	g := tenant.Group{ID: tenant.GUID{15: name[0]}, DisplayName: name, Members: tenant.Members{}}
	if in {
		g.Members[exampleUser] = tenant.Nested
	}
	return []tenant.Group{g}
}

// grouped has a policy mean a group that the user is in, or not.
func grouped(p tenant.AccessPolicy, name string, in bool) tenant.AccessPolicy {
	p.IncludeUsers, p.IncludeGroups = nil, group(name, in)
	return p
}

// unread has a policy mean a group that could not be read.
func unread(p tenant.AccessPolicy, name string) tenant.AccessPolicy {
	p.IncludeUsers, p.IncludeGroups = nil, []tenant.Group{{DisplayName: name}}
	return p
}

// enrolling is a policy that asks for MFA on enrollment, of all but guests.
func enrolling(state, frequency string) tenant.AccessPolicy {
	return tenant.AccessPolicy{
		ID: "1", Name: "Enrollment", State: state, IncludeApps: []string{enrollmentApp}, Controls: []string{"mfa"},
		Frequency:    frequency,
		IncludeUsers: everybody, ExcludeUsers: []string{tenant.Guests}, ExcludeGroups: group("g", false),
	}
}

// risky has a policy apply at these levels of risk only.
func risky(p tenant.AccessPolicy, levels ...string) tenant.AccessPolicy {
	p.Only = append(p.Only, "sign-in risk "+strings.Join(levels, ", "))
	p.Risks = append(p.Risks, tenant.Risk{Of: "sign-in", Levels: levels})
	return p
}

// onSomeDevices has a policy apply on devices that a filter picks.
func onSomeDevices(p tenant.AccessPolicy) tenant.AccessPolicy {
	p.Only = append(p.Only, "some devices")
	return p
}

// onPlatform has a policy apply to some platforms, and not to others.
func onPlatform(p tenant.AccessPolicy, include, exclude []string) tenant.AccessPolicy {
	p.IncludePlatforms, p.ExcludePlatforms = include, exclude
	return p
}

// complying is a policy for everybody that grants access to an application by these controls.
func complying(operator, app string, controls ...string) tenant.AccessPolicy {
	return tenant.AccessPolicy{ID: "1", Name: "Compliance", State: "enabled", IncludeUsers: everybody,
		IncludeApps: []string{app}, Operator: operator, Controls: controls}
}

// demanding is a change: the switch of Microsoft Entra ID, whether joining takes MFA.
func demanding(word string) func(*Case) {
	return set(func(s *tenant.Settings) { s.Registration.MultiFactor = word })
}

// registeringPolicy asks for MFA of whoever joins a device.
func registeringPolicy(state string) tenant.AccessPolicy {
	return tenant.AccessPolicy{ID: "1", Name: "Register devices", State: state,
		UserActions: []string{tenant.RegisterDevice}, IncludeUsers: []string{"All"}, Controls: []string{"mfa"}}
}

// access is a change: one Conditional Access policy.
func access(p tenant.AccessPolicy) func(*Case) {
	return set(func(s *tenant.Settings) { s.Access = append(s.Access, p) })
}

// federated is a change: who signs the users of the example's domain in.
func federated(kind string) func(*Case) {
	return set(func(s *tenant.Settings) {
		s.Domains = []tenant.Domain{{Name: "contoso.example", Type: kind, Verified: tenant.Yes}}
	})
}
