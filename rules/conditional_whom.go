package rules

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

//go:embed entra_roles.tsv
var entraRoles string

// roleNames is the built-in roles of Microsoft Entra ID by their template ids.
var roleNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for line := range strings.Lines(entraRoles) {
		if id, name, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(line, "#") {
			names[id] = name
		}
	}
	return names
})

// EntraRole is the name of a built-in role of Microsoft Entra ID by its template id; the id of one that isn't known.
func EntraRole(id string) string { return cmp.Or(roleNames()[strings.ToLower(id)], id) }

// mostNames is how many a verdict names of users, groups and roles.
const mostNames = 10

// whom says whom a policy means and whom it spares.
func (e *Env) whom(p tenant.AccessPolicy) string {
	means := "it applies to " + e.people(p.IncludeUsers, p.IncludeGroups, p.IncludeRoles)
	if spared := e.people(p.ExcludeUsers, p.ExcludeGroups, p.ExcludeRoles); spared != "" {
		return means + ", except " + spared
	}
	return means + ", nobody is excluded"
}

// people names users, groups and roles: "group Break glass, role Global Administrator and guests".
func (e *Env) people(users []string, groups []tenant.Group, roles []string) string {
	if slices.Contains(users, "All") {
		return "all users"
	}
	var parts []string
	for _, g := range groups {
		name := "group " + groupName(g)
		if g.Members == nil {
			name += " (not read)"
		}
		parts = append(parts, name)
	}
	for _, id := range roles {
		parts = append(parts, "role "+EntraRole(id))
	}
	guests := ""
	for _, u := range users {
		switch u {
		case "None":
		case tenant.Agents:
			parts = append(parts, "accounts of agents")
		case tenant.Guests:
			guests = "guests"
		case tenant.SomeGuests:
			guests = tenant.SomeGuests
		default:
			id, err := tenant.ParseGUID(u)
			if err != nil {
				parts = append(parts, fmt.Sprintf("%.60q (an unrecognized value)", u))
				continue
			}
			parts = append(parts, "user "+cmp.Or(e.count.Access.names[id], u))
		}
	}
	if n := len(parts); n > mostNames {
		parts = append(parts[:mostNames], english.Number(n-mostNames)+" more")
	}
	if guests != "" {
		parts = append(parts, guests)
	}
	return enumerate(parts)
}

// enumerate joins words: "one, two and three".
func enumerate(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}
