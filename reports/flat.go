package reports

import (
	"slices"
	"strings"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// flat is a table for machines, the same columns for every tenant. A new column comes last; that one is renamed, moved
// or gets another meaning raises schemaVersion.
type flat struct {
	name    string
	columns []flatColumn
	// rows hands out what one event adds. A value is a string, an int64, a bool, or nil.
	user    func(Run, *view, func([]any) error) error
	device  func(*rules.DeviceRow, func([]any) error) error
	finding func(rules.Finding, func([]any) error) error
}

// flatColumn is one column: its kind is that of its values.
type flatColumn struct {
	name, about string
	kind        flatKind
}

type flatKind int

const (
	flatText flatKind = iota
	flatNumber
	flatTruth
)

// flats are the tables by name; the first is what a format without a name means.
func flats() []flat {
	return []flat{
		{name: "users", columns: userFlat, user: func(r Run, v *view, add func([]any) error) error { return add(userCells(r, v)) }},
		{name: "findings", columns: findingFlat,
			user:   func(_ Run, v *view, add func([]any) error) error { return eachFinding(v.Findings, add) },
			device: func(row *rules.DeviceRow, add func([]any) error) error { return eachFinding(row.Findings, add) },
			finding: func(f rules.Finding, add func([]any) error) error {
				return eachFinding([]rules.Finding{f}, add)
			}},
		{name: "devices", columns: deviceFlat, device: func(row *rules.DeviceRow, add func([]any) error) error { return add(deviceCells(row)) }},
		{name: "assignments", columns: assignmentFlat, user: assignmentRows},
	}
}

var userFlat = []flatColumn{
	{"id", "object id", flatText},
	{"userPrincipalName", "", flatText},
	{"displayName", "", flatText},
	{"employeeId", "", flatText},
	{"companyName", "", flatText},
	{"department", "", flatText},
	{"country", "", flatText},
	{"costCenter", "", flatText},
	{"usageLocation", "", flatText},
	{"accountEnabled", "", flatTruth},
	{"userType", "", flatText},
	{"class", "qualified, lacksIntune, lacksEntra, lacksBoth, noLicence, unclassified, unknown", flatText},
	{"row", "of the requirement document, the lowest that is met", flatNumber},
	{"match", "how the row is met", flatText},
	{"product", "that qualifies, or that holds a half", flatText},
	{"entra", "state of the Entra ID half", flatText},
	{"intune", "state of the Intune half", flatText},
	{"mdmScope", "inside, inside, not directly, outside, not evaluated", flatText},
	{"policy", "the device preparation policy that the user's device would get", flatText},
	{"lastSignIn", "UTC; never; empty where it was not asked for", flatText},
	{"findings", "number of findings about the user", flatNumber},
	{"why", "", flatText},
	{"whatToDo", "", flatText},
}

func userCells(r Run, v *view) []any {
	u, e := v.User, &v.Entitlement
	entra, intune := "not evaluated", "not evaluated"
	if e.Known {
		entra, intune = e.Entra.State, e.Intune.State
	}
	var row any
	if e.Row > 0 {
		row = int64(e.Row)
	}
	cells := []any{
		u.ID.String(), u.UPN, u.DisplayName, u.EmployeeID, u.Company, u.Department, u.Country, u.CostCentre, u.UsageLocation,
		truthOrNil(u.Enabled), u.UserType, v.Standing.Name(), row, e.Match, e.Product, entra, intune, v.MDM.String(), v.Policy, signedIn(u),
		int64(len(v.Findings)), e.Why, toDo(v),
	}
	for i := range r.Columns {
		value := ""
		if i < len(u.Extra) {
			value = u.Extra[i]
		}
		cells = append(cells, value)
	}
	return cells
}

// truthOrNil is nil where it is not.
func truthOrNil(t tenant.Tri) any {
	if t == tenant.Unknown {
		return nil
	}
	return t == tenant.Yes
}

func signedIn(u *tenant.User) string {
	switch {
	case !u.SignInKnown:
		return ""
	case u.LastSignIn.IsZero():
		return "never"
	}
	return u.LastSignIn.UTC().Format(time.RFC3339)
}

var findingFlat = []flatColumn{
	{"rule", "id", flatText},
	{"title", "the requirement", flatText},
	{"outcome", "fail, warning, not evaluated, check by hand", flatText},
	{"level", "required, recommended, advisory", flatText},
	{"subjectKind", "tenant, user, device, sku, group, policy …", flatText},
	{"subjectId", "", flatText},
	{"subjectName", "", flatText},
	{"detail", "", flatText},
}

func eachFinding(all []rules.Finding, add func([]any) error) error {
	for i := range all {
		f := &all[i]
		if f.Outcome == rules.Pass || f.Outcome == rules.NotApplicable {
			continue
		}
		if err := add([]any{f.Rule.ID, f.Rule.Title, f.Outcome.String(), f.Level.String(), f.Subject.Kind, f.Subject.ID, f.Subject.Name, f.Detail}); err != nil {
			return err
		}
	}
	return nil
}

var deviceFlat = []flatColumn{
	{"id", "of Intune", flatText},
	{"deviceName", "", flatText},
	{"serialNumber", "", flatText},
	{"manufacturer", "", flatText},
	{"model", "", flatText},
	{"kind", "computer, or one that is counted and not judged", flatText},
	{"osVersion", "", flatText},
	{"release", "of Windows: 24H2", flatText},
	{"edition", "", flatText},
	{"servicingEnds", "the day of the last update", flatText},
	{"joinType", "", flatText},
	{"ownership", "company, personal, unknown", flatText},
	{"enrollmentType", "", flatText},
	{"enrollmentProfileName", "the device preparation policy, where one was used", flatText},
	{"userId", "", flatText},
	{"userPrincipalName", "", flatText},
	{"enrolled", "UTC", flatText},
	{"lastSync", "UTC", flatText},
	{"findings", "number of findings about the device", flatNumber},
}

func deviceCells(row *rules.DeviceRow) []any {
	d := row.Device
	user := ""
	if !d.UserID.IsZero() {
		user = d.UserID.String()
	}
	return []any{
		d.ID.String(), d.Name, d.Serial, d.Manufacturer, d.Model, row.Kind.String(), d.Version, row.Release, row.Edition, day(row.Servicing),
		d.JoinType, d.Ownership, d.Enrolment, d.ProfileName, user, d.UPN, stamp(d.Enrolled), stamp(d.LastSync), int64(len(row.Findings)),
	}
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

var assignmentFlat = []flatColumn{
	{"userId", "", flatText},
	{"userPrincipalName", "", flatText},
	{"displayName", "", flatText},
	{"skuId", "", flatText},
	{"skuPartNumber", "of the catalogue; empty when unknown there", flatText},
	{"product", "of the catalogue", flatText},
	{"path", "direct, group, both; empty where Graph did not say", flatText},
	{"groups", "names or ids of the groups, separated by semicolons", flatText},
	{"state", "of the assignment: Active, ActiveWithError, Disabled, Error", flatText},
	{"error", "", flatText},
	{"assigned", "UTC", flatText},
	{"disabledPlans", "number of plans that are off", flatNumber},
}

// assignment is one licence of one user, by all its paths.
type assignment struct {
	sku          tenant.GUID
	direct       bool
	groups       []tenant.GUID
	state, error string // of the first path that says so, an error before others
	updated      int64  // the latest
	off          int
}

// assignmentsOf puts the paths by which a user has licences together, in the order of Graph.
func assignmentsOf(u *tenant.User) []assignment {
	var all []assignment
	find := func(sku tenant.GUID) *assignment {
		i := slices.IndexFunc(all, func(a assignment) bool { return a.sku == sku })
		if i < 0 {
			i = len(all)
			all = append(all, assignment{sku: sku})
		}
		return &all[i]
	}
	for _, l := range u.Licenses {
		find(l.SKU).off = len(l.Disabled)
	}
	for _, s := range u.States {
		a := find(s.SKU)
		if s.Group.IsZero() {
			a.direct = true
		} else {
			a.groups = append(a.groups, s.Group)
		}
		if a.state == "" || s.Error != "" && a.error == "" {
			a.state, a.error = s.State, s.Error
		}
		a.updated = max(a.updated, s.Updated)
	}
	return all
}

func (a *assignment) path() string {
	switch {
	case a.direct && len(a.groups) > 0:
		return "both"
	case a.direct:
		return "direct"
	case len(a.groups) > 0:
		return "group"
	}
	return ""
}

// groupNames are the names of groups that a run knows, else their ids.
func groupNames(r Run, ids []tenant.GUID) string {
	var names []string
	for _, id := range ids {
		name := id.String()
		for i := range r.Groups {
			if r.Groups[i].ID == id && r.Groups[i].DisplayName != "" {
				name = r.Groups[i].DisplayName
			}
		}
		names = append(names, name)
	}
	return strings.Join(names, "; ")
}

func assignmentRows(r Run, v *view, add func([]any) error) error {
	for _, a := range assignmentsOf(v.User) {
		partNumber, name := license.Named(a.sku)
		updated := ""
		if a.updated != 0 {
			updated = stamp(time.Unix(a.updated, 0))
		}
		err := add([]any{
			v.User.ID.String(), v.User.UPN, v.User.DisplayName, a.sku.String(), partNumber, name, a.path(), groupNames(r, a.groups),
			a.state, a.error, updated, int64(a.off),
		})
		if err != nil {
			return err
		}
	}
	return nil
}
