package license

// reason says why a part is in its state. The order is the engine: of several obstacles on one
// path the last in this list stands, since the path works only when that one is cured too; of
// several paths the one with the first reason is taken, since it works or is nearest to a cure.
type reason uint8

const (
	unjudged reason = iota // the zero Part: nothing is known
	fine

	// Warnings: the path is usable.
	planPending
	subscriptionWarning
	unattendedLicense
	lonePlan

	// Words that this program does not know, or that Graph did not send: whether the path is usable is not known.
	eduUnsure
	planWord
	stateWord
	subscriptionWord
	stateAlone // not a word: licenseAssignmentStates and assignedLicenses disagree

	// Obstacles.
	planOff
	eduAlone
	assignmentError
	subscriptionDead
	planDead
	noSubscription
	deviceLicense
	roomLicense
	agentLicense
	tenantWide

	// Nothing found.
	stranger // a license of which neither the tenant nor the catalog knows what it holds
	basicMobility
	noPlan
)

func (r reason) state() State {
	switch {
	case r == unjudged || r >= stranger:
		return Missing
	case r == fine:
		return Active
	case r.usable():
		return Doubtful
	case r < planOff:
		return Unsure
	}
	return Inactive
}

func (r reason) usable() bool { return r < eduUnsure }

// subscriptionReason judges a capabilityStatus.
func subscriptionReason(status string) reason {
	switch status {
	case "Enabled":
		return fine
	case "Warning":
		return subscriptionWarning
	case "Suspended", "LockedOut", "Deleted":
		return subscriptionDead
	}
	return subscriptionWord
}

// planReason judges the provisioningStatus of a plan in subscribedSkus.
func planReason(status string) reason {
	switch status {
	case "Success":
		return fine
	case "Disabled", "Error":
		return planDead
	case "PendingInput", "PendingActivation", "PendingProvisioning":
		return planPending
	}
	return planWord
}

// classReason judges for whom a product is meant.
func classReason(c Class) reason {
	switch c {
	case Device:
		return deviceLicense
	case Room:
		return roomLicense
	case Agent:
		return agentLicense
	}
	return fine
}
