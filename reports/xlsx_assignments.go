package reports

import (
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules/license"
)

func assignmentColumns(l styles, _ *record.Run) []sheetColumn {
	return []sheetColumn{
		{"Name", "", 28, l.text},
		{"User principal name", "", 38, l.text},
		{"Product", "of the catalogue", 44, l.text},
		{"Part number", "", 34, l.text},
		{"SKU id", "", 38, l.text},
		{"Path", "direct, group or both; empty where Graph did not say", 9, l.text},
		{"Group", "the first that assigns it", 34, l.text},
		{"Further groups", "how many others assign it", 15, l.number},
		{"State", "Active, ActiveWithError, Disabled, Error", 16, l.text},
		{"Error", "", 24, l.text},
		{"Assigned on (UTC)", "or changed last", 18, l.time},
		{"Plans off", "number of its plans that are switched off", 10, l.number},
	}
}

func (x *workbook) addAssignments(row *record.User) error {
	u := row
	for _, a := range assignmentsOf(u) {
		part, name := license.Named(a.sku)
		group, more := "", any(nil)
		if len(a.groups) > 0 {
			group = groupNames(x.run, a.groups[:1])
		}
		if len(a.groups) > 1 {
			more = len(a.groups) - 1
		}
		var updated any
		if a.updated != 0 {
			updated = time.Unix(a.updated, 0).UTC()
		}
		if err := x.assignments.add(u.DisplayName, u.UPN, name, part, a.sku.String(), a.path(), group, more, a.state, a.error, updated, a.off); err != nil {
			return err
		}
	}
	return nil
}
