package reports

import (
	"slices"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules/english"
	"prepaudit/rules/license"
)

func userColumns(l styles, r *record.Run) []sheetColumn {
	columns := []sheetColumn{
		{"Name", "", 28, l.text},
		{"User principal name", "", 38, l.text},
		{"Object id", "", 38, l.text},
		{"Employee id", "", 13, l.text},
		{"Company", "", 22, l.text},
		{"Department", "", 22, l.text},
		{"Country", "", 16, l.text},
		{"Cost centre", "", 13, l.text},
		{"State", "qualified, or what is lacking", 27, l.text},
		{"Row", "of the requirement document, the lowest that is met", 7, l.figure},
		{"Match", "how the row is met", 11, l.text},
		{"Product", "that qualifies, or that holds a half", 34, l.text},
		{"Entra ID P1 or P2", "state of that half", 19, l.text},
		{"Intune", "state of that half", 19, l.text},
		{"How assigned", "direct, group or both: the licences that give the halves", 14, l.text},
		{"Group", "that assigns them, the first of them", 30, l.text},
		{"MDM scope", "whether automatic enrolment reaches the user", 19, l.text},
		{"Policy", "the device preparation policy that the user's device would get", 30, l.text},
		{"Why", "", 90, l.text},
		{"What to do", "", 60, l.text},
	}
	for _, name := range r.Columns {
		title := name
		if slices.ContainsFunc(columns, func(c sheetColumn) bool { return strings.EqualFold(c.title, name) }) {
			title += " (property)" // "state" is part of an address; Excel repairs a table with two columns of one name
		}
		columns = append(columns, sheetColumn{title, "asked for with --columns", 24, l.text})
	}
	return columns
}

func (x *workbook) addUser(row *record.User) error {
	u, e := row, row.Entitlement
	// A number cell stays empty rather than say that the row is 0.
	var number any
	if e.Row != 0 {
		number = e.Row
	}
	entra, intune := "not evaluated", "not evaluated"
	if e.Known {
		entra, intune = e.Entra.State, e.Intune.State
	}
	how, group := x.assignedBy(row)
	cells := append(x.users.room(), u.DisplayName, u.UPN, u.ID.String(), u.EmployeeID, u.Company, u.Department, u.Country, u.CostCenter,
		styled{x.look.standing(row.Standing), row.Standing.String()},
		number, string(e.Match), e.Product, entra, intune, how, group, row.MDM.String(), row.Policy, e.Why, toDo(row))
	for i := range x.run.Columns {
		value := ""
		if i < len(u.Extra) {
			value = u.Extra[i]
		}
		cells = append(cells, value)
	}
	return x.users.add(cells...)
}

// assignedBy says by which path the user has the licences that give the halves, and by which group.
func (x *workbook) assignedBy(row *record.User) (how, group string) {
	var sum assignment
	for _, s := range row.States {
		part, _ := license.Named(s.SKU)
		if part == "" || part != row.Entitlement.Entra.SKU && part != row.Entitlement.Intune.SKU {
			continue
		}
		if s.Group.IsZero() {
			sum.direct = true
		} else if !slices.Contains(sum.groups, s.Group) {
			sum.groups = append(sum.groups, s.Group)
		}
	}
	if len(sum.groups) > 0 {
		group = groupNames(x.run, sum.groups[:1])
	}
	if more := len(sum.groups) - 1; more > 0 {
		group += " and " + english.Number(more) + " more"
	}
	return sum.path(), group
}
