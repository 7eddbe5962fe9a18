package tenant

import "time"

// Association is a tenantAssociatedDevice: a device that Windows Autopilot device association ties to the tenant. Its
// texts are untrusted.
type Association struct {
	ID            string
	Serial        string
	UUID          string // smbiosUuid
	Manufacturer  string
	Model         string
	State         string    // associationState: preassociated, associated, pendingRemoval
	Device        GUID      // managedDeviceId; zero until it is enrolled
	Policy        GUID      // the device preparation policy that is assigned to the device; zero for none
	Preassociated time.Time // zero where Graph did not send it
}

// Bound says whether the device counts as the tenant's own: once it is pre-associated, and until its removal is asked
// for. It is Unknown of an unrecognized state.
func (a *Association) Bound() Tri {
	switch a.State {
	case "preassociated", "associated":
		return Yes
	case "pendingRemoval":
		return No
	}
	return Unknown
}
