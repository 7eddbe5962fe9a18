package rules

import (
	"cmp"
	"slices"

	"prepaudit/rules/tenant"
)

// UserDriven is the device preparation policies that a user's sign-in starts, the winning one first.
func (e *Env) UserDriven() []tenant.PreparationPolicy {
	var driven []tenant.PreparationPolicy
	for _, p := range e.Preparation {
		if !p.Automatic {
			driven = append(driven, p)
		}
	}
	slices.SortStableFunc(driven, func(a, b tenant.PreparationPolicy) int { return cmp.Compare(a.Priority, b.Priority) })
	return driven
}

// Assigned says whether a device preparation policy is assigned to a user. Yes stands even where a group of it
// could not be read; No does not.
func Assigned(p *tenant.PreparationPolicy, user tenant.GUID) tenant.Tri {
	answer := tenant.No
	for _, a := range p.Assignments {
		var here tenant.Tri
		switch {
		case a.Kind == "allUsers":
			here = tenant.Yes
		case a.Kind != "group" && a.Kind != "exclusion":
			continue // devices
		case a.Group.Members == nil:
			here = tenant.Unknown
		case a.Group.Members[user] != tenant.NotMember:
			here = tenant.Yes
		default:
			continue
		}
		switch {
		case a.Kind == "exclusion" && here == tenant.Yes:
			return tenant.No
		case a.Kind == "exclusion", here == tenant.Unknown && answer == tenant.No:
			answer = tenant.Unknown
		case here == tenant.Yes && answer != tenant.Unknown:
			answer = tenant.Yes
		}
	}
	return answer
}
