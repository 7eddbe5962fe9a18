package rules

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// Applications as Conditional Access names them (Microsoft's pages and windows-itpro-docs, 2026-08).
const (
	allApps           = "All"
	enrolmentApp      = intuneEnrollmentID
	universalStoreApp = "45a330b1-b1ec-4cc1-9161-9f03992aa49f" // Universal Store Service APIs and Web Application
)

const accessPath = "Microsoft Entra admin center > Entra ID > Conditional Access > Policies"

// overAccess judges every Conditional Access policy that asks something of an application on Windows; stands tells what
// stands in the way, and is OK for nothing. Policies for other platforms or ways of signing in, and those that are off, are passed
// over.
func overAccess(app, well string, stands func(*Env, tenant.AccessPolicy) Verdict) func(*Env) []Verdict {
	return func(env *Env) []Verdict {
		var vs []Verdict
		for _, p := range env.Access {
			if !meetsApp(p, app) || !p.OnWindows() || meansNobody(p) {
				continue
			}
			v := stands(env, p)
			if v.Outcome == Pass {
				continue
			}
			why := v.Detail
			if len(p.Only) > 0 {
				why += ", only under further conditions (" + strings.Join(p.Only, "; ") + ")"
			}
			v.Subject = Subject{"policy", p.ID, p.Name}
			switch p.State {
			case "enabled":
				v.Detail = "enforced: " + why + "; " + whom(p)
			case reportOnly:
				v.Detail = "not enforced yet, only reported: " + why + "; " + whom(p)
			case "disabled":
				continue
			default:
				v.Outcome, v.Detail = NotEvaluated, fmt.Sprintf("its state is %q, a word that prepaudit does not know", p.State)
			}
			vs = append(vs, v)
		}
		if len(vs) == 0 {
			vs = append(vs, Passf("%s", well))
		}
		return vs
	}
}

// meetsApp reports whether a policy applies to an application. Policies for user actions apply to none.
func meetsApp(p tenant.AccessPolicy, app string) bool {
	has := func(ids []string, id string) bool {
		return slices.ContainsFunc(ids, func(s string) bool { return strings.EqualFold(s, id) })
	}
	return (has(p.IncludeApps, allApps) || has(p.IncludeApps, app)) && !has(p.ExcludeApps, app)
}

// meansNobody reports whether a policy includes nobody.
func meansNobody(p tenant.AccessPolicy) bool {
	return len(p.IncludeGroups) == 0 && len(p.IncludeRoles) == 0 && !slices.ContainsFunc(p.IncludeUsers, func(u string) bool { return u != "None" })
}

// whom says whom a policy means.
func whom(p tenant.AccessPolicy) string {
	means := "it means " + people(p.IncludeUsers, p.IncludeGroups, p.IncludeRoles)
	if spared := people(p.ExcludeUsers, p.ExcludeGroups, p.ExcludeRoles); spared != "" {
		return means + " but " + spared
	}
	return means + ", nobody is excluded"
}

// people counts users, groups and roles: "2 groups, one role and guests".
func people(users, groups, roles []string) string {
	if slices.Contains(users, "All") {
		return "all users"
	}
	var parts []string
	add := func(n int, one, many string) {
		switch {
		case n == 1:
			parts = append(parts, "one "+one)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, many))
		}
	}
	named := slices.DeleteFunc(slices.Clone(users), func(u string) bool { return u == guests || u == "None" })
	add(len(named), "user", "users")
	add(len(groups), "group", "groups")
	add(len(roles), "role", "roles")
	if slices.Contains(users, guests) {
		parts = append(parts, "guests")
	}
	if n := len(parts); n > 1 {
		return strings.Join(parts[:n-1], ", ") + " and " + parts[n-1]
	}
	return strings.Join(parts, "")
}

// guests is Conditional Access's word for them.
const guests = "GuestsOrExternalUsers"
