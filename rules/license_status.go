package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// LicenseStatus says where a user in scope stands with licenses.
type LicenseStatus int

// Every user in scope has one status.
const (
	Qualified LicenseStatus = iota
	LacksIntune
	LacksEntra
	LacksBoth // holds licenses that give neither part
	NoLicense // a person without any license
	// Unclassified has no license in a scope that nobody chose: it may be a shared mailbox, a service account, or the
	// new colleague. Neither passed nor failed.
	Unclassified
	// NoSignIn is such a member of whom Graph records no sign-in at all: probably no person, so that what is unmet is a
	// warning. One who signs in is judged as a person.
	NoSignIn
	// RoomAccount has licenses for a room or a shared device only, in such a scope: probably no person. Neither passed
	// nor failed, signed in or not, since the device of a room signs in as well.
	RoomAccount
	LicensesUnknown
	licenseStatuses
)

// LicenseStatuses lists all of them in the order of a report.
func LicenseStatuses() []LicenseStatus {
	all := make([]LicenseStatus, licenseStatuses)
	for i := range all {
		all[i] = LicenseStatus(i)
	}
	return all
}

// String is the status as people say it.
func (s LicenseStatus) String() string {
	return [licenseStatuses]string{"qualified", "lacks Intune", "lacks Entra ID P1 or P2", "lacks both",
		"no license", "no license: may not be a person", "no license, no sign-in: probably not a person",
		"room or shared device only: probably not a person", "not checked"}[s]
}

// Name is the status as an identifier, for machines.
func (s LicenseStatus) Name() string {
	return [licenseStatuses]string{"qualified", "lacksIntune", "lacksEntra", "lacksBoth", "noLicense", "unclassified",
		"noSignIn", "roomAccount", "unknown"}[s]
}

// Unjudged reports whether rules about users neither pass nor fail whoever stands so: perhaps it is no person.
func (s LicenseStatus) Unjudged() bool { return s == Unclassified || s == RoomAccount }

// person reports whether it is known to be one.
func (s LicenseStatus) person() bool { return !s.Unjudged() && s != NoSignIn }

// status places a user in scope.
func (ev *Evaluator) status(u *tenant.User, e *license.Entitlement) LicenseStatus {
	signIns := u.SignInKnown && !ev.scope.SignInsAside
	wanted := func() bool { return ev.env.assigning(u.ID) } // somebody wants the user to have licenses
	switch {
	case ev.scope.unlicensed(u) && !signIns && !wanted():
		return Unclassified
	case ev.scope.unlicensed(u) && u.LastSignIn.IsZero() && !wanted():
		return NoSignIn
	case !e.Qualified && ev.scope.room(u) && !wanted():
		return RoomAccount
	}
	return StatusOfPerson(u, e)
}

// StatusOfPerson places a user who is known to be a person.
func StatusOfPerson(u *tenant.User, e *license.Entitlement) LicenseStatus {
	switch {
	case !e.Known:
		return LicensesUnknown
	case e.Qualified:
		return Qualified
	case e.Unsure():
		return LicensesUnknown
	case len(u.Licenses) == 0:
		return NoLicense
	case e.Entra.Usable():
		return LacksIntune
	case !e.NeedsIntune():
		return LacksEntra
	}
	return LacksBoth
}

// LicenseStatusCount counts the users in scope.
type LicenseStatusCount struct {
	By    [licenseStatuses]int
	ByRow [8]int // qualified users by the lowest row they meet; index 0 is unused
}

func (c *LicenseStatusCount) add(r *UserRow) {
	c.By[r.Status]++
	if r.Status == Qualified {
		c.ByRow[r.Entitlement.Row]++
	}
}
