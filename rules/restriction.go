package rules

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// overRestrictions judges every restriction of Windows enrollment that is assigned, the first to win first, by the users
// in scope for whom it wins. They restrict enrollment in Intune, not in another MDM service.
func overRestrictions(judge func(*Env, tenant.Restriction) Verdict) func(*Env) []Verdict {
	return func(env *Env) []Verdict {
		var vs []Verdict
		c := &env.count.Restrictions
		for _, i := range c.order {
			r := env.Restrictions[i]
			v := judge(env, r)
			if r.Platform != "" {
				v = Unknown("its platform is %q, an unrecognized value; it is set for %s", r.Platform,
					reachOf(r))
			}
			v = env.otherwise(c.reach[i].narrow(env, v))
			v.Subject = Subject{"policy", r.ID, r.Name}
			vs = append(vs, v)
		}
		if !slices.ContainsFunc(env.Restrictions, isDefault) {
			vs = append(vs,
				env.otherwise(c.rest.narrow(env, Unknown("Graph didn't send the default enrollment restriction"))))
		}
		return vs
	}
}

func isDefault(r tenant.Restriction) bool { return r.Default }

// reachOf says whom a restriction means.
func reachOf(r tenant.Restriction) string {
	if r.Default {
		return "everybody without another restriction"
	}
	var in, out []string
	for _, a := range r.Assignments {
		switch a.Kind {
		case "allUsers":
			in = append(in, "all users")
		case "allDevices":
			in = append(in, "all devices")
		case "group":
			in = append(in, "group "+groupName(a.Group))
		case "exclusion":
			out = append(out, "group "+groupName(a.Group))
			continue
		default:
			in = append(in, fmt.Sprintf("%.60q, an unrecognized value", a.Kind))
		}
		if a.Filter != "" {
			in[len(in)-1] += " through a filter"
		}
	}
	switch {
	case len(in) == 0:
		return "nobody"
	case len(out) > 0:
		return enumerate(in) + " but " + enumerate(out)
	}
	return enumerate(in)
}

// versionAbove reports whether the version a, as an administrator typed it, is above b. Parts that are no numbers
// make it unknown.
func versionAbove(a, b string) (above, ok bool) {
	pa, pb := strings.Split(a, "."), strings.Split(b, ".")
	for i := range max(len(pa), len(pb)) {
		na, oka := versionPart(pa, i)
		nb, okb := versionPart(pb, i)
		if !oka || !okb {
			return false, false
		}
		if na != nb {
			return na > nb, true
		}
	}
	return false, true
}

func versionPart(parts []string, i int) (n int, ok bool) {
	if i >= len(parts) {
		return 0, true
	}
	if parts[i] == "" || len(parts[i]) > 9 {
		return 0, false
	}
	for _, c := range parts[i] {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}
