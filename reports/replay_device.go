package reports

import (
	"fmt"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// jsonDevice is what appendDevice writes.
type jsonDevice struct {
	ID           tenant.GUID   `json:"id"`
	Name         string        `json:"deviceName"`
	Serial       string        `json:"serialNumber"`
	Manufacturer string        `json:"manufacturer"`
	Model        string        `json:"model"`
	Version      string        `json:"osVersion"`
	SKUNumber    *int          `json:"skuNumber"`
	SKUFamily    string        `json:"skuFamily"`
	JoinType     string        `json:"joinType"`
	Enrolment    string        `json:"deviceEnrollmentType"`
	Ownership    string        `json:"managedDeviceOwnerType"`
	Agent        string        `json:"managementAgent"`
	ProfileName  string        `json:"enrollmentProfileName"`
	Compliance   string        `json:"complianceState"`
	UserID       tenant.GUID   `json:"userId"`
	UPN          string        `json:"userPrincipalName"`
	Autopilot    *bool         `json:"autopilotEnrolled"`
	Enrolled     time.Time     `json:"enrolledDateTime"`
	LastSync     time.Time     `json:"lastSyncDateTime"`
	Kind         string        `json:"kind"`
	Release      string        `json:"release"`
	Edition      string        `json:"edition"`
	Servicing    string        `json:"servicing"`
	Findings     []jsonFinding `json:"findings"`
}

func (p *replay) device(j *jsonDevice) error {
	if j.ID.IsZero() || j.Findings == nil {
		return &ReportError{fmt.Sprintf("device %s has no id or findings", english.Number(p.devices)), reportHint}
	}
	d := &tenant.Device{
		ID: j.ID, Name: j.Name, Serial: j.Serial, Manufacturer: j.Manufacturer, Model: j.Model, System: "Windows", Version: j.Version, SKUNumber: -1,
		SKUFamily: j.SKUFamily, JoinType: j.JoinType, Enrolment: j.Enrolment, Ownership: j.Ownership, Agent: j.Agent, ProfileName: j.ProfileName,
		Compliance: j.Compliance, UserID: j.UserID, UPN: j.UPN, Autopilot: tri(j.Autopilot), Enrolled: j.Enrolled, LastSync: j.LastSync,
	}
	if j.SKUNumber != nil {
		d.SKUNumber = *j.SKUNumber
	}
	row := rules.DeviceRow{Device: d, Release: j.Release, Edition: j.Edition, Servicing: dayOf(j.Servicing)}
	var err error
	if row.Kind, err = oneOf(j.Kind, rules.DeviceKinds(), rules.DeviceKind.String); err != nil {
		return err
	}
	if row.Findings, err = p.findings(j.Findings, rules.Subject{Kind: "device", ID: j.ID.String(), Name: j.Name}); err != nil {
		return err
	}
	return p.write(p.f.device(&row))
}
