package record

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// options are how the record is written: hidden characters are escaped, so that the file is safe to print; invalid
// UTF-8 is U+FFFD; lists are never null.
var options = json.JoinOptions(
	lenient, json.Deterministic(true), jsontext.PreserveRawStrings(true),
	json.WithMarshalers(json.JoinMarshalers(
		safe[string](), safe[tenant.Dataset](), safe[tenant.NetworkNeed](), safe[tenant.ProbeOutcome](),
		safe[license.Class](), safe[license.Match](), safe[rules.Offer](), safe[tenant.MembersBy](),
		safe[ExceptionState](),
		json.MarshalToFunc(counted),
	)),
)

// counted writes counts by name; package json asks no marshaler about the keys of a map.
func counted(e *jsontext.Encoder, by map[string]int) error {
	err := e.WriteToken(jsontext.BeginObject)
	for _, name := range slices.Sorted(maps.Keys(by)) {
		err = cmp.Or(err, e.WriteValue(AppendText(nil, name)), e.WriteToken(jsontext.Int(int64(by[name]))))
	}
	return cmp.Or(err, e.WriteToken(jsontext.EndObject))
}

// safe writes a kind of text as AppendText does.
func safe[T ~string]() *json.Marshalers {
	return json.MarshalToFunc(func(e *jsontext.Encoder, s T) error {
		return e.WriteValue(AppendText(e.AvailableBuffer(), string(s)))
	})
}

// Append appends any part of the record as JSON, in one line or indented by two blanks.
func Append(b []byte, v any, indented bool) ([]byte, error) {
	all := []json.Options{options}
	if indented {
		all = append(all, jsontext.WithIndent("  "))
	}
	out, err := json.Marshal(v, all...)
	return append(b, out...), err
}

// Users, devices and findings are written by hand, since there can be a million: the same bytes as Append.

// Encoder writes users.
type Encoder struct {
	entitlements map[*Entitlement]string
}

// AppendUser appends a user as JSON.
func (e *Encoder) AppendUser(b []byte, u *User) []byte {
	b = append(b, `{"id":`...)
	b = appendGUID(b, u.ID)
	b = append(b, `,"displayName":`...)
	b = AppendText(b, u.DisplayName)
	b = append(b, `,"userPrincipalName":`...)
	b = AppendText(b, u.UPN)
	if u.Enabled != tenant.Unknown {
		b = append(b, `,"accountEnabled":`...)
		b = strconv.AppendBool(b, u.Enabled == tenant.Yes)
	}
	b = appendKey(b, `,"userType":`, u.UserType)
	b = appendKey(b, `,"externalUserState":`, u.ExternalUserState)
	b = appendKey(b, `,"creationType":`, u.CreationType)
	b = appendKey(b, `,"usageLocation":`, u.UsageLocation)
	b = appendKey(b, `,"employeeId":`, u.EmployeeID)
	b = appendKey(b, `,"companyName":`, u.Company)
	b = appendKey(b, `,"department":`, u.Department)
	b = appendKey(b, `,"country":`, u.Country)
	b = appendKey(b, `,"costCenter":`, u.CostCenter)
	b = appendKey(b, `,"onPremisesUserPrincipalName":`, u.OnPremisesUPN)
	b = appendKey(b, `,"lastSignIn":`, u.LastSignIn)
	if len(u.Extra) > 0 {
		b = appendList(append(b, `,"extra":`...), u.Extra, appendString)
	}
	b = appendKey(b, `,"policy":`, u.Policy)
	b = appendKey(b, `,"class":`, u.Status.Name())
	if u.Unclassified {
		b = append(b, `,"unclassified":true`...)
	}
	b = append(b, `,"entitlement":`...)
	b = append(b, e.entitlement(u.Entitlement)...)
	b = appendKey(b, `,"failedAssignment":`, u.InError)
	b = appendKey(b, `,"mdmScope":`, u.MDM.String())
	b = appendKey(b, `,"ready":`, u.Ready.String())
	if len(u.BlockedBy) > 0 {
		b = appendList(append(b, `,"blockedBy":`...), u.BlockedBy, appendString)
	}
	if len(u.Causes) > 0 {
		b = appendList(append(b, `,"causes":`...), u.Causes, appendString)
	}
	if u.Devices != nil {
		b = strconv.AppendInt(append(b, `,"windowsDevices":`...), int64(*u.Devices), 10)
	}
	if u.Licenses != nil {
		b = appendList(append(b, `,"assignedLicenses":`...), u.Licenses, appendLicense)
	}
	if len(u.States) > 0 {
		b = appendList(append(b, `,"licenseAssignmentStates":`...), u.States, appendState)
	}
	b = appendList(append(b, `,"findings":`...), u.Findings, AppendFinding)
	return append(b, '}')
}

// entitlement keeps what it wrote: it takes longer than the rest of a user.
func (e *Encoder) entitlement(words *Entitlement) string {
	if kept, ok := e.entitlements[words]; ok {
		return kept
	}
	if len(e.entitlements) == mostKept || e.entitlements == nil {
		e.entitlements = map[*Entitlement]string{}
	}
	b, err := Append(nil, words, false)
	if err != nil {
		panic(err) // it holds nothing that JSON has no form for
	}
	e.entitlements[words] = string(b)
	return string(b)
}

// AppendDevice appends a device as JSON.
func AppendDevice(b []byte, d *Device) []byte {
	b = append(b, `{"id":`...)
	b = appendGUID(b, d.ID)
	b = append(b, `,"deviceName":`...)
	b = AppendText(b, d.Name)
	b = appendKey(b, `,"serialNumber":`, d.Serial)
	b = appendKey(b, `,"manufacturer":`, d.Manufacturer)
	b = appendKey(b, `,"model":`, d.Model)
	b = appendKey(b, `,"osVersion":`, d.Version)
	if d.SKUNumber != nil {
		b = append(b, `,"skuNumber":`...)
		b = strconv.AppendInt(b, int64(*d.SKUNumber), 10)
	}
	b = appendKey(b, `,"skuFamily":`, d.SKUFamily)
	b = appendKey(b, `,"joinType":`, d.JoinType)
	b = appendKey(b, `,"deviceEnrollmentType":`, d.Enrollment)
	b = appendKey(b, `,"managedDeviceOwnerType":`, d.Ownership)
	b = appendKey(b, `,"managementAgent":`, d.Agent)
	b = appendKey(b, `,"enrollmentProfileName":`, d.ProfileName)
	b = appendKey(b, `,"complianceState":`, d.Compliance)
	if !d.UserID.IsZero() {
		b = appendGUID(append(b, `,"userId":`...), d.UserID)
	}
	b = appendKey(b, `,"userPrincipalName":`, d.UPN)
	if d.Autopilot != tenant.Unknown {
		b = append(b, `,"autopilotEnrolled":`...)
		b = strconv.AppendBool(b, d.Autopilot == tenant.Yes)
	}
	b = appendTime(b, `,"enrolledDateTime":`, d.Enrolled)
	b = appendTime(b, `,"lastSyncDateTime":`, d.LastSync)
	b = appendKey(b, `,"kind":`, d.Kind.String())
	b = appendKey(b, `,"release":`, d.Release)
	b = appendKey(b, `,"edition":`, d.Edition)
	b = appendKey(b, `,"servicing":`, d.Servicing)
	b = appendList(append(b, `,"findings":`...), d.Findings, AppendFinding)
	return append(b, '}')
}

func appendString(b []byte, s *string) []byte { return AppendText(b, *s) }

func appendLicense(b []byte, l *tenant.License) []byte {
	b = append(b, `{"skuId":`...)
	b = appendGUID(b, l.SKU)
	return append(appendPlans(b, l.Disabled), '}')
}

func appendState(b []byte, s *tenant.LicenseState) []byte {
	b = append(b, `{"skuId":`...)
	b = appendGUID(b, s.SKU)
	if !s.Group.IsZero() {
		b = append(b, `,"assignedByGroup":`...)
		b = appendGUID(b, s.Group)
	}
	b = appendKey(b, `,"state":`, s.State)
	b = appendKey(b, `,"error":`, s.Error)
	if s.Updated != 0 {
		b = append(b, `,"lastUpdated":`...)
		b = strconv.AppendInt(b, s.Updated, 10)
	}
	return append(appendPlans(b, s.Disabled), '}')
}

func appendPlans(b []byte, plans []tenant.GUID) []byte {
	if len(plans) == 0 {
		return b
	}
	appendPlan := func(b []byte, g *tenant.GUID) []byte { return appendGUID(b, *g) }
	return appendList(append(b, `,"disabledPlans":`...), plans, appendPlan)
}

// AppendFinding appends a finding as JSON.
func AppendFinding(b []byte, f *Finding) []byte {
	b = append(b, `{"rule":`...)
	b = AppendText(b, f.Rule)
	b = appendKey(b, `,"outcome":`, f.Outcome.String())
	b = appendKey(b, `,"level":`, f.Level.String())
	if f.Subject != (rules.Subject{}) {
		b = append(b, `,"subject":{"kind":`...)
		b = AppendText(b, f.Subject.Kind)
		b = appendKey(b, `,"id":`, f.Subject.ID)
		b = appendKey(b, `,"name":`, f.Subject.Name)
		b = append(b, '}')
	}
	b = appendKey(b, `,"detail":`, f.Detail)
	return append(b, '}')
}

func appendList[T any](b []byte, list []T, one func([]byte, *T) []byte) []byte {
	b = append(b, '[')
	for i := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = one(b, &list[i])
	}
	return append(b, ']')
}

// appendKey appends key, which comes with its comma, quotes and colon, and value, or nothing when value is empty.
func appendKey(b []byte, key, value string) []byte {
	if value == "" {
		return b
	}
	return AppendText(append(b, key...), value)
}

// appendTime appends a time, or nothing where there is none.
func appendTime(b []byte, key string, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	b = t.AppendFormat(append(append(b, key...), '"'), time.RFC3339Nano)
	return append(b, '"')
}

func appendGUID(b []byte, g tenant.GUID) []byte {
	b, _ = g.AppendText(append(b, '"')) // it never fails
	return append(b, '"')
}
