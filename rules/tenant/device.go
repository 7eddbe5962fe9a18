package tenant

import "time"

// Device is one managedDevice as a rule sees it. A *Device is valid until the next one is read:
// whoever keeps anything of it keeps a copy.
type Device struct {
	ID           GUID
	Name         string // deviceName
	Serial       string
	Manufacturer string
	Model        string
	System       string // operatingSystem: "Windows"
	Version      string // osVersion: "10.0.26100.4061"
	SKUNumber    int    // of GetProductInfo; beta; -1 when Graph did not send it
	SKUFamily    string // beta; a free word: "Pro", "Enterprise"
	JoinType     string // beta: azureADJoined, azureADRegistered, hybridAzureADJoined, unknown
	Enrollment   string // deviceEnrollmentType
	Ownership    string // managedDeviceOwnerType: company, personal, unknown
	Agent        string // managementAgent: mdm, configurationManagerClientMdm, …
	ProfileName  string // enrollmentProfileName: the device preparation policy, where one was used
	Compliance   string // complianceState
	UserID       GUID   // zero for none
	UPN          string
	Autopilot    Tri // autopilotEnrolled, beta
	Enrolled     time.Time
	LastSync     time.Time
}

// Managed reports whether Intune manages the device, so that its user needs Intune: those that Configuration Manager
// alone tells Intune of (tenant attach), or Defender for Endpoint (security settings management), need no license of
// Intune, nor do those that only get mail.
func (d *Device) Managed() bool {
	switch d.Agent {
	case "configurationManagerClient", "msSense", "eas":
		return false
	}
	return true
}
