package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// Matters reports whether a rule can look at a dataset, as far as the settings tell that were read before it: a large
// tenant has a device and a way to sign in for each of its users, and they are not read where no verdict would be
// another by them.
//
// OwnedDevices depends on Registration; AuthMethods on Registration and, where they could be read, on AccessPolicies;
// CorporateIDs on Restrictions. These have to stand in s, and nothing else of it is looked at, so that the rest may be
// filled meanwhile. What depends on nothing always matters. has reports which datasets could be read.
func (f *Facts) Matters(ds tenant.Dataset, s *tenant.Settings, has func(tenant.Dataset) bool) bool {
	switch ds {
	case tenant.OwnedDevices:
		return s.Registration.Limited()
	case tenant.AuthMethods:
		return !has(tenant.AccessPolicies) || s.Registration.MultiFactor != "notRequired" ||
			slices.ContainsFunc(s.Access, demandedOfJoining) || slices.ContainsFunc(s.Access, demandsStrength)
	case tenant.CorporateIDs:
		return slices.ContainsFunc(s.Restrictions,
			func(r tenant.Restriction) bool { return r.PersonalBlocked != tenant.No })
	}
	return true
}

// Groups are those in s whose members a dataset consists of and a rule asks for; they are to be resolved in place. Each
// depends on the settings that name the groups: AccessWho on AccessPolicies, LicenseMembers on LicenseGroups,
// MDMMembers and OtherMDMMembers on MDMPolicies, PreparationWho on Preparation, RegistrationWho on Registration and
// RestrictionWho on Restrictions. Nothing else of s is looked at.
func (f *Facts) Groups(ds tenant.Dataset, s *tenant.Settings) []*tenant.Group {
	var groups []*tenant.Group
	add := func(list []tenant.Group) {
		for i := range list {
			groups = append(groups, &list[i])
		}
	}
	assigned := func(assignments []tenant.Assignment) {
		for i := range assignments {
			if a := &assignments[i]; a.Kind == "group" || a.Kind == "exclusion" {
				groups = append(groups, &a.Group)
			}
		}
	}
	switch ds {
	case tenant.AccessWho:
		for i, asked := range f.accessInQuestion(s.Access) {
			if asked {
				add(s.Access[i].IncludeGroups)
				add(s.Access[i].ExcludeGroups)
			}
		}
	case tenant.LicenseMembers:
		for i := range s.LicenseGroups {
			if g := &s.LicenseGroups[i]; g.State != "ProcessingComplete" {
				groups = append(groups, &g.Group)
			}
		}
	case tenant.MDMMembers, tenant.OtherMDMMembers:
		for i := range s.MDMPolicies {
			p := &s.MDMPolicies[i]
			if p.AppliesTo == "selected" &&
				strings.EqualFold(p.ID, tenant.IntuneApp) == (ds == tenant.MDMMembers) {
				add(p.Groups)
			}
		}
	case tenant.PreparationWho:
		for i := range s.Preparation {
			if p := &s.Preparation[i]; p.Mode == tenant.UserDriven {
				assigned(p.Assignments)
			}
		}
	case tenant.RegistrationWho:
		// No rule asks who of the users becomes local administrator, so Admins keeps its groups without members.
		if j := &s.Registration.Join; j.Kind == "enumerated" {
			add(j.Groups)
		}
	case tenant.RestrictionWho:
		if restrictionsInQuestion(s.Restrictions) {
			for i := range s.Restrictions {
				assigned(s.Restrictions[i].Assignments)
			}
		}
	}
	return groups
}
