package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// together says what becomes of a policy that asks to sign in every time, where other policies that are enforced demand
// the second factor.
func together(env *Env, p tenant.AccessPolicy) Verdict {
	var demand, perhaps []string
	for _, q := range env.Access {
		if q.State != "enabled" || q.Frequency == "everyTime" || !demandsMultiFactor(q) || !meetsApp(q, enrolmentApp) || !q.OnWindows() || meansNobody(q) {
			continue
		}
		if len(q.Only) > 0 {
			q.Name += " (only under further conditions)"
		}
		switch meanSame(p, q) {
		case tenant.Yes:
			demand = append(demand, q.Name)
		case tenant.Unknown:
			perhaps = append(perhaps, q.Name)
		}
	}
	switch {
	case demand != nil:
		return Warnf("asks to sign in every time, and %s a second factor: together they ask for it every time, where device preparation cannot answer", demands(demand))
	case perhaps != nil:
		return Unknown("asks to sign in every time, and %s a second factor: whether they mean the same users is not known", demands(perhaps))
	}
	return OK
}

func demands(policies []string) string {
	if len(policies) == 1 {
		return "policy " + policies[0] + " demands"
	}
	return "policies " + strings.Join(policies, ", ") + " demand"
}

// meanSame says whether two policies mean some user both; by which groups people are in two of them is not read.
func meanSame(a, b tenant.AccessPolicy) tenant.Tri {
	in := func(p tenant.AccessPolicy) []string {
		return slices.DeleteFunc(slices.Concat(p.IncludeUsers, p.IncludeGroups, p.IncludeRoles), func(id string) bool {
			return id == "None" || slices.ContainsFunc(slices.Concat(a.ExcludeUsers, a.ExcludeGroups, a.ExcludeRoles, b.ExcludeUsers, b.ExcludeGroups, b.ExcludeRoles),
				func(out string) bool { return strings.EqualFold(out, id) })
		})
	}
	ofA, ofB := in(a), in(b)
	switch {
	case len(ofA) == 0 || len(ofB) == 0:
		return tenant.No
	case slices.Contains(ofA, "All"), slices.Contains(ofB, "All"):
		return tenant.Yes
	case slices.ContainsFunc(ofA, func(id string) bool {
		return slices.ContainsFunc(ofB, func(s string) bool { return strings.EqualFold(s, id) })
	}):
		return tenant.Yes
	}
	return tenant.Unknown
}
