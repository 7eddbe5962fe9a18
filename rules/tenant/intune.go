package tenant

// Intune is the deviceManagement singleton.
type Intune struct {
	// subscriptionState: pending, active, warning, disabled, deleted, blocked, lockedOut; NoIntune
	State string
}

// NoIntune is the state of a tenant that Intune does not serve: it answers no request for it.
const NoIntune = "none"

// Diagnostics is what the tenant's settings say of collecting diagnostics of Windows devices.
type Diagnostics struct {
	Collection Tri // enableLogCollection: at all
	Failures   Tri // enableAutopilotDiagnostics: by itself, after a preparation that failed
}

// Restriction is one Windows enrollment restriction out of deviceEnrollmentConfigurations: the default one, or
// one that an administrator made and assigned.
type Restriction struct {
	ID, Name        string
	Priority        int // the lowest wins; 0 is the default one, which loses to all others
	Default         bool
	Blocked         Tri    // platformBlocked
	PersonalBlocked Tri    // personalDeviceEnrollmentBlocked
	MinVersion      string // osMinimumVersion; "" for none
	MaxVersion      string
	// none for the default one; groups with transitive members where rules ask whom it means
	Assignments []Assignment
	// platformType where it is none that this program knows; "" for Windows and all platforms
	Platform string
}

// DeviceLimit is a deviceEnrollmentLimitConfiguration: how many devices each of its users may enroll.
type DeviceLimit struct {
	ID, Name string
	Limit    int // 0 where Graph did not send it
}

// AutopilotDevice is a windowsAutopilotDeviceIdentity: a device that is registered with classic Windows Autopilot and,
// unless it is associated with the tenant, ignores device preparation. Its texts are untrusted.
type AutopilotDevice struct {
	Serial, Model string
}

// Configuration is an Intune policy that sets something the requirement document speaks of: a
// deviceConfiguration, or a settings catalog policy.
type Configuration struct {
	ID, Name string
	Type     string // @odata.type without #microsoft.graph., or configurationPolicy
	Assigned Tri
	Sets     []Setting
}

// Setting is one value that a policy sets.
type Setting struct {
	ID    string // settingDefinitionId, or Graph's name of the property
	Value string // as Graph has it
}

// Role is one Intune role.
type Role struct {
	ID, Name string
	BuiltIn  Tri
	Actions  []string // allowedResourceActions
	Held     Tri      // an assignment with members holds it
	// Assignments are those with members.
	Assignments []RoleAssignment
}

// RoleAssignment gives a role of Intune to the members of groups.
type RoleAssignment struct {
	ID, Name  string
	ScopeTags []string // roleScopeTagIds; nil where Graph did not send them
}

// Operation is one permission that a role of Intune may have (resourceOperation).
type Operation struct {
	ID       string // as allowedResourceActions has it
	Resource string // resourceName and actionName, as the portal shows them
	Action   string
}
