package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestDPP03(t *testing.T) {
	try(t, deviceGroup, examples{
		{Name: "all is well", Change: putting(goodGroup), Want: Pass},
		{Name: "Intune finds it well, and nothing else could be read",
			Change: putting(tenant.DeviceGroup{Known: true, ID: tenant.GUID{1}, Valid: tenant.Yes}), Want: NotEvaluated,
			Detail: "roles"},
		{Name: "well for Intune, which looks at the owner too, and the owner could not be read",
			Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.Owned = tenant.Unknown })), Want: Pass},
		{Name: "no device group", Change: putting(tenant.DeviceGroup{Known: true, Valid: tenant.Yes}), Want: Warn,
			Detail: "no device group"},
		{Name: "the group is gone", Change: putting(faulty("securityGroupNotFound")), Want: Warn,
			Detail: "does not exist"},
		{Name: "no security group", Change: putting(faulty("notSecurityGroup")), Want: Warn},
		{Name: "a dynamic group", Change: putting(faulty("notStaticSecurityGroup")), Want: Warn,
			Detail: "assigned members"},
		{Name: "not owned by the provisioning client", Change: putting(faulty("firstPartyAppNotAnOwner")), Want: Warn,
			Detail: "owner"},
		{Name: "outside the scope of whoever asks", Change: putting(faulty("securityGroupNotInCallerScope")),
			Want: NotEvaluated},
		{Name: "a code that this program does not know", Change: putting(faulty("tooManyMembers")), Want: NotEvaluated,
			Detail: "tooManyMembers"},
		{Name: "an unknown error, and well",
			Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.Error = "unknown" })), Want: Pass},
		{Name: "an unknown error, and not well", Change: putting(faulty("unknown")), Want: NotEvaluated,
			Detail: `"unknown"`},
		{Name: "not well, without a reason", Change: putting(faulty("")), Want: NotEvaluated, Detail: "rejects"},
		{Name: "no word of Intune, and all is well in the directory", Change: putting(unsaid(nil)), Want: Pass},
		{Name: "no word of Intune, and the type could not be read",
			Change: putting(unsaid(func(g *tenant.DeviceGroup) { g.Security = tenant.Unknown })), Want: NotEvaluated,
			Detail: "does not say"},
		{Name: "no word of Intune, and the kind of membership could not be read",
			Change: putting(unsaid(func(g *tenant.DeviceGroup) { g.Dynamic = tenant.Unknown })), Want: NotEvaluated},
		{Name: "no word of Intune, and the owner could not be read",
			Change: putting(unsaid(func(g *tenant.DeviceGroup) { g.Owned = tenant.Unknown })), Want: NotEvaluated},
		{Name: "no word of Intune, and no security group",
			Change: putting(unsaid(func(g *tenant.DeviceGroup) { g.Security = tenant.No })), Want: Warn,
			Detail: "no security group"},
		{Name: "no word of Intune, and dynamic",
			Change: putting(unsaid(func(g *tenant.DeviceGroup) { g.Dynamic = tenant.Yes })), Want: Warn,
			Detail: "dynamic"},
		{Name: "no word of Intune, and assignable to roles",
			Change: putting(unsaid(func(g *tenant.DeviceGroup) { g.RoleAssignable = tenant.Yes })), Want: Warn,
			Detail: "roles"},
		{Name: "no word of Intune, and gone",
			Change: putting(tenant.DeviceGroup{Known: true, ID: tenant.GUID{1}, Found: tenant.No}), Want: Warn,
			Detail: "does not exist"},
		{Name: "well for Intune, and not in the directory yet",
			Change: putting(tenant.DeviceGroup{Known: true, ID: tenant.GUID{1}, Found: tenant.No, Valid: tenant.Yes}),
			Want:   NotEvaluated},
		{Name: "well for Intune, but assignable to roles",
			Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.RoleAssignable = tenant.Yes })), Want: Warn,
			Detail: "roles"},
		{Name: "well for Intune, but the owner is not among the groups that the client owns",
			Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.Owned = tenant.No })), Want: NotEvaluated,
			Detail: "the groups that the Intune Provisioning Client owns do not have it"},
		{Name: "Intune does not say, and the owner is not among the groups that the client owns",
			Change: putting(with(goodGroup,
				func(g *tenant.DeviceGroup) { g.Valid, g.Owned = tenant.Unknown, tenant.No })), Want: Warn,
			Detail: "no owner"},
		{Name: "well for Intune, but dynamic",
			Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.Dynamic = tenant.Yes })), Want: Warn},
		{Name: "one group for users and devices", Change: sharing("group", true, goodGroup), Want: Warn,
			Detail: "a user group"},
		{Name: "one group for users and devices, and not owned by the provisioning client",
			Change: sharing("group", true, faulty("firstPartyAppNotAnOwner")), Want: Warn, Detail: "a user group"},
		{Name: "one group for users and devices, and no word of Intune", Change: sharing("group", true, unsaid(nil)),
			Want: Warn, Detail: "a user group"},
		{Name: "another user group", Change: sharing("group", false, goodGroup), Want: Pass},
		{Name: "the users of the device group are excluded", Change: sharing("exclusion", true, goodGroup), Want: Pass},
		{Name: "all users", Change: sharing("allUsers", true, goodGroup), Want: Pass},
		{Name: "the user group of another policy", Change: func(c *Case) {
			putting(goodGroup)(c)
			sharing("group", false, tenant.DeviceGroup{Known: true, ID: tenant.GUID{7}, Valid: tenant.Yes,
				RoleAssignable: tenant.No})(c)
			c.Preparation[1].Assignments[0].Group.ID = goodGroup.ID
		}, Want: Pass},
		{Name: "not read", Change: putting(tenant.DeviceGroup{}), Want: NotEvaluated},
		{Name: "an automatic policy, and all is well", Change: changes(putting(goodGroup), automatically), Want: Pass},
		{Name: "an automatic policy whose group nobody owns",
			Change: changes(putting(faulty("firstPartyAppNotAnOwner")), automatically), Want: Warn, Detail: "owner"},
		{Name: "an automatic policy without a group",
			Change: changes(putting(tenant.DeviceGroup{Known: true}), automatically), Want: Warn,
			Detail: "no device group"},
		{Name: "an automatic policy that was not asked about",
			Change: changes(putting(tenant.DeviceGroup{}), automatically), Want: NotEvaluated},
		{Name: "no policy", Want: NotApplicable},
	})
}

func faulty(code string) tenant.DeviceGroup {
	return with(goodGroup, func(g *tenant.DeviceGroup) { g.Valid, g.Error = tenant.No, code })
}

// unsaid is a device group that is as it should be, and of which Intune says nothing.
func unsaid(change func(*tenant.DeviceGroup)) tenant.DeviceGroup {
	return with(goodGroup, func(g *tenant.DeviceGroup) {
		g.Valid = tenant.Unknown
		if change != nil {
			change(g)
		}
	})
}

// sharing is a change: a policy with this device group, and an assignment to it or to another group.
func sharing(kind string, same bool, g tenant.DeviceGroup) func(*Case) {
	return func(c *Case) {
		a := to(kind, tenant.Members{exampleUser: tenant.Direct})
		if same {
			a.Group.ID = g.ID
		}
		preparing(to("group", tenant.Members{}), a)(c)
		c.Preparation[len(c.Preparation)-1].Device = g
	}
}
