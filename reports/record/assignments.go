package record

import (
	"slices"
	"strings"
	"time"

	"prepaudit/rules/tenant"
)

// Assignment is one license of one user, by all its paths.
type Assignment struct {
	User    *User
	SKU     tenant.GUID
	Direct  bool
	Groups  []tenant.GUID // that assign it, in the order of Graph
	State   string        // of the first path that says so, an error before others
	Error   string        // "" for none
	Updated int64         // the latest, in seconds since 1970; 0 where Graph did not say
	Off     int           // plans that are off
}

// Assignments puts the paths by which a user has licenses together, in the order of Graph.
func (u *User) Assignments() []Assignment {
	var all []Assignment
	find := func(sku tenant.GUID) *Assignment {
		i := slices.IndexFunc(all, func(a Assignment) bool { return a.SKU == sku })
		if i < 0 {
			i = len(all)
			all = append(all, Assignment{User: u, SKU: sku})
		}
		return &all[i]
	}
	for _, l := range u.Licenses {
		find(l.SKU).Off = len(l.Disabled)
	}
	for _, s := range u.States {
		a := find(s.SKU)
		if s.Group.IsZero() {
			a.Direct = true
		} else {
			a.Groups = append(a.Groups, s.Group)
		}
		if a.State == "" || s.Error != "" && a.Error == "" {
			a.State, a.Error = s.State, s.Error
		}
		a.Updated = max(a.Updated, s.Updated)
	}
	return all
}

// Changed is when it was last changed; zero where Graph did not say.
func (a *Assignment) Changed() time.Time {
	if a.Updated == 0 {
		return time.Time{}
	}
	return time.Unix(a.Updated, 0).UTC()
}

// Path is how a license comes to a user: direct, group or both; "" where Graph did not say.
func Path(direct bool, groups []tenant.GUID) string {
	switch {
	case direct && len(groups) > 0:
		return "both"
	case direct:
		return "direct"
	case len(groups) > 0:
		return "group"
	}
	return ""
}

// GroupNames are the names of groups that the run knows, else their ids.
func (r *Run) GroupNames(ids []tenant.GUID) string {
	var names []string
	for _, id := range ids {
		name := id.String()
		for i := range r.Groups {
			if r.Groups[i].ID == id && r.Groups[i].Name != "" {
				name = r.Groups[i].Name
			}
		}
		names = append(names, name)
	}
	return strings.Join(names, "; ")
}
