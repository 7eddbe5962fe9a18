package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// UserRow is one user in scope with all that was found. It is valid until the next user is judged.
type UserRow struct {
	User        *tenant.User
	Entitlement license.Entitlement
	Status      LicenseStatus
	MDM         MDMState
	// Policy is the name of the device preparation policy that the user's device would get; "" for none, or not read.
	Policy string
	// InError names the assignments in error that would give what the user lacks; "" for none. It does not hang on
	// LIC-04.
	InError string
	Devices int // Windows devices that Intune manages with the user as their primary one; -1 where that is not known
	Ready   Readiness
	// BlockedBy are the identifiers of the causes that stop the person, in no particular order.
	BlockedBy []string
	// Causes are those of all causes that the person meets, in no particular order: they stop the person or do less.
	Causes   []string
	Findings []Finding // fail, warning and not evaluated; never pass
}
