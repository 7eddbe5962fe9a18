package reports

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"prepaudit/rules"
	"prepaudit/rules/license"
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

func (x *workbook) user(row *rules.UserRow) error {
	u, e := row.User, &row.Entitlement
	st := row.Standing()
	words := x.why.of(e)
	// A number cell stays empty rather than say that the row is 0.
	var number any
	if e.Row != 0 {
		number = e.Row
	}
	entra, intune := "not evaluated", "not evaluated"
	if e.Known {
		entra, intune = e.Entra.State.String(), e.Intune.State.String()
	}
	return x.users.add(u.DisplayName, u.UPN, u.ID.String(), excelize.Cell{StyleID: x.look.standing(st), Value: st.String()},
		number, string(e.Match), words.product, entra, intune, row.MDM.String(), words.why, toDo(row, st, words.cure))
}

// whys keeps what is said about an entitlement: many users have the same.
type whys map[license.Entitlement]entitlementWords

type entitlementWords struct{ product, why, cure string }

func (w whys) of(e *license.Entitlement) entitlementWords {
	words, ok := w[*e]
	if ok {
		return words
	}
	if len(w) == mostKept {
		clear(w)
	}
	words = entitlementWords{product(e), e.Why(), cure(e)}
	w[*e] = words
	return words
}

// product names what qualifies the user, or else what holds a half.
func product(e *license.Entitlement) string {
	if e.SKU != "" {
		return e.Product()
	}
	entra, intune := e.Entra.Product(), e.Intune.Product()
	switch {
	case entra == intune, intune == "":
		return entra
	case entra == "":
		return intune
	}
	return entra + ", " + intune
}

// toDo says in short words what would make the user ready; "" for nothing.
func toDo(row *rules.UserRow, st rules.Standing, licences string) string {
	var parts []string
	switch st {
	case rules.LicencesUnknown:
		parts = append(parts, "read again: licences not known")
	case rules.Unclassified:
		return "If this is a person who will set up a PC: assign a qualifying product"
	case rules.NoLicence:
		parts = append(parts, "assign a qualifying product")
	case rules.LacksEntra, rules.LacksIntune, rules.LacksBoth:
		parts = append(parts, licences)
	}
	if row.Entitlement.Intune.Usable() && row.MDM == rules.MDMOutside {
		parts = append(parts, "bring into the MDM user scope")
	}
	for i := range row.Findings {
		if f := &row.Findings[i]; len(parts) == 0 || f.Outcome == rules.Warn {
			parts = append(parts, "look at "+f.Rule.ID+" on sheet Findings")
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

// cure says what would give the halves that an entitlement lacks.
func cure(e *license.Entitlement) string {
	entra, intune := !e.Entra.Usable(), !e.Intune.Usable()
	entraThere, intuneThere := curable(e.Entra), curable(e.Intune)
	switch {
	case entra && intune && !entraThere && !intuneThere:
		return "assign a qualifying product"
	case entra && intune && entraThere && intuneThere && e.Entra.SKU() == e.Intune.SKU():
		return "make " + e.Entra.SKU() + " usable (see Why)"
	}
	var parts []string
	if entra {
		parts = append(parts, cureHalf(e.Entra, entraThere, "Entra ID P1 or P2"))
	}
	if intune {
		parts = append(parts, cureHalf(e.Intune, intuneThere, "an Intune plan"))
	}
	return strings.Join(parts, "; ")
}

func cureHalf(h license.Half, there bool, what string) string {
	if there {
		return "make " + h.Plan() + " of " + h.SKU() + " usable (see Why)"
	}
	return "assign " + what
}

// curable reports whether a plan is there that could be made usable. No cure makes a device or
// room licence license a person.
func curable(h license.Half) bool {
	return h.State == license.Inactive && h.Class() == license.Person
}
