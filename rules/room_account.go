package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// forRoom reports whether a product is meant for a room, a shared device or the number of a switchboard; that of the
// last is told by its name in Microsoft's list.
func forRoom(sku tenant.GUID) bool {
	if license.ClassOf(sku) == license.Room {
		return true
	}
	_, name := license.Named(sku)
	return strings.HasPrefix(name, "Microsoft Teams Phone Resource Account")
}

// telephony reports whether a product gives a number or a conference to call, which rooms have as well as persons.
func telephony(sku tenant.GUID) bool {
	part, _ := license.Named(sku)
	for _, prefix := range []string{"MCOPSTN", "MCOEV", "MCOMEETADV"} {
		if strings.HasPrefix(part, prefix) {
			return true
		}
	}
	return false
}

// room reports whether a member is probably the account of a room or a shared device: whatever it holds, or failed to
// get, is meant for one. A chosen group is made of persons.
func (s *Scope) room(u *tenant.User) bool {
	if s.IncludeUnlicensed || !u.LicensesKnown {
		return false
	}
	found := false
	for _, l := range u.Licenses {
		switch {
		case forRoom(l.SKU):
			found = true
		case !telephony(l.SKU):
			return false
		}
	}
	for _, st := range u.States {
		switch {
		case forRoom(st.SKU):
			found = true
		case !telephony(st.SKU):
			return false
		}
	}
	return found && !s.person(u.ID)
}

// onlyForRooms reports whether licenses are all for rooms; those of a group that were not read may be anybody's.
func onlyForRooms(all []tenant.License) bool {
	person := func(l tenant.License) bool { return !forRoom(l.SKU) && !telephony(l.SKU) }
	return len(all) > 0 && !slices.ContainsFunc(all, person)
}
