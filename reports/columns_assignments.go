package reports

import (
	"slices"
	"strings"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

func assignmentTable(run *record.Run) tabular {
	type row = *assignment
	return &table[row]{
		title: title{
			name: "assignments", sheet: "Assignments", about: "one row a user and licence",
			in: ofTenant, none: noneOfUsers("nobody in scope holds a licence"),
		},
		user: func(v *record.User, add func(row) error) error {
			all := assignmentsOf(v)
			for i := range all {
				if err := add(&all[i]); err != nil {
					return err
				}
			}
			return nil
		},
		columns: []column[row]{
			{"userId", "", "object id of the user, the id of the table of users", 0, text,
				func(a row) any { return a.user.ID.String() }},
			{"", "Name", "of the user", 28, text, func(a row) any { return a.user.DisplayName }},
			{"userPrincipalName", "User principal name", "of the user", 38, text,
				func(a row) any { return a.user.UPN }},
			{"displayName", "", "of the user", 0, text, func(a row) any { return a.user.DisplayName }},
			{"skuId", "", "of the product", 0, text, func(a row) any { return a.sku.String() }},
			{"", "Product", "its name in the catalogue; empty when unknown there", 44, text,
				func(a row) any { return a.product() }},
			{"skuPartNumber", "Part number", "of the catalogue; empty when unknown there", 34, text,
				func(a row) any { part, _ := license.Named(a.sku); return part }},
			{"product", "", "its name in the catalogue; empty when unknown there", 0, text,
				func(a row) any { return a.product() }},
			{"", "SKU id", "of the product", 38, text, func(a row) any { return a.sku.String() }},
			{"path", "Path", "direct, group, both; empty where Graph did not say", 9, text,
				func(a row) any { return path(a.direct, a.groups) }},
			{"groups", "", "names or ids of the groups, separated by semicolons", 0, text,
				func(a row) any { return groupNames(run, a.groups) }},
			{"", "Group", "the first that assigns it", 34, text,
				func(a row) any { return groupNames(run, a.groups[:min(1, len(a.groups))]) }},
			{"", "Further groups", "how many others assign it", 15, amount,
				func(a row) any { return orNone(max(0, len(a.groups)-1)) }},
			{"state", "State", "of the assignment: Active, ActiveWithError, Disabled, Error", 16, text,
				func(a row) any { return a.state }},
			{"error", "Error", "of the assignment: CountViolation …; empty for none", 24, text,
				func(a row) any { return a.error }},
			{"assigned", "Assigned on (UTC)", "when it was last changed", 18, moment,
				func(a row) any { return a.changed() }},
			{"disabledPlans", "Plans off", "number of plans that are off", 10, amount,
				func(a row) any { return a.off }},
		},
	}
}

// assignment is one licence of one user, by all its paths.
type assignment struct {
	user         *record.User
	sku          tenant.GUID
	direct       bool
	groups       []tenant.GUID
	state, error string // of the first path that says so, an error before others
	updated      int64  // the latest
	off          int
}

// assignmentsOf puts the paths by which a user has licences together, in the order of Graph.
func assignmentsOf(u *record.User) []assignment {
	var all []assignment
	find := func(sku tenant.GUID) *assignment {
		i := slices.IndexFunc(all, func(a assignment) bool { return a.sku == sku })
		if i < 0 {
			i = len(all)
			all = append(all, assignment{user: u, sku: sku})
		}
		return &all[i]
	}
	for _, l := range u.Licenses {
		find(l.SKU).off = len(l.Disabled)
	}
	for _, s := range u.States {
		a := find(s.SKU)
		if s.Group.IsZero() {
			a.direct = true
		} else {
			a.groups = append(a.groups, s.Group)
		}
		if a.state == "" || s.Error != "" && a.error == "" {
			a.state, a.error = s.State, s.Error
		}
		a.updated = max(a.updated, s.Updated)
	}
	return all
}

func (a *assignment) product() string {
	_, name := license.Named(a.sku)
	return name
}

func (a *assignment) changed() time.Time {
	if a.updated == 0 {
		return time.Time{}
	}
	return time.Unix(a.updated, 0).UTC()
}

// path is how a licence comes to a user; "" where Graph did not say.
func path(direct bool, groups []tenant.GUID) string {
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

// groupNames are the names of groups that a run knows, else their ids.
func groupNames(r *record.Run, ids []tenant.GUID) string {
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

// idOrEmpty is "" for no id.
func idOrEmpty(id tenant.GUID) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}
