package rules

import "prepaudit/rules/tenant"

var deviceGroup = &Rule{
	ID:       "DPP-03",
	Title:    "Each policy has a device group that Intune can put devices into",
	Level:    Recommended,
	Citation: Citation{tutorial, "Create an assigned device group", deviceGroupPage},
	Rationale: "Devices get their apps and scripts by this group. It must be a security group with assigned members, not assignable to roles, and owned by the Intune Provisioning Client; " +
		"otherwise it is not applied, without a word.",
	Remediation: "Microsoft Entra admin center > Entra ID > Groups > New group: Security, Assigned, Microsoft Entra roles: No, owner Intune Provisioning Client (appId f1346770-5b25-470b-88bd-d5744ab7952c; in some tenants Intune Autopilot ConfidentialClient). " +
		"Where the owner is missing: `az ad sp create --id f1346770-5b25-470b-88bd-d5744ab7952c`. Then name the group in the policy.",
	Needs: []tenant.Dataset{tenant.Preparation, tenant.DeviceGroups},
	Uses:  []tenant.Dataset{tenant.DeviceOwner},
	Once:  overPolicies(func(_ *Env, p tenant.PreparationPolicy) Verdict { return judgeDeviceGroup(p.Device) }),
	Examples: []Example{
		{Name: "all is well", Change: putting(goodGroup), Want: Pass},
		{Name: "Intune finds it well, and nothing else could be read", Change: putting(tenant.DeviceGroup{Known: true, ID: tenant.GUID{1}, Valid: tenant.Yes}), Want: NotEvaluated, Detail: "roles"},
		{Name: "well for Intune, which looks at the owner too, and the owner could not be read", Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.Owned = tenant.Unknown })), Want: Pass},
		{Name: "no device group", Change: putting(tenant.DeviceGroup{Known: true, Valid: tenant.Yes}), Want: Warn, Detail: "no device group"},
		{Name: "the group is gone", Change: putting(faulty("securityGroupNotFound")), Want: Warn, Detail: "does not exist"},
		{Name: "no security group", Change: putting(faulty("notSecurityGroup")), Want: Warn},
		{Name: "a dynamic group", Change: putting(faulty("notStaticSecurityGroup")), Want: Warn, Detail: "assigned members"},
		{Name: "not owned by the provisioning client", Change: putting(faulty("firstPartyAppNotAnOwner")), Want: Warn, Detail: "owner"},
		{Name: "outside the scope of whoever asks", Change: putting(faulty("securityGroupNotInCallerScope")), Want: NotEvaluated},
		{Name: "a code that this program does not know", Change: putting(faulty("tooManyMembers")), Want: NotEvaluated, Detail: "tooManyMembers"},
		{Name: "an unknown error, and well", Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.Error = "unknown" })), Want: Pass},
		{Name: "an unknown error, and not well", Change: putting(faulty("unknown")), Want: NotEvaluated, Detail: `"unknown"`},
		{Name: "not well, without a reason", Change: putting(faulty("")), Want: NotEvaluated, Detail: "does not say"},
		{Name: "neither well nor not", Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.Valid = tenant.Unknown })), Want: NotEvaluated, Detail: "does not say"},
		{Name: "well for Intune, but assignable to roles", Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.RoleAssignable = tenant.Yes })), Want: Warn, Detail: "roles"},
		{Name: "well for Intune, but the owner is not among the groups that the client owns", Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.Owned = tenant.No })), Want: NotEvaluated, Detail: "the groups that the Intune Provisioning Client owns do not have it"},
		{Name: "Intune does not say, and the owner is not among the groups that the client owns", Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.Valid, g.Owned = tenant.Unknown, tenant.No })), Want: Warn, Detail: "no owner"},
		{Name: "well for Intune, but dynamic", Change: putting(with(goodGroup, func(g *tenant.DeviceGroup) { g.Dynamic = tenant.Yes })), Want: Warn},
		{Name: "not read", Change: putting(tenant.DeviceGroup{}), Want: NotEvaluated},
		{Name: "no policy", Want: NotApplicable},
	},
}

var goodGroup = tenant.DeviceGroup{
	Known: true, ID: tenant.GUID{1}, Name: "Devices", Valid: tenant.Yes,
	Security: tenant.Yes, Dynamic: tenant.No, RoleAssignable: tenant.No, Owned: tenant.Yes,
}

func faulty(code string) tenant.DeviceGroup {
	return with(goodGroup, func(g *tenant.DeviceGroup) { g.Valid, g.Error = tenant.No, code })
}

func with(g tenant.DeviceGroup, change func(*tenant.DeviceGroup)) tenant.DeviceGroup {
	change(&g)
	return g
}

func putting(g tenant.DeviceGroup) func(*Case) {
	return func(c *Case) {
		preparing()(c)
		c.Preparation[0].Device = g
	}
}

func judgeDeviceGroup(g tenant.DeviceGroup) Verdict {
	name := g.Name
	if name == "" {
		name = g.ID.String()
	}
	switch {
	case !g.Known:
		return Unknown("the device group was not read")
	case g.ID.IsZero() && g.Error == "":
		return Warnf("it has no device group: devices get none of the apps and scripts")
	case g.Error == "securityGroupNotFound":
		return Warnf("its device group %s does not exist", name)
	case g.Error == "notSecurityGroup", g.Security == tenant.No:
		return Warnf("its device group %s is no security group", name)
	case g.Error == "notStaticSecurityGroup", g.Dynamic == tenant.Yes:
		return Warnf("its device group %s is dynamic; it must have assigned members", name)
	case g.RoleAssignable == tenant.Yes:
		return Warnf("its device group %s is assignable to roles, which keeps devices out", name)
	case g.Error != "firstPartyAppNotAnOwner" && g.Valid == tenant.Yes && g.Owned == tenant.No:
		return Unknown("Intune, which looks at the owner too, finds its device group %s well; the groups that the Intune Provisioning Client owns do not have it", name)
	case g.Error == "firstPartyAppNotAnOwner", g.Owned == tenant.No:
		return Warnf("the Intune Provisioning Client is no owner of its device group %s", name)
	case g.Error == "securityGroupNotInCallerScope":
		return Unknown("its device group %s is outside the scope of whoever signed in", name)
	case g.Valid == tenant.Yes && g.RoleAssignable == tenant.Unknown:
		return Unknown("Intune finds its device group %s well; whether it is assignable to roles could not be read", name)
	case g.Valid == tenant.Yes:
		return Passf("its device group is %s", name)
	case g.Error == "":
		return Unknown("Intune does not say whether it finds its device group %s well", name)
	}
	return Unknown("Intune says %q of its device group %s, which prepaudit does not know", g.Error, name)
}
