package rules

import (
	"slices"

	"prepaudit/rules/tenant"
)

var deviceGroup = &Rule{
	ID:     "DPP-03",
	Title:  "Each policy has a device group that Intune can add devices to",
	Level:  Recommended,
	Do:     "Give %s a device group of its own",
	Where:  groupsPath + " > New group: Security, Assigned, owner Intune Provisioning Client",
	Effect: Effect{Prepare, Stops, Stops},
	done: func(f *Facts, id string) {
		for i := range f.Preparation {
			if f.Preparation[i].ID == id {
				f.Preparation[i].Device = validGroup
			}
		}
	},
	Citation: Citation{tutorial, "Create an assigned device group", deviceGroupPage},
	Rationale: "Devices get their apps and scripts through this group. It must be a security group with assigned " +
		"members, not role-assignable, and owned by Intune Provisioning Client. Otherwise the policy isn't " +
		"applied, and nothing says so.",
	Remediation: groupsPath + " > New group: Security, Assigned, Microsoft Entra roles: No, owner Intune Provisioning " +
		"Client (appId f1346770-5b25-470b-88bd-d5744ab7952c; in some tenants Intune Autopilot ConfidentialClient). If " +
		"the owner can't be found: `New-MgServicePrincipal -AppId f1346770-5b25-470b-88bd-d5744ab7952c -WhatIf`. Then " +
		"select the group in the policy.",
	Needs:   []tenant.Dataset{tenant.Preparation, tenant.DeviceGroups},
	Uses:    []tenant.Dataset{tenant.DeviceOwner},
	OneUser: true,
	Counted: "policies",
	Once:    overPolicies(func(_ *Env, p tenant.PreparationPolicy) Verdict { return judgeDeviceGroup(p) }),
	Shown: []Shown{
		{Pass, "all is well"},
		{Warn, "no device group"},
		{Warn, "not owned by the provisioning client"},
		{NotApplicable, "no policy"},
	},
}

// judgeDeviceGroup goes by Intune's own check. Where Intune names the group and says nothing of it, what the directory
// says of the group and of its owner decides.
func judgeDeviceGroup(p tenant.PreparationPolicy) Verdict {
	g := p.Device
	name := g.Name
	if name == "" {
		name = g.ID.String()
	}
	switch {
	case !g.Known:
		return Unknown("the device group was not read")
	case g.ID.IsZero() && g.Error == "":
		return Warnf("it has no device group: devices get none of the apps and scripts").doing(Degrades)
	case g.Error == "securityGroupNotFound", g.Found == tenant.No && g.Valid != tenant.Yes:
		return Warnf("its device group %s does not exist", name)
	case isUserGroup(p):
		return Warnf("group %s is its device group and a user group that it is assigned to; it needs a group of its own "+
			"for devices", name)
	case g.Error == "notSecurityGroup", g.Security == tenant.No:
		return Warnf("its device group %s is no security group", name)
	case g.Error == "notStaticSecurityGroup", g.Dynamic == tenant.Yes:
		return Warnf("its device group %s is dynamic; it must have assigned members", name)
	case g.RoleAssignable == tenant.Yes:
		return Warnf("its device group %s is assignable to roles, which keeps devices out", name)
	case g.Error != "firstPartyAppNotAnOwner" && g.Valid == tenant.Yes && g.Owned == tenant.No:
		return Unknown("Intune, which looks at the owner too, finds its device group %s well; the groups that the "+
			"Intune Provisioning Client owns do not have it", name)
	case g.Error == "firstPartyAppNotAnOwner", g.Owned == tenant.No:
		return Warnf("the Intune Provisioning Client is no owner of its device group %s", name)
	case g.Error == "securityGroupNotInCallerScope":
		return Unknown("its device group %s is outside the scope of whoever signed in", name)
	case g.Valid == tenant.Yes && g.RoleAssignable == tenant.Unknown:
		return Unknown("Intune finds its device group %s well; whether it is assignable to roles could not be read",
			name)
	case g.Valid == tenant.Yes, g.Valid == tenant.Unknown && g.Error == "" && directoryAgrees(g):
		return Passf("its device group is %s", name)
	case g.Valid == tenant.Unknown && g.Error == "":
		return Unknown("Intune does not say whether its device group %s is valid, and the directory does not say "+
			"everything: its type, its kind of membership, its roles and its owner", name)
	case g.Error == "":
		return Unknown("Intune rejects its device group %s and does not say why", name)
	}
	return Unknown("Intune says %q of its device group %s, an unrecognized value", g.Error, name)
}

// lacksOwner reports whether the owner is all that the device group of a policy lacks.
func lacksOwner(p tenant.PreparationPolicy) bool {
	g := p.Device
	return !g.ID.IsZero() && g.Found != tenant.No && !isUserGroup(p) && g.Security != tenant.No &&
		g.Dynamic != tenant.Yes && g.RoleAssignable != tenant.Yes && judgeDeviceGroup(p).Outcome == Warn &&
		(g.Error == "firstPartyAppNotAnOwner" || g.Error == "" && g.Owned == tenant.No)
}

// directoryAgrees reports whether the directory confirms everything that Intune's check looks at.
func directoryAgrees(g tenant.DeviceGroup) bool {
	return g.Security == tenant.Yes && g.Dynamic == tenant.No && g.RoleAssignable == tenant.No && g.Owned == tenant.Yes
}

// isUserGroup reports whether the portal's two steps were given one group.
func isUserGroup(p tenant.PreparationPolicy) bool {
	return slices.ContainsFunc(p.Assignments, func(a tenant.Assignment) bool {
		return a.Kind == "group" && a.Group.ID == p.Device.ID
	})
}
