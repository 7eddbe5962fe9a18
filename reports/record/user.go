package record

import (
	"time"

	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// User is one user in scope; what is empty was not sent by Graph, or says nothing. AppendUser writes it by hand.
type User struct {
	ID                tenant.GUID           `json:"id"`
	DisplayName       string                `json:"displayName"`
	UPN               string                `json:"userPrincipalName"`
	Enabled           tenant.Tri            `json:"accountEnabled,omitzero"`
	UserType          string                `json:"userType,omitzero"`
	ExternalUserState string                `json:"externalUserState,omitzero"`
	CreationType      string                `json:"creationType,omitzero"`
	UsageLocation     string                `json:"usageLocation,omitzero"`
	EmployeeID        string                `json:"employeeId,omitzero"`
	Company           string                `json:"companyName,omitzero"`
	Department        string                `json:"department,omitzero"`
	Country           string                `json:"country,omitzero"`
	CostCenter        string                `json:"costCenter,omitzero"`
	OnPremisesUPN     string                `json:"onPremisesUserPrincipalName,omitzero"`
	LastSignIn        string                `json:"lastSignIn,omitzero"`
	Extra             []string              `json:"extra,omitempty"`
	Policy            string                `json:"policy,omitzero"`
	Status            rules.LicenseStatus   `json:"class"`
	Unclassified      bool                  `json:"unclassified,omitzero"`
	Entitlement       *Entitlement          `json:"entitlement"`
	InError           string                `json:"failedAssignment,omitzero"`
	MDM               rules.MDMState        `json:"mdmScope"`
	Ready             rules.Readiness       `json:"ready"`
	BlockedBy         []string              `json:"blockedBy,omitempty"`
	Causes            []string              `json:"causes,omitempty"`
	Devices           *int                  `json:"windowsDevices,omitzero"`
	Licenses          []tenant.License      `json:"assignedLicenses,omitzero"`
	States            []tenant.LicenseState `json:"licenseAssignmentStates,omitempty"`
	Findings          []Finding             `json:"findings"`
}

// Entitlement is what a user's licenses come to. Many users have the same; it is never changed.
type Entitlement struct {
	Known     bool          `json:"known"`
	Qualified tenant.Tri    `json:"qualified,omitzero"`
	Row       int           `json:"row,omitzero"`
	Match     license.Match `json:"match,omitzero"`
	SKU       string        `json:"sku,omitzero"`
	Rows      []int         `json:"rows,omitzero"`
	Entra     Part          `json:"entra,omitzero"`
	Intune    Part          `json:"intune,omitzero"`
	Why       string        `json:"why,omitzero"`
	Product   string        `json:"product,omitzero"`
	Fix       string        `json:"fix,omitzero"`
}

// Part is one part of an entitlement: that of Entra ID P1, or that of Intune.
type Part struct {
	State  string `json:"state"`
	Usable bool   `json:"usable"`
	Plan   string `json:"plan,omitzero"`
	SKU    string `json:"sku,omitzero"`
	Why    string `json:"why,omitzero"`
}

// Subject is what those of the user's findings speak of that name nothing else.
func (u *User) Subject() rules.Subject {
	return rules.Subject{Kind: "user", ID: u.ID.String(), Name: u.UPN}
}

// Device is one Windows device of Intune; what is empty was not sent by Graph, or is not known. AppendDevice writes it
// by hand.
type Device struct {
	ID           tenant.GUID      `json:"id"`
	Name         string           `json:"deviceName"`
	Serial       string           `json:"serialNumber,omitzero"`
	Manufacturer string           `json:"manufacturer,omitzero"`
	Model        string           `json:"model,omitzero"`
	Version      string           `json:"osVersion,omitzero"`
	SKUNumber    *int             `json:"skuNumber,omitzero"`
	SKUFamily    string           `json:"skuFamily,omitzero"`
	JoinType     string           `json:"joinType,omitzero"`
	Enrollment   string           `json:"deviceEnrollmentType,omitzero"`
	Ownership    string           `json:"managedDeviceOwnerType,omitzero"`
	Agent        string           `json:"managementAgent,omitzero"`
	ProfileName  string           `json:"enrollmentProfileName,omitzero"`
	Compliance   string           `json:"complianceState,omitzero"`
	UserID       tenant.GUID      `json:"userId,omitzero"`
	UPN          string           `json:"userPrincipalName,omitzero"`
	Autopilot    tenant.Tri       `json:"autopilotEnrolled,omitzero"`
	Enrolled     time.Time        `json:"enrolledDateTime,omitzero"`
	LastSync     time.Time        `json:"lastSyncDateTime,omitzero"`
	Kind         rules.DeviceKind `json:"kind"`
	Release      string           `json:"release,omitzero"`
	Edition      string           `json:"edition,omitzero"`
	Servicing    string           `json:"servicing,omitzero"`
	Findings     []Finding        `json:"findings"`
}

// Subject is what those of the device's findings speak of that name nothing else.
func (d *Device) Subject() rules.Subject {
	return rules.Subject{Kind: "device", ID: d.ID.String(), Name: d.Name}
}
