package rules

import (
	"fmt"
	"slices"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// judgePart is the verdict on one part of a user's entitlement.
func judgePart(facts *Facts, u *tenant.User, e license.Entitlement, h license.Part) Verdict {
	switch {
	case !e.Known:
		return Unknown("Graph did not send assignedLicenses for this user")
	case h.State == license.Active:
		return OK
	case h.State == license.Doubtful:
		return Warnf("%s", h.Why())
	case h.State == license.Unsure:
		return Unknown("%s", h.Why())
	}
	if v, ok := awaited(facts, u, h); ok {
		return v
	}
	return Failf("%s%s%s", h.Why(), failedAssignment(facts, u, h.Service()), facts.groupsUnread())
}

// awaited judges a user to whom a group is still assigning what is lacking. Where it is not known whether one is,
// the user may be licensed within the hour.
func awaited(facts *Facts, u *tenant.User, h license.Part) (Verdict, bool) {
	doubt := ""
	for i := range facts.LicenseGroups {
		g := &facts.LicenseGroups[i]
		if g.State == "ProcessingComplete" || !bestows(facts, g, u, h.Service()) {
			continue
		}
		m := g.Members[u.ID]
		switch {
		case g.Members == nil:
			doubt = facts.groupName(g.ID) + " would assign it and is not done, and its members could not be read"
		case m == tenant.Direct && g.Processing():
			return Warnf("still being assigned by %s (%s): %s", facts.groupName(g.ID), g.State, h.Why()).doing(Stops), true
		case m == tenant.Direct:
			doubt = fmt.Sprintf("%s would assign it, but %s", facts.groupName(g.ID), strangeState(g.State))
		case m == tenant.DirectOrNested:
			doubt = facts.groupName(g.ID) + " would assign it and is not done, but only to direct members; " +
				"whether the user is one could not be read"
		}
	}
	return Unknown("%s; %s", h.Why(), doubt), doubt != ""
}

// groupsUnread is said of a user who lacks a part where nobody could tell which groups assign licenses. The user lacks
// it all the same, so that this changes no verdict: a group that is still assigning is done within hours, and none is
// known.
func (f *Facts) groupsUnread() string {
	if f.Has(tenant.LicenseGroups) {
		return ""
	}
	return "; whether a group is still assigning it was not read"
}

// bestows reports whether a group would give a user what is lacking, and has not tried yet: once it has, the
// user's own assignment states say what came of it.
func bestows(facts *Facts, g *tenant.LicenseGroup, u *tenant.User, of license.Service) bool {
	return slices.ContainsFunc(g.Licenses, func(l tenant.License) bool {
		tried := func(s tenant.LicenseState) bool { return s.SKU == l.SKU && s.Group == g.ID }
		return facts.Licenses.IfActive(l, of).Usable() && !slices.ContainsFunc(u.States, tried)
	})
}

// assigning reports whether a group is about to give a user licenses that are not for a room: somebody wanted the user
// to have them.
func (f *Facts) assigning(user tenant.GUID) bool {
	for i := range f.LicenseGroups {
		if g := &f.LicenseGroups[i]; g.Processing() && g.Members[user] == tenant.Direct && !onlyForRooms(g.Licenses) {
			return true
		}
	}
	return false
}

// failedAssignment names an assignment in error that would give what a user lacks: Graph lists it
// among the states, though not among the licenses.
func failedAssignment(facts *Facts, u *tenant.User, of license.Service) string {
	for _, s := range u.States {
		l := tenant.License{SKU: s.SKU, Disabled: s.Disabled}
		if s.State == "Error" && facts.Licenses.IfActive(l, of).Usable() {
			return "; " + facts.product(s.SKU) + " would give it, but its assignment is in error (" + explain(s) + ")"
		}
	}
	return ""
}

func strangeState(state string) string {
	if state == "" {
		return "Graph didn't send how far its licenses are processed"
	}
	return fmt.Sprintf("its processing state %.60q isn't recognized", state)
}
