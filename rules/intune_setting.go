package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// overSettings judges every Intune policy that sets something of which match has a word; a policy that nobody is
// assigned to sets nothing.
func overSettings(match func(tenant.Setting) bool, well string,
	judge func(tenant.Configuration, []tenant.Setting) Verdict) func(*Env) []Verdict {
	return func(env *Env) []Verdict {
		var vs []Verdict
		for _, k := range env.Configurations {
			sets := slices.DeleteFunc(slices.Clone(k.Sets), func(s tenant.Setting) bool { return !match(s) })
			if len(sets) == 0 || k.Assigned == tenant.No {
				continue
			}
			v := judge(k, sets)
			v.Subject = Subject{"policy", k.ID, k.Name}
			vs = append(vs, v)
		}
		if len(vs) == 0 {
			vs = append(vs, Passf("%s", well))
		}
		return vs
	}
}

func settingNamed(words ...string) func(tenant.Setting) bool {
	return func(s tenant.Setting) bool {
		id := strings.ToLower(s.ID)
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(id, w) })
	}
}

func settingNames(sets []tenant.Setting) string {
	var names []string
	for _, s := range sets {
		names = append(names, s.ID)
	}
	return strings.Join(names, ", ")
}
