package rules

import "prepaudit/rules/tenant"

// owning is a change: how many devices the user owns, and the quota.
func owning(devices, quota int) func(*Case) {
	return set(func(s *tenant.Settings) {
		s.Registration.DeviceQuota = quota
		for range devices {
			s.Owned.Add(exampleUser)
		}
		s.Owned.Close()
	})
}

// joining is a change: who may join devices.
func joining(kind string, groups ...tenant.Members) func(*Case) {
	return set(func(s *tenant.Settings) { s.Registration.Join = joinersOf(kind, groups) })
}

// joinersOf are users whom a setting of joining means, by its kind.
func joinersOf(kind string, groups []tenant.Members) tenant.Joiners {
	j := tenant.Joiners{Kind: kind}
	for i, m := range groups {
		j.Groups = append(j.Groups, tenant.Group{ID: tenant.GUID{0: 0xcc, 15: byte(i)}, DisplayName: "May join",
			Members: m})
	}
	return j
}
