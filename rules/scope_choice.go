package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// ScopeWords are what Choose takes besides "".
func ScopeWords() []string { return []string{"policies", "mdm", "members"} }

// ScopeDatasets is what Choose looks at where no group was named, so that it is read whatever rules run.
func ScopeDatasets(word string) []tenant.Dataset {
	policies := []tenant.Dataset{tenant.Preparation, tenant.PreparationWho}
	mdm := []tenant.Dataset{tenant.MDMPolicies, tenant.MDMMembers}
	switch word {
	case "members":
		return nil
	case "policies":
		return policies
	case "mdm":
		return mdm
	}
	return slices.Concat(policies, mdm)
}

// Choose decides who is meant where no group was named. Those are the users to whom device preparation policies
// are assigned, where there are any; else the MDM user scope, where it is a selection; else the members of the
// tenant. A word forces one of the three, and is an error where there is no such thing. What could not be read
// does not decide: then it is the members, and Doubt says why.
func (s *Scope) Choose(word string, facts *Facts) error {
	if word == "members" {
		s.why = "--scope members asks for them"
	}
	if len(s.Groups) > 0 || word == "members" {
		return nil
	}
	if word != "mdm" {
		switch found, why := s.byPolicies(facts); {
		case found == decides:
			return nil
		case word == "policies":
			return errors.New(why)
		case found == perhapsDecides:
			s.Doubt = why
			return nil
		}
	}
	switch found, why := s.byMDM(facts); {
	case word == "mdm" && len(s.mdm) > 0:
		s.why = "automatic enrollment applies to them, and --scope mdm selects them"
	case found == decides:
	case word == "mdm":
		return errors.New(why)
	case found == perhapsDecides:
		s.Doubt = why
	}
	return nil
}

// choice says whether something that a tenant has decides the scope.
type choice int

const (
	decidesNothing choice = iota // as is known
	perhapsDecides               // since it could not be read, or not be understood
	decides
)

// byPolicies takes the users of device preparation policies for the scope; why says what keeps them from deciding.
func (s *Scope) byPolicies(facts *Facts) (found choice, why string) {
	if facts.without[tenant.Preparation] {
		return decidesNothing, noIntune
	}
	if !facts.Has(tenant.Preparation) {
		return perhapsDecides, "the device preparation policies were not read"
	}
	var policies []tenant.PreparationPolicy
	for _, p := range facts.UserDriven() {
		if forEverybody(p) {
			s.why = fmt.Sprintf("device preparation policy %s is assigned to all users", p.Name)
			return decides, ""
		}
	}
	for _, p := range facts.UserDriven() {
		if !includesUsers(p) {
			continue // whatever it excludes: it widens nothing
		}
		for _, a := range p.Assignments {
			switch {
			case !a.Known():
				return perhapsDecides, fmt.Sprintf("device preparation policy %s has an assignment of the kind "+
					"%.60q, an unrecognized value", p.Name, a.Kind)
			case (a.Kind == "group" || a.Kind == "exclusion" && !includesNobody(p)) && a.Group.Members == nil:
				return perhapsDecides, fmt.Sprintf("the members of group %s, of device preparation policy %s, "+
					"were not read", groupName(a.Group), p.Name)
			}
		}
		policies = append(policies, p)
	}
	switch {
	case len(policies) > 0:
		s.Policies = policies // all of them or none: a part would leave people out without a word
		return decides, ""
	case facts.otherMode():
		return perhapsDecides, "there is a device preparation policy of an unrecognized deployment type"
	}
	return decidesNothing, "no user-driven device preparation policy is assigned to a user group"
}

// forAllUsers reports whether a policy is assigned to all users, be it with groups excluded.
func forAllUsers(p tenant.PreparationPolicy) bool {
	return slices.ContainsFunc(p.Assignments, func(a tenant.Assignment) bool { return a.Kind == "allUsers" })
}

// forEverybody reports whether it is assigned to all users, and surely nobody is excluded.
func forEverybody(p tenant.PreparationPolicy) bool {
	excludes := func(a tenant.Assignment) bool {
		return !a.Known() || a.Kind == "exclusion" && (a.Group.Members == nil || len(a.Group.Members) > 0)
	}
	return forAllUsers(p) && !slices.ContainsFunc(p.Assignments, excludes)
}

// includesUsers reports whether it is assigned to users at all, or may be.
func includesUsers(p tenant.PreparationPolicy) bool {
	return slices.ContainsFunc(p.Assignments, func(a tenant.Assignment) bool {
		return a.Kind == "allUsers" || a.Kind == "group" || !a.Known()
	})
}

// includesNobody reports whether all groups that it is assigned to are empty.
func includesNobody(p tenant.PreparationPolicy) bool {
	return !slices.ContainsFunc(p.Assignments, func(a tenant.Assignment) bool {
		return a.Kind == "allUsers" || a.Kind == "group" && (a.Group.Members == nil || len(a.Group.Members) > 0)
	})
}

// byMDM takes the MDM user scope for it.
func (s *Scope) byMDM(facts *Facts) (found choice, why string) {
	if !facts.Has(tenant.MDMPolicies) {
		return perhapsDecides, "the MDM user scope was not read"
	}
	p, ok := facts.intunePolicy()
	switch {
	case !ok:
		return decidesNothing, "there is no MDM user scope of Intune"
	case p.AppliesTo == "all":
		s.why = "the MDM user scope is all users"
		return decides, ""
	case p.AppliesTo == "none":
		return decidesNothing, "the MDM user scope is nobody"
	case p.AppliesTo != "selected":
		return perhapsDecides,
			fmt.Sprintf("the MDM user scope is %q, an unrecognized value", p.AppliesTo)
	case len(p.Groups) == 0:
		return decidesNothing, "the MDM user scope is a selection without groups"
	}
	for _, g := range p.Groups {
		if g.Members == nil {
			return perhapsDecides,
				fmt.Sprintf("the members of group %s, of the MDM user scope, were not read", groupName(g))
		}
	}
	s.mdm = p.Groups
	return decides, ""
}

// Decided is what decides whom the scope is about, once Choose has chosen: groups, where somebody named them, or one of
// ScopeWords.
func (s *Scope) Decided() string {
	switch {
	case len(s.Groups) > 0:
		return "groups"
	case len(s.Policies) > 0:
		return "policies"
	case len(s.mdm) > 0:
		return "mdm"
	}
	return "members"
}

// describeBase says who is in scope before anybody is left out, and what decided that.
func (s *Scope) describeBase() (who, why string) {
	switch {
	case len(s.Groups) > 0:
		return "members of " + names(s.Groups), "--group names them"
	case len(s.Policies) > 0:
		var policies []string
		for _, p := range s.Policies {
			policies = append(policies, fmt.Sprintf("policy %q", p.Name))
		}
		return "users assigned to " + strings.Join(policies, " or "), "they are the ones who will unbox a device"
	case len(s.mdm) > 0 && s.why != "":
		return "members of " + names(s.mdm), s.why
	case len(s.mdm) > 0:
		return "members of " + names(s.mdm),
			"automatic enrollment applies to them, and no device preparation policy is assigned to a user group"
	}
	who, why = "members of the tenant", "neither a device preparation policy nor the MDM user scope selects anybody"
	switch {
	case s.Doubt != "":
		why = s.Doubt + ", so every member is checked"
	case s.why != "":
		why = s.why
	}
	return who, why
}
