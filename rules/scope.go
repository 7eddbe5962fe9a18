package rules

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// Scope decides whom an audit is about.
type Scope struct {
	Groups        []tenant.Group // --group
	ExcludeGroups []tenant.Group
	ExcludeUPN    []string // glob patterns, matched without regard to case

	IncludeDisabled   bool
	IncludeGuests     bool
	IncludeUnlicensed bool // judge members without any license, or with a room's only, as persons

	// SignInsAside says that sign-ins were read for a rule alone: they do not tell people from other accounts, so that
	// nobody stands otherwise beside that rule.
	SignInsAside bool

	// Policies are the device preparation policies whose users are meant, where Choose found them to decide.
	Policies []tenant.PreparationPolicy
	// Doubt says what Choose could not find out, so that it fell back on the members; "" for nothing.
	Doubt string

	mdm []tenant.Group // of the MDM user scope, where it decides
	why string         // of a choice that comes to all members
}

// chosen reports whether somebody chose who is meant.
func (s *Scope) chosen() bool { return len(s.Groups)+len(s.Policies)+len(s.mdm) > 0 }

// person reports whether a group was chosen that a user is in: such a group is made of persons, and all users are not.
func (s *Scope) person(user tenant.GUID) bool {
	if len(s.Groups) > 0 || len(s.Policies) == 0 {
		return s.chosen()
	}
	named := func(a tenant.Assignment) bool { return a.Kind == "group" && a.Group.Members[user] != tenant.NotMember }
	return slices.ContainsFunc(s.Policies, func(p tenant.PreparationPolicy) bool {
		return Assigned(p.Assignments, user) == tenant.Yes && slices.ContainsFunc(p.Assignments, named)
	})
}

// Check reports a malformed pattern.
func (s *Scope) Check() error {
	for _, p := range s.ExcludeUPN {
		if _, err := path.Match(p, ""); err != nil {
			return fmt.Errorf("pattern %q: %w", p, err)
		}
	}
	return nil
}

// place is where a user stands towards a scope.
type place int

// A user who is left out is counted under the first reason, in this order.
const (
	inScope place = iota
	notInGroup
	excludedGroup
	excludedName
	guestAccount
	externalAccount // userType Member, but invited from elsewhere
	disabledAccount
)

// placeOf places a user.
func (s *Scope) placeOf(u *tenant.User) place {
	switch {
	case s.chosen() && !s.meant(u.ID):
		return notInGroup
	case memberOfAny(s.ExcludeGroups, u.ID):
		return excludedGroup
	case s.excludedByName(u.UPN):
		return excludedName
	case !s.IncludeGuests && guest(u):
		return guestAccount
	case !s.IncludeGuests && external(u):
		return externalAccount
	case !s.IncludeDisabled && u.Enabled == tenant.No:
		return disabledAccount
	}
	return inScope
}

// Includes reports whether a user is in scope, once Choose has chosen.
func (s *Scope) Includes(u *tenant.User) bool { return s.placeOf(u) == inScope }

func (s *Scope) meant(id tenant.GUID) bool {
	switch {
	case len(s.Groups) > 0:
		return memberOfAny(s.Groups, id)
	case len(s.Policies) > 0:
		for i := range s.Policies {
			if Assigned(s.Policies[i].Assignments, id) == tenant.Yes {
				return true
			}
		}
		return false
	}
	return memberOfAny(s.mdm, id)
}

func memberOfAny(groups []tenant.Group, id tenant.GUID) bool {
	for _, g := range groups {
		if g.Members[id] != tenant.NotMember {
			return true
		}
	}
	return false
}

func (s *Scope) excludedByName(upn string) bool {
	if len(s.ExcludeUPN) == 0 {
		return false
	}
	upn = strings.ToLower(upn)
	for _, p := range s.ExcludeUPN {
		if ok, _ := path.Match(strings.ToLower(p), upn); ok {
			return true
		}
	}
	return false
}

func guest(u *tenant.User) bool { return strings.EqualFold(u.UserType, "Guest") }

// external tells a member who was invited from another tenant; userType alone does not.
func external(u *tenant.User) bool {
	return u.ExternalUserState != "" || u.CreationType == "Invitation" || strings.Contains(u.UPN, "#EXT#")
}

// unlicensed reports whether a member without any license may be no person at all. Somebody put a
// license on a user whose assignment failed, so that user is one. A chosen group is made of persons.
func (s *Scope) unlicensed(u *tenant.User) bool {
	return !s.IncludeUnlicensed && u.LicensesKnown && len(u.Licenses) == 0 && len(u.States) == 0 && !s.person(u.ID)
}

// Describe says in words who is in scope, and why.
func (s *Scope) Describe() (who, why string) {
	who, why = s.describeBase()
	if s.IncludeDisabled {
		who += ", enabled or not"
	} else {
		who = "enabled " + who
	}
	if s.IncludeGuests {
		who += ", guests and external members included"
	}
	if len(s.ExcludeGroups) > 0 {
		who += ", without " + names(s.ExcludeGroups)
	}
	if len(s.ExcludeUPN) > 0 {
		who += ", without " + strings.Join(s.ExcludeUPN, ", ")
	}
	return who, why
}
