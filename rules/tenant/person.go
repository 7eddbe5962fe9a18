package tenant

import "time"

// OwnDevice is a device of one person: one that they joined or registered, one that Intune has as theirs, or both.
type OwnDevice struct {
	Name       string    `json:"name"`
	System     string    `json:"operatingSystem,omitzero"`
	Version    string    `json:"osVersion,omitzero"`
	Serial     string    `json:"serialNumber,omitzero"`
	ID         GUID      `json:"id,omitzero"`              // of the directory object
	Entra      GUID      `json:"deviceId,omitzero"`        // by which Microsoft Entra ID and Intune name it
	Managed    GUID      `json:"managedDeviceId,omitzero"` // Intune's
	Counts     bool      `json:"countsToLimit,omitzero"`   // to the device limit of Microsoft Entra ID
	LastSignIn time.Time `json:"approximateLastSignInDateTime,omitzero"`
	LastSync   time.Time `json:"lastSyncDateTime,omitzero"`
}

// LastSeen is when it was last active by all that is known of it; zero where nothing is.
func (d *OwnDevice) LastSeen() time.Time {
	if d.LastSync.After(d.LastSignIn) {
		return d.LastSync
	}
	return d.LastSignIn
}

// EnrollmentFailure is one attempt to enroll a device that Intune refused.
type EnrollmentFailure struct {
	At       time.Time `json:"eventDateTime"`
	Category string    `json:"failureCategory"` // Graph's word
	Reason   string    `json:"failureReason,omitzero"`
	System   string    `json:"operatingSystem,omitzero"`
	Version  string    `json:"osVersion,omitzero"`
}
