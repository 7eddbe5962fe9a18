package reports

import (
	"prepaudit/reports/record"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

func groupColumns(l styles, _ *record.Run) []sheetColumn {
	return []sheetColumn{
		{"Group", "", 40, l.text},
		{"Use", "assigns a licence, or lets its members enrol", 22, l.text},
		{"Product", "that it assigns", 44, l.text},
		{"Part number", "", 34, l.text},
		{"Plans off", "number of its plans that are switched off", 10, l.number},
		{"Processing", "licenseProcessingState", 24, l.text},
		{"Members in error", "yes, no, or empty where Graph did not say", 17, l.text},
		{"Object id", "", 38, l.text},
	}
}

func (x *workbook) fillGroups(s *sheet, sum *record.Summary) error {
	for _, g := range x.run.Groups {
		for _, l := range g.Licenses {
			part, name := license.Named(l.SKU)
			inError := map[tenant.Tri]string{tenant.Yes: "yes", tenant.No: "no"}[g.HasErrors]
			if err := s.add(g.Name, "assigns a licence", named(name), part, len(l.Disabled), g.State, inError, g.ID.String()); err != nil {
				return err
			}
		}
	}
	for _, m := range sum.MDMPolicies {
		for _, g := range m.Groups {
			if err := s.add(g, "enrols in "+m.Name); err != nil {
				return err
			}
		}
	}
	return nil
}
