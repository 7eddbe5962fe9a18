package reports

import (
	"slices"
	"strings"
	"time"

	"prepaudit/reports/record"
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
	user    func(*record.Run, *record.User, func([]any) error) error
	device  func(*record.Run, *record.Device, func([]any) error) error
	finding func(*record.Run, *record.Finding, func([]any) error) error
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
		{name: "users", columns: userFlat, user: func(r *record.Run, v *record.User, add func([]any) error) error { return add(userCells(r, v)) }},
		{name: "findings", columns: findingFlat,
			user: func(r *record.Run, v *record.User, add func([]any) error) error {
				return eachFinding(r, v.Findings, v.Subject, add)
			},
			device: func(r *record.Run, d *record.Device, add func([]any) error) error {
				return eachFinding(r, d.Findings, d.Subject, add)
			},
			finding: func(r *record.Run, f *record.Finding, add func([]any) error) error {
				return addFinding(r, f, f.Subject, add)
			}},
		{name: "devices", columns: deviceFlat, device: func(_ *record.Run, d *record.Device, add func([]any) error) error { return add(deviceCells(d)) }},
		{name: "assignments", columns: assignmentFlat, user: assignmentRows},
	}
}

var userFlat = []flatColumn{
	{"id", "object id in Microsoft Entra ID", flatText},
	{"userPrincipalName", "the name that the user signs in with", flatText},
	{"displayName", "of Microsoft Entra ID", flatText},
	{"employeeId", "of Microsoft Entra ID", flatText},
	{"companyName", "of Microsoft Entra ID", flatText},
	{"department", "of Microsoft Entra ID", flatText},
	{"country", "of Microsoft Entra ID", flatText},
	{"costCenter", "of employeeOrgData", flatText},
	{"usageLocation", "two letters of a country, without which no licence is assigned directly", flatText},
	{"accountEnabled", "empty where Graph did not say", flatTruth},
	{"userType", "Member or Guest", flatText},
	{"class", choice(rules.Standings(), rules.Standing.Name), flatText},
	{"row", "of the requirement document, the lowest that is met; empty where none is", flatNumber},
	{"match", "how the row is met: literal, equivalent, successor, developer, unattended; empty for row 7 and none", flatText},
	{"product", "that qualifies, or that holds a half", flatText},
	{"entra", "the Entra ID half: active, active with warning, not known, inactive, missing; not evaluated without licences", flatText},
	{"intune", "the Intune half, in the same words", flatText},
	{"mdmScope", "of automatic enrolment: inside; inside, not directly; outside; not evaluated", flatText},
	{"policy", "the device preparation policy that the user's device would get", flatText},
	{"lastSignIn", "RFC 3339 in UTC; never; empty where it was not asked for", flatText},
	{"findings", "number of findings about the user", flatNumber},
	{"why", "what the licences come to, in words", flatText},
	{"whatToDo", "what would cure what is missing; empty for nothing", flatText},
}

// choice lists the words that a column can hold.
func choice[T any](all []T, name func(T) string) string {
	var words []string
	for _, v := range all {
		words = append(words, name(v))
	}
	return strings.Join(words, ", ")
}

func userCells(r *record.Run, v *record.User) []any {
	u, e := v, v.Entitlement
	entra, intune := "not evaluated", "not evaluated"
	if e.Known {
		entra, intune = e.Entra.State, e.Intune.State
	}
	var row any
	if e.Row > 0 {
		row = int64(e.Row)
	}
	cells := []any{
		u.ID.String(), u.UPN, u.DisplayName, u.EmployeeID, u.Company, u.Department, u.Country, u.CostCenter, u.UsageLocation,
		truthOrNil(u.Enabled), u.UserType, v.Standing.Name(), row, string(e.Match), e.Product, entra, intune, v.MDM.String(), v.Policy, u.LastSignIn,
		int64(len(v.Findings)), e.Why, toDo(v),
	}
	for _, i := range moreColumns(r) {
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

var findingFlat = []flatColumn{
	{"rule", "its id, LIC-02", flatText},
	{"title", "the requirement", flatText},
	{"outcome", "fail, warning, not evaluated, check by hand", flatText},
	{"level", "of this finding: required, recommended, advisory", flatText},
	{"subjectKind", "tenant, user, device, sku, group, policy, mdmPolicy, endpoint, network", flatText},
	{"subjectId", "id of what it is about", flatText},
	{"subjectName", "of a user the principal name, of a sku the part number", flatText},
	{"detail", "what was found", flatText},
}

func eachFinding(r *record.Run, all []record.Finding, of func() rules.Subject, add func([]any) error) error {
	for i := range all {
		f := &all[i]
		subject := f.Subject
		if subject.Kind == "" {
			subject = of()
		}
		if err := addFinding(r, f, subject, add); err != nil {
			return err
		}
	}
	return nil
}

func addFinding(r *record.Run, f *record.Finding, subject rules.Subject, add func([]any) error) error {
	if f.Outcome == rules.Pass || f.Outcome == rules.NotApplicable {
		return nil
	}
	return add([]any{f.Rule, r.Rule(f.Rule).Title, f.Outcome.String(), f.Level.String(), subject.Kind, subject.ID, subject.Name, f.Detail})
}

var deviceFlat = []flatColumn{
	{"id", "of the device in Intune", flatText},
	{"deviceName", "of Intune", flatText},
	{"serialNumber", "of Intune", flatText},
	{"manufacturer", "of Intune", flatText},
	{"model", "of Intune", flatText},
	{"kind", choice(rules.DeviceKinds()[:rules.NotWindows], rules.DeviceKind.String) + "; all but computers are counted and not judged", flatText},
	{"osVersion", "10.0.26200.6584", flatText},
	{"release", "of Windows: 24H2", flatText},
	{"edition", "of Windows: Pro", flatText},
	{"servicingEnds", "the day of the last update for release and edition, 2027-10-12", flatText},
	{"joinType", "of Intune: azureADJoined …", flatText},
	{"ownership", "company, personal, unknown", flatText},
	{"enrollmentType", "deviceEnrollmentType of Intune: windowsAzureADJoin …", flatText},
	{"enrollmentProfileName", "the device preparation policy, where one was used", flatText},
	{"userId", "object id of the user, the id of the table of users", flatText},
	{"userPrincipalName", "of the user", flatText},
	{"enrolled", "RFC 3339 in UTC", flatText},
	{"lastSync", "RFC 3339 in UTC", flatText},
	{"findings", "number of findings about the device", flatNumber},
}

func deviceCells(d *record.Device) []any {
	user := ""
	if !d.UserID.IsZero() {
		user = d.UserID.String()
	}
	return []any{
		d.ID.String(), d.Name, d.Serial, d.Manufacturer, d.Model, d.Kind.String(), d.Version, d.Release, d.Edition, d.Servicing,
		d.JoinType, d.Ownership, d.Enrollment, d.ProfileName, user, d.UPN, stamp(d.Enrolled), stamp(d.LastSync), int64(len(d.Findings)),
	}
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

var assignmentFlat = []flatColumn{
	{"userId", "object id of the user, the id of the table of users", flatText},
	{"userPrincipalName", "of the user", flatText},
	{"displayName", "of the user", flatText},
	{"skuId", "of the product", flatText},
	{"skuPartNumber", "of the catalogue; empty when unknown there", flatText},
	{"product", "its name in the catalogue; empty when unknown there", flatText},
	{"path", "direct, group, both; empty where Graph did not say", flatText},
	{"groups", "names or ids of the groups, separated by semicolons", flatText},
	{"state", "of the assignment: Active, ActiveWithError, Disabled, Error", flatText},
	{"error", "of the assignment: CountViolation …; empty for none", flatText},
	{"assigned", "when it was last changed, RFC 3339 in UTC", flatText},
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
func assignmentsOf(u *record.User) []assignment {
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
func groupNames(r *record.Run, ids []tenant.GUID) string {
	var names []string
	for _, id := range ids {
		name := id.String()
		for i := range r.Groups {
			if r.Groups[i].ID == id && r.Groups[i].Name != "" {
				name = r.Groups[i].Name
			}
		}
		names = append(names, name)
	}
	return strings.Join(names, "; ")
}

func assignmentRows(r *record.Run, v *record.User, add func([]any) error) error {
	for _, a := range assignmentsOf(v) {
		partNumber, name := license.Named(a.sku)
		updated := ""
		if a.updated != 0 {
			updated = stamp(time.Unix(a.updated, 0))
		}
		err := add([]any{
			v.ID.String(), v.UPN, v.DisplayName, a.sku.String(), partNumber, name, a.path(), groupNames(r, a.groups),
			a.state, a.error, updated, int64(a.off),
		})
		if err != nil {
			return err
		}
	}
	return nil
}
