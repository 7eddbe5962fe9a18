package reports

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"prepaudit/rules"
)

func userColumns(l styles) []sheetColumn {
	return []sheetColumn{
		{"Name", 28, l.text},
		{"User principal name", 38, l.text},
		{"Object id", 38, l.text},
		{"State", 36, l.text},
		{"Row", 7, l.figure},
		{"Match", 11, l.text},
		{"Product", 34, l.text},
		{"Entra ID P1 or P2", 19, l.text},
		{"Intune", 19, l.text},
		{"MDM scope", 19, l.text},
		{"Why", 90, l.text},
		{"What to do", 60, l.text},
	}
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
	return x.users.add(u.DisplayName, u.UPN, u.ID.String(), excelize.Cell{StyleID: x.look.standing(row.Standing), Value: row.Standing.String()},
		number, e.Match, e.Product, entra, intune, row.MDM.String(), e.Why, toDo(row))
}

// toDo says in short words what would make the user ready; "" for nothing.
func toDo(row *view) string {
	var parts []string
	switch row.Standing {
	case rules.LicencesUnknown:
		parts = append(parts, "read again: licences not known")
	case rules.Unclassified:
		return "If this is a person who will set up a PC: assign a qualifying product"
	case rules.NoLicence:
		parts = append(parts, "assign a qualifying product")
	case rules.LacksEntra, rules.LacksIntune, rules.LacksBoth:
		parts = append(parts, row.Entitlement.Cure)
	}
	if row.Entitlement.Intune.Usable && row.MDM == rules.MDMOutside {
		parts = append(parts, "bring into the MDM user scope")
	}
	for i := range row.Findings {
		if f := &row.Findings[i]; len(parts) == 0 || f.Outcome == rules.Warn {
			parts = append(parts, "look at finding "+f.Rule.ID)
		}
	}
	return sentence(parts)
}

// sentence joins what is to be done, with a capital at the front only.
func sentence(parts []string) string {
	s := strings.Join(parts, "; ")
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
