package rules

import (
	"strings"

	"prepaudit/rules/tenant"
)

// MDMState says whether automatic enrollment reaches a user.
type MDMState uint8

// The zero MDMState is MDMUnknown.
const (
	MDMUnknown MDMState = iota
	MDMOutside
	MDMNested // inside a group, but not known to be a direct member: perhaps only through a nested one
	MDMInside
)

func (m MDMState) String() string {
	return [...]string{"not evaluated", "outside", "inside, not directly", "inside"}[m]
}

// MDMStates lists all of them.
func MDMStates() []MDMState { return []MDMState{MDMUnknown, MDMOutside, MDMNested, MDMInside} }

// intunePolicy is the entry of the automatic enrollment settings that stands for Microsoft Intune.
func (f *Facts) intunePolicy() (tenant.MDMPolicy, bool) {
	for _, p := range f.MDMPolicies {
		if strings.EqualFold(p.ID, tenant.IntuneApp) {
			return p, true
		}
	}
	return tenant.MDMPolicy{}, false
}

// MDM says whether automatic enrollment in Intune reaches a user.
func (f *Facts) MDM(user tenant.GUID) MDMState {
	if !f.Has(tenant.MDMPolicies) {
		return MDMUnknown
	}
	p, ok := f.intunePolicy()
	if !ok {
		return MDMOutside
	}
	return mdmState(p, user)
}

// mdmState says whether an MDM policy applies to a user. A group whose members could not be read
// leaves everybody unknown whom no other group includes.
func mdmState(p tenant.MDMPolicy, user tenant.GUID) MDMState {
	switch p.AppliesTo {
	case "all":
		return MDMInside
	case "none":
		return MDMOutside
	case "selected":
	default:
		return MDMUnknown
	}
	nested, unread := false, false
	for _, g := range p.Groups {
		switch g.Members[user] {
		case tenant.Direct:
			return MDMInside
		case tenant.Nested, tenant.DirectOrNested:
			nested = true
		}
		unread = unread || g.Members == nil
	}
	switch {
	case nested:
		return MDMNested
	case unread:
		return MDMUnknown
	}
	return MDMOutside
}
