package rules

import "prepaudit/rules/tenant"

// mam is a change: the MAM user scope of Intune.
func mam(appliesTo string) func(*Case) {
	return set(func(s *tenant.Settings) {
		s.MAMPolicies = []tenant.MDMPolicy{{ID: tenant.IntuneApp, DisplayName: "Microsoft Intune",
			AppliesTo: appliesTo}}
	})
}

// forGroup assigns to one group.
func forGroup(m tenant.Members) []tenant.Assignment { return []tenant.Assignment{to("group", m)} }

// restricted is a change: one restriction of enrollment besides those that are there.
func restricted(r tenant.Restriction) func(*Case) {
	return set(func(s *tenant.Settings) { s.Restrictions = append(s.Restrictions, r) })
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
