package reports

import (
	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

// groupUse is a group and one license that it assigns, or with license nil what its members enroll in.
type groupUse struct {
	name    string
	use     string
	group   *record.Group
	license *tenant.License
}

func groupTable(run *record.Run) tabular {
	type row = *groupUse
	// assigning leaves empty what only a group that assigns a license has.
	assigning := func(value func(row) any) func(row) any {
		return func(g row) any {
			if g.license == nil {
				return nil
			}
			return value(g)
		}
	}
	return &table[row]{
		title: title{
			sheet: "Groups", about: "groups that assign licenses, or are in the MDM user scope",
			in: ofTenant, none: unless(tenant.LicenseGroups, "no group assigns a license or lets its members enroll"),
		},
		end: func(s *record.Summary, add func(row) error) error {
			for i := range run.Groups {
				g := &run.Groups[i]
				for j := range g.Licenses {
					if err := add(&groupUse{g.Name, "assigns a license", g, &g.Licenses[j]}); err != nil {
						return err
					}
				}
			}
			for _, m := range s.MDMPolicies {
				for _, name := range m.Groups {
					if err := add(&groupUse{name: name, use: "enrolls in " + m.Name}); err != nil {
						return err
					}
				}
			}
			return nil
		},
		columns: []column[row]{
			{"", "Group", "its name", 40, text, func(g row) any { return g.name }},
			{"", "Use", "assigns a license, or lets its members enroll", 22, text, func(g row) any { return g.use }},
			{"", "Product", "that it assigns", 44, text,
				assigning(func(g row) any { return named(run.Product(g.license.SKU)) })},
			{"", "Part number", "of the product that it assigns", 34, text,
				assigning(func(g row) any { part, _ := run.Product(g.license.SKU); return part })},
			{"", "Plans off", "number of its plans that are turned off", 10, amount,
				assigning(func(g row) any { return len(g.license.Disabled) })},
			{"", "Processing", "licenseProcessingState of Graph", 24, text,
				assigning(func(g row) any { return g.group.State })},
			{"", "Members in error", "yes, no, or empty where Graph did not say", 17, text, assigning(func(g row) any {
				return map[tenant.Tri]string{tenant.Yes: "yes", tenant.No: "no"}[g.group.HasErrors]
			})},
			{"", "Object id", "in Microsoft Entra ID", 38, text,
				assigning(func(g row) any { return g.group.ID.String() })},
		},
	}
}
