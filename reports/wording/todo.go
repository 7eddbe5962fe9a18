package wording

import (
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
)

// ToDo says in short words what would make the user ready; "" for nothing.
func ToDo(row *record.User) string {
	var parts []string
	waits := Awaits(row)
	switch row.Status {
	case rules.LicensesUnknown:
		parts = append(parts, "read again: licenses not known")
	case rules.Unclassified:
		return "If this is a person who will set up a PC: " + assign(row)
	case rules.RoomAccount:
		return "If this is a person who will set up a PC: " + assign(row) + ". If it is a room: nothing"
	case rules.NoLicense:
		if row.InError == "" && !waits {
			parts = append(parts, assign(row))
		}
	case rules.LacksEntra, rules.LacksIntune, rules.LacksBoth:
		if row.InError == "" && !waits {
			parts = append(parts, row.Entitlement.Fix)
		}
	}
	if waits {
		parts = append(parts, "wait until the group has assigned the license")
	}
	if row.InError != "" { // a product is there already
		parts = append(parts, "fix the assignment in error: "+plain.Shown(row.InError))
	}
	if row.Entitlement.Intune.Usable && row.MDM == rules.MDMOutside {
		parts = append(parts, "bring into the MDM user scope")
	}
	for i := range row.Findings {
		f := &row.Findings[i]
		if f.Rule == "DEV-11" && len(parts) > 0 { // of a device it says what LIC-02 says
			continue
		}
		open := f.Outcome == rules.Fail && f.Level != rules.Advisory && !spokenOf(row, f)
		if len(parts) == 0 || f.Outcome == rules.Warn && !(waits && OfPart(f)) || open {
			parts = append(parts, "look at finding "+Titled([]string{f.Rule}))
		}
	}
	return sentence(parts)
}

// assign says what to assign to a user without any license.
func assign(row *record.User) string {
	if fix := row.Entitlement.Fix; fix != "" {
		return fix
	}
	return "assign a qualifying product"
}

// spokenOf reports whether ToDo has said how to fix a finding.
func spokenOf(row *record.User, f *record.Finding) bool {
	switch f.Rule {
	case "LIC-04":
		return row.InError != ""
	case "MDM-03":
		return row.Entitlement.Intune.Usable && row.MDM == rules.MDMOutside
	}
	return OfPart(f)
}

// Awaits reports whether a group is still assigning all that the user lacks: only then LIC-02 and LIC-03 warn of a half
// that is not usable.
func Awaits(row *record.User) bool {
	waits := false
	for i := range row.Findings {
		f := &row.Findings[i]
		switch {
		case !OfPart(f):
		case f.Outcome != rules.Warn, row.Status == rules.NoSignIn:
			return false
		case f.Rule == "LIC-02" && !row.Entitlement.Intune.Usable, f.Rule == "LIC-03" && !row.Entitlement.Entra.Usable:
			waits = true
		}
	}
	return waits
}

// OfPart reports whether a finding is about one part of a user's licenses.
func OfPart(f *record.Finding) bool { return f.Rule == "LIC-02" || f.Rule == "LIC-03" }

// sentence joins what is to be done, with a capital at the front only.
func sentence(parts []string) string {
	s := strings.Join(parts, "; ")
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
