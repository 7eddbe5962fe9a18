package rules

import (
	"cmp"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// Winning finds the device preparation policy that a user's device would get. It is Unknown where a policy that would
// win could not be told to mean the user or not, ranks with another that does, or does not surely win over a policy of
// an unknown deployment type, of which nobody knows whom it means; nil where only such a policy is left.
func (f *Facts) Winning(user tenant.GUID) (*tenant.PreparationPolicy, tenant.Tri) {
	driven := f.UserDriven()
	var first *tenant.PreparationPolicy
	answer := tenant.No
	for i := range driven {
		p := &driven[i]
		if first != nil && !tied(first, p) {
			break
		}
		meant := Assigned(p.Assignments, user)
		switch {
		case meant == tenant.No:
		case first != nil:
			return first, tenant.Unknown
		default:
			first, answer = p, meant
		}
	}
	if slices.ContainsFunc(f.Preparation, func(p tenant.PreparationPolicy) bool {
		return p.Mode == tenant.OtherMode && (first == nil || tied(first, &p) || p.Priority < first.Priority)
	}) {
		return first, tenant.Unknown
	}
	return first, answer
}

// tied reports whether nothing says which of two policies wins.
func tied(a, b *tenant.PreparationPolicy) bool {
	return a.Unranked || b.Unranked || a.Priority == b.Priority
}

// otherMode reports whether there is a policy of a deployment type that this program does not know.
func (f *Facts) otherMode() bool {
	return slices.ContainsFunc(f.Preparation,
		func(p tenant.PreparationPolicy) bool { return p.Mode == tenant.OtherMode })
}

// noPolicy is the verdict where there is no policy to judge.
func (f *Facts) noPolicy() Verdict {
	switch {
	case f.otherMode():
		return Unknown("the only device preparation policies are of an unrecognized deployment type")
	case len(f.Preparation) > 0:
		return NA("every device preparation policy is in automatic mode, for Cloud PCs that no user sets up")
	}
	return NA("there is no device preparation policy")
}

// UserDriven is the device preparation policies that a user's sign-in starts, the winning one first.
func (f *Facts) UserDriven() []tenant.PreparationPolicy {
	if f.driven != nil {
		return f.driven
	}
	var driven []tenant.PreparationPolicy
	for _, p := range f.Preparation {
		if p.Mode == tenant.UserDriven {
			driven = append(driven, p)
		}
	}
	slices.SortStableFunc(driven,
		func(a, b tenant.PreparationPolicy) int { return cmp.Compare(a.Priority, b.Priority) })
	f.driven = driven // made once: it is asked for with every user
	return driven
}

// policies are those that are judged: the user-driven ones, the winning one first, then those in automatic mode.
func (f *Facts) policies() []tenant.PreparationPolicy {
	all := slices.Clone(f.UserDriven())
	for _, p := range f.Preparation {
		if p.Mode == tenant.Automatic {
			all = append(all, p)
		}
	}
	return all
}

// Assigned says whether a policy with these assignments means a user. Yes stands where another group that it is
// assigned to could not be read, but not where one that it excludes could not.
func Assigned(assignments []tenant.Assignment, user tenant.GUID) tenant.Tri {
	included, perhaps, perhapsNot := false, false, false
	for _, a := range assignments {
		switch {
		case a.Kind == "allUsers":
			included = true
		case a.Kind == "allDevices":
		case !a.Known(): // it may include and exclude
			perhaps, perhapsNot = true, true
		case a.Group.Members == nil: // not read
			perhaps, perhapsNot = perhaps || a.Kind == "group", perhapsNot || a.Kind == "exclusion"
		case a.Group.Members[user] == tenant.NotMember:
		case a.Kind == "exclusion":
			return tenant.No
		default:
			included = true
		}
	}
	switch {
	case included && !perhapsNot:
		return tenant.Yes
	case included || perhaps:
		return tenant.Unknown
	}
	return tenant.No
}

// overPolicies judges every device preparation policy, the winning one first.
func overPolicies(judge func(*Env, tenant.PreparationPolicy) Verdict) func(*Env) []Verdict {
	return func(env *Env) []Verdict {
		var vs []Verdict
		for _, p := range env.policies() {
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

// inAutomatic is the verdict on a policy in automatic mode of what is decided elsewhere.
func inAutomatic(where string) Verdict { return NA("it is in automatic mode, for Cloud PCs: " + where) }

// dppPrefix begins the ids of the settings of policies.
const dppPrefix = "enrollment_autopilot_dpp_"

// settingValue is what Intune calls the chosen option, else its number, else the value itself.
func settingValue(s tenant.PreparationSetting) string {
	if len(s.Labels) > 0 && s.Labels[0] != "" {
		return s.Labels[0]
	}
	if option, ok := strings.CutPrefix(s.Values[0], s.ID+"_"); ok {
		return "option " + option
	}
	return s.Values[0]
}
