package reports

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules"
	"prepaudit/rules/license"
)

func userColumns(l styles, r Run) []sheetColumn {
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

func (x *workbook) addUser(row *view) error {
	u, e := row.User, &row.Entitlement
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
	cells := append(x.users.room(), u.DisplayName, u.UPN, u.ID.String(), u.EmployeeID, u.Company, u.Department, u.Country, u.CostCentre,
		styled{x.look.standing(row.Standing), row.Standing.String()},
		number, e.Match, e.Product, entra, intune, how, group, row.MDM.String(), row.Policy, e.Why, toDo(row))
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
func (x *workbook) assignedBy(row *view) (how, group string) {
	var sum assignment
	for _, s := range row.User.States {
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
		group += fmt.Sprintf(" and %d more", more)
	}
	return sum.path(), group
}

// toDo says in short words what would make the user ready; "" for nothing.
func toDo(row *view) string {
	var parts []string
	waits := awaits(row)
	switch row.Standing {
	case rules.LicencesUnknown:
		parts = append(parts, "read again: licences not known")
	case rules.Unclassified:
		return "If this is a person who will set up a PC: assign a qualifying product"
	case rules.RoomAccount:
		return "If this is a person who will set up a PC: assign a qualifying product. If it is a room: nothing"
	case rules.NoLicence:
		if row.InError == "" && !waits {
			parts = append(parts, "assign a qualifying product")
		}
	case rules.LacksEntra, rules.LacksIntune, rules.LacksBoth:
		if row.InError == "" && !waits {
			parts = append(parts, row.Entitlement.Cure)
		}
	}
	if waits {
		parts = append(parts, "wait until the group has assigned the licence")
	}
	if row.InError != "" { // a product is there already
		parts = append(parts, "cure the assignment in error: "+clip(row.InError, longest))
	}
	if row.Entitlement.Intune.Usable && row.MDM == rules.MDMOutside {
		parts = append(parts, "bring into the MDM user scope")
	}
	for i := range row.Findings {
		f := &row.Findings[i]
		if len(parts) == 0 || f.Outcome == rules.Warn && !(waits && ofHalf(f)) || f.Outcome == rules.Fail && f.Level != rules.Advisory && !spokenOf(row, f) {
			parts = append(parts, "look at finding "+f.Rule.ID)
		}
	}
	return sentence(parts)
}

// spokenOf reports whether toDo has said what cures a finding.
func spokenOf(row *view, f *rules.Finding) bool {
	switch f.Rule.ID {
	case "LIC-04":
		return row.InError != ""
	case "MDM-03":
		return row.Entitlement.Intune.Usable && row.MDM == rules.MDMOutside
	}
	return ofHalf(f)
}

// awaits reports whether a group is still assigning all that the user lacks: only then LIC-02 and LIC-03 warn of a half
// that is not usable.
func awaits(row *view) bool {
	waits := false
	for i := range row.Findings {
		f := &row.Findings[i]
		switch {
		case !ofHalf(f):
		case f.Outcome != rules.Warn, row.Standing == rules.NoSignIn:
			return false
		case f.Rule.ID == "LIC-02" && !row.Entitlement.Intune.Usable, f.Rule.ID == "LIC-03" && !row.Entitlement.Entra.Usable:
			waits = true
		}
	}
	return waits
}

// ofHalf reports whether a finding is about one half of a user's licences.
func ofHalf(f *rules.Finding) bool { return f.Rule.ID == "LIC-02" || f.Rule.ID == "LIC-03" }

// sentence joins what is to be done, with a capital at the front only.
func sentence(parts []string) string {
	s := strings.Join(parts, "; ")
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
