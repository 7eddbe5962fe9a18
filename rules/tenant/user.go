package tenant

import (
	"fmt"
	"time"
)

// User is one user as a rule sees it. A *User is valid until the next one is read:
// whoever keeps anything of it keeps a copy.
type User struct {
	ID                GUID
	DisplayName       string
	UPN               string // userPrincipalName
	UserType          string // Member, Guest; "" when null
	ExternalUserState string // PendingAcceptance, Accepted; "" when null
	CreationType      string // Invitation, LocalAccount, EmailVerified, SelfServiceSignUp; "" when null
	UsageLocation     string // ISO 3166, two letters; "" when null
	Licenses          []License
	States            []LicenseState

	Enabled Tri // accountEnabled
	// LicensesKnown says that Graph sent assignedLicenses, be it empty. Without it nothing is
	// known of the user's licenses, which is not the same as having none.
	LicensesKnown bool
	// StatesKnown says the same of licenseAssignmentStates, and the others of theirs.
	StatesKnown        bool
	OnPremisesUPNKnown bool
	UsageLocationKnown bool
	SignInKnown        bool // signInActivity was asked for and not refused
	AssignedPlansKnown bool

	// What people look a colleague up by; read for reports that list users. "" when null.
	EmployeeID string
	Company    string // companyName
	Department string
	Country    string
	CostCentre string   // employeeOrgData.costCenter
	Extra      []string // the properties of --columns, in their order

	OnPremisesUPN string         // onPremisesUserPrincipalName; "" when null
	LastSignIn    time.Time      // the latest of signInActivity's dates; zero for never
	AssignedPlans []AssignedPlan // read only to be held against assignedLicenses
}

// AssignedPlan is one assignedPlan: a service plan as the service has it, of whichever product.
type AssignedPlan struct {
	Plan   GUID   // servicePlanId
	Status string // capabilityStatus: Enabled, Warning, Suspended, Deleted, LockedOut
}

// UserProperties are Graph's names of what a User is made of, for $select. assignedPlans is left out: it is ten
// times the rest, and assignedLicenses with the tenant's own subscribedSkus says the same.
const UserProperties = "id,displayName,userPrincipalName,accountEnabled,userType,externalUserState,creationType,usageLocation,assignedLicenses,licenseAssignmentStates"

// License is one assignedLicense: a SKU, less the plans that are off in the union of all its assignments.
type License struct {
	SKU      GUID   `json:"skuId"`
	Disabled []GUID `json:"disabledPlans,omitempty"`
}

// LicenseState is one licenseAssignmentState: one path (direct or one group) by which a SKU reaches a user.
type LicenseState struct {
	SKU   GUID   `json:"skuId"`
	Group GUID   `json:"assignedByGroup,omitzero"` // zero for a direct assignment
	State string `json:"state,omitzero"`           // Active, ActiveWithError, Disabled, Error
	// CountViolation, …; "" for none: null, absent, "" and "None" on the wire
	Error string `json:"error,omitzero"`
	// lastUpdatedDateTime in seconds since 1970; 0 when null, or not asked for
	Updated  int64  `json:"lastUpdated,omitzero"`
	Disabled []GUID `json:"disabledPlans,omitempty"`
}

// Active reports whether the path gives the user the SKU, with an error or without.
func (s *LicenseState) Active() bool { return s.State == "Active" || s.State == "ActiveWithError" }

// Holds reports whether a SKU is among the assignedLicenses.
func (u *User) Holds(sku GUID) bool {
	for i := range u.Licenses {
		if u.Licenses[i].SKU == sku {
			return true
		}
	}
	return false
}

// Tri is a boolean that may be unknown.
type Tri uint8

// The zero value of Tri is Unknown.
const (
	Unknown Tri = iota
	No
	Yes
)

// MarshalJSON writes true, false or null.
func (t Tri) MarshalJSON() ([]byte, error) {
	return []byte([...]string{"null", "false", "true"}[t]), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Tri) UnmarshalJSON(b []byte) error {
	switch string(b) {
	case "null":
		*t = Unknown
	case "false":
		*t = No
	case "true":
		*t = Yes
	default:
		return fmt.Errorf("%.60s is neither true nor false", b)
	}
	return nil
}
