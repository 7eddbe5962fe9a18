package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

const restrictionPath = "Microsoft Intune admin center > Devices > Enrollment > Device platform restriction > Windows restrictions"

// overRestrictions judges every restriction of Windows enrolment that reaches anybody, the first to win first. One for
// all users leaves nobody to those that it wins against: device preparation is driven by a user, and the default
// restriction is for those alone who have no other (IDM intune/device-enrollment/restrictions.md, 2025-12-04). They
// restrict enrolment in Intune, not in another MDM service.
func overRestrictions(judge func(*Env, tenant.Restriction) Verdict) func(*Env) []Verdict {
	return func(env *Env) []Verdict {
		all := slices.Clone(env.Restrictions)
		slices.SortStableFunc(all, func(a, b tenant.Restriction) int {
			if a.Default != b.Default {
				if a.Default {
					return 1
				}
				return -1
			}
			return cmp.Compare(a.Priority, b.Priority)
		})
		var vs []Verdict
		for _, r := range all {
			if !r.Default && len(r.Assigned) == 0 {
				continue
			}
			v, ok := doubtful(r)
			if !ok {
				v = judge(env, r)
			}
			v = env.otherwise(v)
			v.Subject = Subject{"policy", r.ID, r.Name}
			vs = append(vs, v)
			if !ok && reachOf(r) == allUsers {
				break
			}
		}
		if !slices.ContainsFunc(all, func(r tenant.Restriction) bool { return r.Default }) {
			vs = append(vs, env.otherwise(Unknown("Graph did not send the default restriction of enrolment")))
		}
		return vs
	}
}

// doubtful is the verdict about a restriction of which it is not known whom or what it means.
func doubtful(r tenant.Restriction) (Verdict, bool) {
	if r.Platform != "" {
		return Unknown("its platform is %q, a word that prepaudit does not know", r.Platform), true
	}
	for _, a := range r.Assigned {
		if _, err := tenant.ParseGUID(a); err != nil && a != allUsers && a != allDevices {
			return Unknown("it is assigned to %q, a word that prepaudit does not know", a), true
		}
	}
	return Verdict{}, false
}

// Targets that are no groups.
const allUsers, allDevices = "all users", "all devices"

// reachOf says whom a restriction means.
func reachOf(r tenant.Restriction) string {
	if r.Default {
		return "everybody whom no other restriction means"
	}
	groups := 0
	for _, a := range r.Assigned {
		switch {
		case a != allUsers && a != allDevices:
		case r.Partly:
			return a + " but some"
		default:
			return a
		}
		groups++
	}
	if groups == 1 {
		return "one group"
	}
	return fmt.Sprintf("%d groups", groups)
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
