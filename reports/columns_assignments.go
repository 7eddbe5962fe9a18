package reports

import (
	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

func assignmentTable(run *record.Run) tabular {
	type row = *record.Assignment
	return &table[row]{
		title: title{
			name: "assignments", lists: tenant.Users, sheet: "Assignments", about: "one row a user and license",
			in: ofTenant, none: noneOfUsers("nobody in scope has a license"),
		},
		user: func(v *record.User, add func(row) error) error {
			all := v.Assignments()
			for i := range all {
				if err := add(&all[i]); err != nil {
					return err
				}
			}
			return nil
		},
		columns: []column[row]{
			{"userId", "", "object id of the user, the id of the table of users", 0, text,
				func(a row) any { return a.User.ID.String() }},
			{"", "Name", "of the user", 28, text, func(a row) any { return a.User.DisplayName }},
			{"userPrincipalName", "User principal name", "of the user", 38, text,
				func(a row) any { return a.User.UPN }},
			{"displayName", "", "of the user", 0, text, func(a row) any { return a.User.DisplayName }},
			{"skuId", "", "of the product", 0, text, func(a row) any { return a.SKU.String() }},
			{"", "Product", "its name in the catalog, else the tenant's own; empty when unknown to both", 44, text,
				func(a row) any { _, name := run.Product(a.SKU); return name }},
			{"skuPartNumber", "Part number", "of the catalog, else the tenant's own; empty when unknown to " +
				"both", 34, text,
				func(a row) any { part, _ := run.Product(a.SKU); return part }},
			{"product", "", "its name in the catalog, else the tenant's own; empty when unknown to both", 0, text,
				func(a row) any { _, name := run.Product(a.SKU); return name }},
			{"", "SKU id", "of the product", 38, text, func(a row) any { return a.SKU.String() }},
			{"path", "Path", "direct, group, both; empty where Graph did not say", 9, text,
				func(a row) any { return record.Path(a.Direct, a.Groups) }},
			{"groups", "", "names or ids of the groups, separated by semicolons", 0, text,
				func(a row) any { return run.GroupNames(a.Groups) }},
			{"", "Group", "the first that assigns it", 34, text,
				func(a row) any { return run.GroupNames(a.Groups[:min(1, len(a.Groups))]) }},
			{"", "Further groups", "how many others assign it", 15, amount,
				func(a row) any { return orNone(max(0, len(a.Groups)-1)) }},
			{"state", "State", "of the assignment: Active, ActiveWithError, Disabled, Error", 16, text,
				func(a row) any { return a.State }},
			{"error", "Error", "of the assignment: CountViolation …; empty for none", 24, text,
				func(a row) any { return a.Error }},
			{"assigned", "Assigned on (UTC)", "when it was last changed", 18, moment,
				func(a row) any { return a.Changed() }},
			{"disabledPlans", "Plans off", "number of plans that are off", 10, amount,
				func(a row) any { return a.Off }},
		},
	}
}

// idOrEmpty is "" for no id.
func idOrEmpty(id tenant.GUID) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}
