package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Assume makes the facts what they would be once a cause is done as it says, for the people whom it stops. It reports
// false for what it can't foresee. What people have themselves is AssumeOf's.
func (f *Facts) Assume(c *Cause, people map[tenant.GUID]bool) bool {
	ch := &c.change
	defer func() { f.driven = nil }() // its policies may have changed
	switch ch.kind {
	case assign:
		f.own(f.assigned(ch))
	case turnOnPlan, reprocess, addSeats, repairAssignment, await:
	case renew:
		f.renew(ch.sku)
	case mdmScope:
		f.enroll(people)
	case localAdmins:
		f.Registration.Admins.Kind = "all"
	case target:
		f.aim(people)
	case byRule:
		if ch.rule.done == nil {
			return false
		}
		ch.rule.done(f, ch.id)
	default:
		return false
	}
	return true
}

// AssumeOf makes of a person whom the cause stops what they would be.
func (f *Facts) AssumeOf(c *Cause, u *tenant.User) {
	switch ch := &c.change; ch.kind {
	case assign:
		give(u, f.assigned(ch))
	case await:
		for i := range f.LicenseGroups {
			if g := &f.LicenseGroups[i]; g.Members[u.ID] == tenant.Direct {
				for _, l := range g.Licenses {
					give(u, l.SKU)
				}
			}
		}
	case turnOnPlan, reprocess, addSeats, repairAssignment:
		give(u, ch.sku)
	}
}

// assigned is the product that a cause says to assign.
func (f *Facts) assigned(ch *change) tenant.GUID {
	lack := bothParts
	switch ch.word {
	case "Intune":
		lack = intune
	case "Entra":
		lack = entra
	}
	return purchase(f, missingSeat{gives: lack}).SKU
}

// give assigns a product with all its plans.
func give(u *tenant.User, sku tenant.GUID) {
	u.Licenses = append(slices.DeleteFunc(slices.Clone(u.Licenses), func(l tenant.License) bool { return l.SKU == sku }),
		tenant.License{SKU: sku})
	u.States = append(slices.DeleteFunc(slices.Clone(u.States), func(s tenant.LicenseState) bool { return s.SKU == sku }),
		tenant.LicenseState{SKU: sku, State: "Active"})
	u.LicensesKnown, u.StatesKnown = true, true
}

// own is a product that the tenant has from now on: one of those that are recommended where there is none.
func (f *Facts) own(sku tenant.GUID) {
	has := func(s tenant.SKU) bool { return s.ID == sku }
	found := license.Lookup(sku.String())
	if slices.ContainsFunc(f.SKUs, has) || len(found) == 0 {
		return
	}
	s := tenant.SKU{ID: sku, PartNumber: found[0].PartNumber, AppliesTo: "User", CapabilityStatus: "Enabled",
		Enabled: 1_000_000}
	for _, p := range found[0].Plans {
		s.Plans = append(s.Plans, tenant.Plan{ID: p.ID, Name: p.Name, AppliesTo: "User", ProvisioningStatus: "Success"})
	}
	f.SKUs = append(f.SKUs, s)
}

func (f *Facts) renew(sku tenant.GUID) {
	f.own(sku)
	for i := range f.SKUs {
		if s := &f.SKUs[i]; s.ID == sku {
			s.CapabilityStatus, s.Enabled = "Enabled", max(s.Enabled, s.Suspended, s.Consumed)
			for k := range s.Plans {
				s.Plans[k].ProvisioningStatus = "Success"
			}
		}
	}
}

// enroll turns automatic enrollment on, or adds people to its scope.
func (f *Facts) enroll(people map[tenant.GUID]bool) {
	if g, ok := f.scopeGroup(); ok {
		f.join(g.ID, people)
		return
	}
	for i := range f.MDMPolicies {
		p := &f.MDMPolicies[i]
		if !strings.EqualFold(p.ID, tenant.IntuneApp) {
			continue
		}
		if p.AppliesTo != "selected" || len(p.Groups) == 0 {
			p.AppliesTo = "all"
		} else {
			p.Groups = append(p.Groups, groupOf(9, people))
		}
		return
	}
	f.MDMPolicies = append(f.MDMPolicies, tenant.MDMPolicy{ID: tenant.IntuneApp, AppliesTo: "all"})
}

// aim has a device preparation policy apply to people.
func (f *Facts) aim(people map[tenant.GUID]bool) {
	if t := f.targetGroup(); t.policy != nil {
		f.join(t.group.ID, people)
		return
	}
	f.Preparation = append(f.Preparation, tenant.PreparationPolicy{ID: "new", Name: "New", Priority: 1,
		Settings: []tenant.PreparationSetting{
			{ID: "enrollment_autopilot_dpp_jointype", Values: []string{"enrollment_autopilot_dpp_jointype_0"}},
			{ID: "enrollment_autopilot_dpp_accountype", Values: []string{"1"}, Labels: []string{"Administrator"}},
		},
		Assignments: []tenant.Assignment{{Kind: "group", Group: groupOf(8, people)}}, Device: validGroup})
}

// validGroup is a device group that Intune can add devices to.
var validGroup = tenant.DeviceGroup{Known: true, ID: tenant.GUID{7}, Name: "Devices", Valid: tenant.Yes,
	Found: tenant.Yes, Security: tenant.Yes, Dynamic: tenant.No, RoleAssignable: tenant.No, Owned: tenant.Yes}

// groupOf is a new group of people, whose id no tenant has.
func groupOf(id byte, people map[tenant.GUID]bool) tenant.Group {
	g := tenant.Group{ID: tenant.GUID{id}, DisplayName: "New", Members: tenant.Members{}}
	for who := range people {
		g.Members[who] = tenant.Direct
	}
	return g
}

// join adds people to a group, wherever the tenant names it.
func (f *Facts) join(id tenant.GUID, people map[tenant.GUID]bool) {
	add := func(groups []tenant.Group) {
		for i := range groups {
			for who := range people {
				if groups[i].ID == id && groups[i].Members != nil {
					groups[i].Members[who] = tenant.Direct
				}
			}
		}
	}
	assigned := func(all []tenant.Assignment) {
		for i := range all {
			add([]tenant.Group{all[i].Group})
		}
	}
	for i := range f.Access {
		add(f.Access[i].IncludeGroups)
		add(f.Access[i].ExcludeGroups)
	}
	for i := range f.Restrictions {
		assigned(f.Restrictions[i].Assignments)
	}
	for i := range f.Preparation {
		assigned(f.Preparation[i].Assignments)
	}
	for i := range f.MDMPolicies {
		add(f.MDMPolicies[i].Groups)
	}
	add(f.Registration.Join.Groups)
}
