package reports

import (
	"strconv"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// appendDevice appends one element of devices, a Windows device of Intune:
//
//	id, deviceName, serialNumber, manufacturer, model, osVersion, skuNumber, skuFamily, joinType,
//	deviceEnrollmentType, managedDeviceOwnerType, managementAgent, enrollmentProfileName, complianceState,
//	userId, userPrincipalName, autopilotEnrolled, enrolledDateTime, lastSyncDateTime
//	                 as Graph has them; empty and unknown ones are absent
//	kind             computer, or one that is counted and not judged: server, multi-session host,
//	                 Cloud PC, hybrid joined, co-managed
//	release          of Windows: 24H2; edition: Pro; servicing: the day on which both get the last update
//	findings         [{rule, outcome, level, detail}] about this device, never a pass
func appendDevice(b []byte, row *rules.DeviceRow) []byte {
	d := row.Device
	b = append(b, `{"id":`...)
	b = appendGUID(b, d.ID)
	b = append(b, `,"deviceName":`...)
	b = appendText(b, d.Name)
	b = appendKey(b, `,"serialNumber":`, d.Serial)
	b = appendKey(b, `,"manufacturer":`, d.Manufacturer)
	b = appendKey(b, `,"model":`, d.Model)
	b = appendKey(b, `,"osVersion":`, d.Version)
	if d.SKUNumber >= 0 {
		b = append(b, `,"skuNumber":`...)
		b = strconv.AppendInt(b, int64(d.SKUNumber), 10)
	}
	b = appendKey(b, `,"skuFamily":`, d.SKUFamily)
	b = appendKey(b, `,"joinType":`, d.JoinType)
	b = appendKey(b, `,"deviceEnrollmentType":`, d.Enrolment)
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
	b = appendKey(b, `,"kind":`, row.Kind.String())
	b = appendKey(b, `,"release":`, row.Release)
	b = appendKey(b, `,"edition":`, row.Edition)
	b = appendKey(b, `,"servicing":`, day(row.Servicing))
	b = append(b, `,"findings":[`...)
	for i := range row.Findings {
		f := &row.Findings[i]
		b = appendFinding(appendComma(b, i), f, f.Subject.Kind != "device")
	}
	return append(b, "]}"...)
}

// appendTime appends a date, or nothing where there is none.
func appendTime(b []byte, key string, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	b = t.UTC().AppendFormat(append(append(b, key...), '"'), time.RFC3339)
	return append(b, '"')
}
