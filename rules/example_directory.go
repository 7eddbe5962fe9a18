package rules

import "prepaudit/rules/tenant"

// set is a change of the tenant's settings.
func set(change func(*tenant.Settings)) func(*Case) {
	return func(c *Case) { change(&c.Settings) }
}

// joining is a change: who may join devices.
func joining(kind string, groups ...tenant.Members) func(*Case) {
	return set(func(s *tenant.Settings) { s.Registration.Join = joinersOf(kind, groups) })
}

// joinersOf are users whom a setting of joining means, by its kind.
func joinersOf(kind string, groups []tenant.Members) tenant.Joiners {
	j := tenant.Joiners{Kind: kind}
	for i, m := range groups {
		j.Groups = append(j.Groups, tenant.Group{ID: tenant.GUID{0: 0xcc, 15: byte(i)}, DisplayName: "May join", Members: m})
	}
	return j
}

// restricted is a change: one restriction of enrolment besides those that are there.
func restricted(r tenant.Restriction) func(*Case) {
	return set(func(s *tenant.Settings) { s.Restrictions = append(s.Restrictions, r) })
}

// access is a change: one Conditional Access policy.
func access(p tenant.AccessPolicy) func(*Case) {
	return set(func(s *tenant.Settings) { s.Access = append(s.Access, p) })
}

// configured is a change: an Intune policy that sets something.
func configured(id, value string, assigned tenant.Tri) func(*Case) {
	return set(func(s *tenant.Settings) {
		s.Configurations = append(s.Configurations, tenant.Configuration{
			ID: "1", Name: "Windows: head office", Type: "windows10GeneralConfiguration", Assigned: assigned,
			Sets: []tenant.Setting{{ID: id, Value: value}},
		})
	})
}

// federated is a change: who signs the users of the example's domain in.
func federated(kind string) func(*Case) {
	return set(func(s *tenant.Settings) {
		s.Domains = []tenant.Domain{{Name: "contoso.example", Type: kind, Verified: tenant.Yes}}
	})
}
