package reports

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

// splitProperties are the properties of users that every report has and that workbooks can be split by. The group is the
// one of column Group of sheet Users.
var splitProperties = []struct {
	name, words string
	from        string // what of users it needs, by its name in JSON
	of          func(*record.Run, *record.User) string
}{
	{"companyName", "company", "companyName", func(_ *record.Run, u *record.User) string { return u.Company }},
	{"costCenter", "cost center", "costCenter", func(_ *record.Run, u *record.User) string { return u.CostCenter }},
	{"country", "country", "country", func(_ *record.Run, u *record.User) string { return u.Country }},
	{"department", "department", "department", func(_ *record.Run, u *record.User) string { return u.Department }},
	{"licensing-group", "licensing group", "licenseAssignmentStates", licensingGroup},
	{"usageLocation", "usage location", "usageLocation",
		func(_ *record.Run, u *record.User) string { return u.UsageLocation }},
}

// SplitProperties are the names of those that every report has.
func SplitProperties() (all []string) {
	for _, p := range splitProperties {
		all = append(all, p.name)
	}
	return all
}

// licensingGroup is the group that assigns what includes Intune or Entra ID P1; of several the first by name.
func licensingGroup(run *record.Run, u *record.User) string {
	_, groups := assignedBy(run, u)
	var names []string
	for _, id := range groups {
		name := run.GroupNames([]tenant.GUID{id})
		if slices.ContainsFunc(run.Groups, func(g record.Group) bool { return g.ID != id && g.Name == name }) {
			name += " (" + id.String() + ")"
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return ""
	}
	return slices.Min(names)
}

// splitBy is how users of a run are split by a property, in any case, and how people call it. A property that the report
// does not have is an error.
func splitBy(run *record.Run, name string) (words string, of func(*record.User) string, err error) {
	for _, p := range splitProperties {
		if !strings.EqualFold(p.name, name) {
			continue
		}
		if slices.Contains(run.Dropped, p.from) {
			return "", nil, fmt.Errorf("--split-by %s: the report goes without %s, as --redact-columns asked", name, p.from)
		}
		return p.words, func(u *record.User) string { return strings.TrimSpace(p.of(run, u)) }, nil
	}
	for i, column := range run.Columns {
		short := column[strings.LastIndexByte(column, '/')+1:]
		if strings.EqualFold(column, name) || strings.EqualFold(short, name) {
			return short, func(u *record.User) string {
				if i >= len(u.Extra) {
					return ""
				}
				return strings.TrimSpace(u.Extra[i])
			}, nil
		}
	}
	return "", nil, NoPropertyError{name, slices.Concat(SplitProperties(), run.Columns)}
}
