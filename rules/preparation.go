package rules

import (
	"cmp"
	"slices"

	"prepaudit/rules/tenant"
)

// Winning finds the device preparation policy that a user's device would get. It is Unknown where a policy that would
// win could not be told to mean the user or not, nil where that policy is of an unknown template.
func (e *Env) Winning(user tenant.GUID) (*tenant.PreparationPolicy, tenant.Tri) {
	driven := e.UserDriven()
	for i := range driven {
		if meant := Assigned(&driven[i], user); meant != tenant.No {
			return &driven[i], meant
		}
	}
	if e.otherMode() {
		return nil, tenant.Unknown
	}
	return nil, tenant.No
}

// otherMode reports whether there is a policy of a template that this program does not know.
func (e *Env) otherMode() bool {
	return slices.ContainsFunc(e.Preparation, func(p tenant.PreparationPolicy) bool { return p.Mode == tenant.OtherMode })
}

// noPolicy is the verdict where there is no user-driven policy to judge.
func (e *Env) noPolicy() Verdict {
	if e.otherMode() {
		return Unknown("the only device preparation policies are of a template that prepaudit does not know")
	}
	return NA("there is no user-driven device preparation policy")
}

// UserDriven is the device preparation policies that a user's sign-in starts, the winning one first.
func (e *Env) UserDriven() []tenant.PreparationPolicy {
	if e.driven != nil {
		return e.driven
	}
	var driven []tenant.PreparationPolicy
	for _, p := range e.Preparation {
		if p.Mode == tenant.UserDriven {
			driven = append(driven, p)
		}
	}
	slices.SortStableFunc(driven, func(a, b tenant.PreparationPolicy) int { return cmp.Compare(a.Priority, b.Priority) })
	e.driven = driven // made once: it is asked for with every user
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
		case a.Kind == "allDevices":
			continue
		case a.Kind != "group" && a.Kind != "exclusion", a.Group.Members == nil:
			here = tenant.Unknown // a word that this program does not know, or members that were not read
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

// overPolicies judges every user-driven device preparation policy.
func overPolicies(judge func(*Env, tenant.PreparationPolicy) Verdict) func(*Env) []Verdict {
	return func(env *Env) []Verdict {
		var vs []Verdict
		for _, p := range env.UserDriven() {
			v := judge(env, p)
			v.Subject = Subject{"policy", p.ID, p.Name}
			vs = append(vs, v)
		}
		if len(vs) == 0 {
			vs = append(vs, env.noPolicy())
		}
		return vs
	}
}
