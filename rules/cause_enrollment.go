package rules

import (
	"fmt"
	"slices"

	"prepaudit/rules/tenant"
)

// targetGroup is a group that people are added to so that a device preparation policy applies to them.
type targetGroup struct {
	policy *tenant.PreparationPolicy // nil: no policy is assigned to a group that nothing else depends on
	group  tenant.Group
}

// targetGroup finds the first policy with a group that adding people to has no other effect that is known.
func (f *Facts) targetGroup() targetGroup {
	driven := f.UserDriven()
	for i := range driven {
		for _, a := range driven[i].Assignments {
			if a.Kind == "group" && a.Group.Members != nil && f.uses(a.Group.ID) == 1 {
				return targetGroup{&driven[i], a.Group}
			}
		}
	}
	return targetGroup{}
}

// targetPolicy is the policy that somebody without one is to get: that of targetGroup, or else the first that is assigned
// to a group.
func (f *Facts) targetPolicy() *tenant.PreparationPolicy {
	if t := f.targetGroup(); t.policy != nil {
		return t.policy
	}
	driven := f.UserDriven()
	for i := range driven {
		if slices.ContainsFunc(driven[i].Assignments, func(a tenant.Assignment) bool { return a.Kind == "group" }) {
			return &driven[i]
		}
	}
	return nil
}

// scopeGroup finds the first group of the MDM user scope that adding people to has no other effect that is known.
func (f *Facts) scopeGroup() (tenant.Group, bool) {
	p, _ := f.intunePolicy()
	for _, g := range selected(p) {
		if g.Members != nil && f.uses(g.ID) == 1 {
			return g, true
		}
	}
	return tenant.Group{}, false
}

// uses counts the policies and settings that name a group, once each.
func (f *Facts) uses(id tenant.GUID) (n int) {
	is := func(g tenant.Group) bool { return g.ID == id }
	assigned := func(a tenant.Assignment) bool { return is(a.Group) }
	count := func(used bool) {
		if used {
			n++
		}
	}
	for i := range f.Access {
		count(slices.ContainsFunc(f.Access[i].IncludeGroups, is) || slices.ContainsFunc(f.Access[i].ExcludeGroups, is))
	}
	for i := range f.Restrictions {
		count(slices.ContainsFunc(f.Restrictions[i].Assignments, assigned))
	}
	for i := range f.Preparation {
		count(slices.ContainsFunc(f.Preparation[i].Assignments, assigned) || f.Preparation[i].Device.ID == id)
	}
	for i := range f.MDMPolicies {
		count(slices.ContainsFunc(selected(f.MDMPolicies[i]), is))
	}
	for i := range f.LicenseGroups {
		count(f.LicenseGroups[i].ID == id)
	}
	count(slices.ContainsFunc(f.Registration.Join.Groups, is))
	return n
}

// addMembers fills in how people are added to a group.
func (row *Cause) addMembers(g tenant.Group) {
	row.Fix = groupsPath + " > " + g.DisplayName + " > Members"
	row.Link = groupLink + g.ID.String()
	row.PowerShell = fmt.Sprintf(`New-MgGroupMember -GroupId '%s' -DirectoryObjectId (Get-MgUser -UserId "UPN").Id `+
		"-WhatIf", g.ID)
	row.Bash = fmt.Sprintf(`echo az ad group member add --group %s `+
		`--member-id "$(az ad user show --id "UPN" --query id -o tsv)"`, g.ID)
}

// describeScope is of people whom automatic enrollment does not reach.
func (f *Facts) describeScope(row *Cause, people string) {
	if p, ok := f.intunePolicy(); !ok || p.AppliesTo != "selected" || len(p.Groups) == 0 {
		row.Title = "Turn on automatic enrollment in Intune"
		row.Fix = enrollmentPath + " > MDM user scope: All, or Some with a group of these people"
		row.updateMDM("-AppliesTo 'all'", `{"appliesTo":"all"}`)
		return
	}
	g, ok := f.scopeGroup()
	if !ok { // what the groups of the scope do besides would happen to these people too
		row.Title = fmt.Sprintf("Add a group of %s to the MDM user scope", people)
		row.Alone = "Add to a group of the MDM user scope"
		row.Fix = enrollmentPath + " > MDM user scope: Some > add a group that has these people as direct members"
		return
	}
	row.Title = fmt.Sprintf("Add %s to group %q of the MDM user scope", people, g.DisplayName)
	row.Alone = fmt.Sprintf("Add to group %q of the MDM user scope", g.DisplayName)
	row.addMembers(g)
}

// describeTarget is of people to whom no device preparation policy applies.
func (f *Facts) describeTarget(row *Cause, people string) {
	t := f.targetGroup()
	if people == "0 people" {
		row.Title = "Assign the device preparation policies that are assigned to nobody, or delete them"
		row.Fix = preparationPath + " > the policy > Properties > Assignments"
		return
	}
	if t.policy == nil {
		row.Title = "Assign a user-driven device preparation policy to " + people
		row.Alone = "Assign a user-driven device preparation policy"
		row.Fix = preparationPath + " > Create > User Driven"
		return
	}
	row.Title = fmt.Sprintf("Add %s to group %q, which policy %q is assigned to", people, t.group.DisplayName,
		t.policy.Name)
	row.Alone = fmt.Sprintf("Add to group %q, which policy %q is assigned to", t.group.DisplayName, t.policy.Name)
	row.addMembers(t.group)
}
