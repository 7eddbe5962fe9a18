package reports

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

// kept is a user or a device of which a column is to go; the other is nil.
type kept struct {
	user    *record.User
	device  *record.Device
	columns []string // --columns
}

// droppable are the columns of users and devices that a report can do without, by their names in JSON.
var droppable = map[string]func(*record.User, *record.Device){
	"companyName":             func(u *record.User, _ *record.Device) { u.Company = "" },
	"costCenter":              func(u *record.User, _ *record.Device) { u.CostCenter = "" },
	"country":                 func(u *record.User, _ *record.Device) { u.Country = "" },
	"creationType":            func(u *record.User, _ *record.Device) { u.CreationType = "" },
	"department":              func(u *record.User, _ *record.Device) { u.Department = "" },
	"employeeId":              func(u *record.User, _ *record.Device) { u.EmployeeID = "" },
	"externalUserState":       func(u *record.User, _ *record.Device) { u.ExternalUserState = "" },
	"lastSignIn":              func(u *record.User, _ *record.Device) { u.LastSignIn = "" },
	"licenseAssignmentStates": func(u *record.User, _ *record.Device) { u.States = nil },
	"policy":                  func(u *record.User, _ *record.Device) { u.Policy = "" },
	"usageLocation":           func(u *record.User, _ *record.Device) { u.UsageLocation = "" },
	"userType":                func(u *record.User, _ *record.Device) { u.UserType = "" },
	"windowsDevices":          func(u *record.User, _ *record.Device) { u.Devices = nil },
	"enrolledDateTime":        func(_ *record.User, d *record.Device) { d.Enrolled = time.Time{} },
	"enrollmentProfileName":   func(_ *record.User, d *record.Device) { d.ProfileName = "" },
	"lastSyncDateTime":        func(_ *record.User, d *record.Device) { d.LastSync = time.Time{} },
	"manufacturer":            func(_ *record.User, d *record.Device) { d.Manufacturer = "" },
	"model":                   func(_ *record.User, d *record.Device) { d.Model = "" },
	"osVersion":               func(_ *record.User, d *record.Device) { d.Version = "" },
	"userId":                  func(_ *record.User, d *record.Device) { d.UserID, d.UPN = tenant.GUID{}, "" },
}

// Droppable are the names of the columns that Redactor.Drop takes besides those of --columns.
func Droppable() []string { return slices.Sorted(maps.Keys(droppable)) }

// dropping says how the columns called so are dropped, and which of --columns are left. A name of neither is an error.
func dropping(names, columns []string) (drop []func(*kept), left []string, err error) {
	left = columns
	for _, name := range names {
		i := slices.IndexFunc(columns, func(c string) bool { return strings.EqualFold(c, name) })
		known := slices.IndexFunc(Droppable(), func(c string) bool { return strings.EqualFold(c, name) })
		switch {
		case i < 0 && known < 0:
			return nil, nil, fmt.Errorf("--redact-columns: the report has no column %s; it takes those of --columns, and %s",
				name, strings.Join(Droppable(), ", "))
		case known >= 0:
			empty := droppable[Droppable()[known]]
			drop = append(drop, func(k *kept) {
				// What is about the other kind has nothing to empty here.
				u, d := k.user, k.device
				if u == nil {
					u = &record.User{}
				}
				if d == nil {
					d = &record.Device{}
				}
				empty(u, d)
			})
		}
		if i >= 0 {
			column := columns[i]
			left = slices.DeleteFunc(slices.Clone(left), func(c string) bool { return c == column })
			drop = append(drop, func(k *kept) {
				if at := slices.Index(k.columns, column); k.user != nil && at >= 0 && at < len(k.user.Extra) {
					k.user.Extra = slices.Delete(slices.Clone(k.user.Extra), at, at+1)
					k.columns = slices.Delete(slices.Clone(k.columns), at, at+1)
				}
			})
		}
	}
	return drop, left, nil
}

// dropped are the names as JSON has them.
func dropped(names []string) (all []string) {
	for _, name := range names {
		known := slices.IndexFunc(Droppable(), func(c string) bool { return strings.EqualFold(c, name) })
		if known >= 0 {
			name = Droppable()[known]
		}
		all = append(all, name)
	}
	return all
}

// dropFrom drops the columns of --redact-columns from a user or a device.
func (x *redacted) dropFrom(k *kept) {
	for _, drop := range x.drop {
		drop(k)
	}
}
