package rules

import "prepaudit/rules/tenant"

var examplePolicy = tenant.MustGUID("9e107d9d-372b-4a5c-8f2d-3542a419d670")

// preparing is a change: a device preparation policy with these assignments.
func preparing(assignments ...tenant.Assignment) func(*Case) {
	return set(func(s *tenant.Settings) {
		s.Preparation = append(s.Preparation,
			tenant.PreparationPolicy{ID: examplePolicy.String(), Name: "Pilot", Priority: len(s.Preparation) + 1,
				Assignments: assignments})
	})
}

// to is one assignment; that of a group has these members.
func to(kind string, members tenant.Members) tenant.Assignment {
	a := tenant.Assignment{Kind: kind}
	if kind == "group" || kind == "exclusion" {
		a.Group = tenant.Group{ID: tenant.GUID{0: 0xdd}, DisplayName: "Pilot users", Members: members}
	}
	return a
}

// goodGroup is a device group that is as it should be.
var goodGroup = tenant.DeviceGroup{
	Known: true, ID: tenant.GUID{1}, Name: "Devices", Valid: tenant.Yes,
	Security: tenant.Yes, Dynamic: tenant.No, RoleAssignable: tenant.No, Owned: tenant.Yes,
}

// with is a device group changed.
func with(g tenant.DeviceGroup, change func(*tenant.DeviceGroup)) tenant.DeviceGroup {
	change(&g)
	return g
}

// putting is a change: a policy with this device group.
func putting(g tenant.DeviceGroup) func(*Case) {
	return func(c *Case) {
		preparing()(c)
		c.Preparation[0].Device = g
	}
}

// setting is a change: a policy with one setting that Intune calls label, and a time limit.
func setting(name, value, label string) func(*Case) {
	return func(c *Case) {
		preparing()(c)
		s := []tenant.PreparationSetting{{ID: dppPrefix + name, Values: []string{value}, Labels: []string{label}}}
		if name != "timeout" {
			s = append(s, tenant.PreparationSetting{ID: dppPrefix + "timeout", Values: []string{"60"}})
		}
		c.Preparation[0].Settings = s
	}
}

// associating is a change: devices are associated with the tenant, in these states.
func associating(states ...string) func(*Case) {
	return set(func(s *tenant.Settings) {
		s.Associations = []tenant.Association{}
		for i, state := range states {
			s.Associations = append(s.Associations, tenant.Association{ID: string(rune('a' + i)), State: state,
				Serial: "SN" + string(rune('1'+i)), Model: "Latitude 7450"})
		}
	})
}

// targeted is a change: this policy is assigned to each associated device.
func targeted(policy tenant.GUID) func(*Case) {
	return set(func(s *tenant.Settings) {
		for i := range s.Associations {
			s.Associations[i].Policy = policy
		}
	})
}

// automatically is a change: the policies are in automatic mode.
func automatically(c *Case) {
	for i := range c.Preparation {
		c.Preparation[i].Mode = tenant.Automatic
	}
}
