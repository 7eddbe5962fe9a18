package plan

import (
	"slices"
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// AppendKey writes what decides which changes a person may get: licenses with what is turned off, how they are
// assigned, what is in error, and whether there is a location. People of one key are planned for as one.
func AppendKey(key []byte, u *tenant.User) []byte {
	key = append(key, byte(len(u.Licenses)), flag(u.UsageLocationKnown && u.UsageLocation == ""))
	for i := range u.Licenses {
		l := &u.Licenses[i]
		key = append(append(key, l.SKU[:]...), byte(len(l.Disabled)))
		for _, id := range l.Disabled {
			key = append(key, id[:]...)
		}
	}
	for i := range u.States {
		s := &u.States[i]
		key = append(append(key, s.SKU[:]...), s.Group[:]...)
		key = append(append(append(key, s.State...), s.Error...), byte(len(s.Disabled)))
		for _, id := range s.Disabled {
			key = append(key, id[:]...)
		}
	}
	return key
}

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// newClass keeps a copy of what a class has.
func newClass(u *tenant.User, lapsing bool) *class {
	c := &class{lapsing: lapsing, user: tenant.User{LicensesKnown: true, StatesKnown: u.StatesKnown,
		UsageLocation: u.UsageLocation, UsageLocationKnown: u.UsageLocationKnown}}
	c.user.Licenses, c.user.States = Copy(u)
	return c
}

// Copy is what a person has, for whoever keeps it; when it was assigned is left out.
func Copy(u *tenant.User) (licenses []tenant.License, states []tenant.LicenseState) {
	for _, l := range u.Licenses {
		l.Disabled = slices.Clone(l.Disabled)
		licenses = append(licenses, l)
	}
	for _, s := range u.States {
		s.Disabled, s.State, s.Error, s.Updated = slices.Clone(s.Disabled), strings.Clone(s.State), strings.Clone(s.Error), 0
		states = append(states, s)
	}
	return licenses, states
}

// via is the group that assigns a product; zero for a direct assignment, or none.
func via(u *tenant.User, sku tenant.GUID) (group tenant.GUID) {
	for i := range u.States {
		if s := &u.States[i]; s.SKU == sku {
			if s.Group.IsZero() {
				return tenant.GUID{}
			}
			group = s.Group
		}
	}
	return group
}

// errorOf is why an assignment of a product is in error; "" where it is not.
func errorOf(u *tenant.User, sku tenant.GUID) string {
	word := ""
	for i := range u.States {
		switch s := &u.States[i]; {
		case s.SKU != sku:
		case s.Active():
			return ""
		case s.Error != "":
			word = s.Error
		}
	}
	return word
}

// kinds say what a person's products are sold for: for whom, and whether for frontline workers.
func (p *Planner) kinds(u *tenant.User) (k kind, frontline bool) {
	k, any := commercial, false
	for _, l := range u.Licenses {
		i, ok := p.place[l.SKU]
		if !ok || license.ClassOf(l.SKU) != license.Person {
			continue
		}
		o := &p.products[i]
		frontline = frontline || o.frontline
		k, any = max(k, o.kind), any || o.sku.Enabled+o.renewable > 0 && o.paid()
	}
	if !any && k == commercial {
		k = p.kind
	}
	return k, frontline || p.t.Frontline
}
