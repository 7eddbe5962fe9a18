package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Standing says where a user in scope stands with licences.
type Standing int

// Every user in scope has one standing.
const (
	Qualified Standing = iota
	LacksIntune
	LacksEntra
	LacksBoth // holds licences that give neither half
	NoLicence // a person without any licence
	// Unclassified has no licence in a scope that nobody chose: it may be a shared mailbox, a service account, or the
	// new colleague. Neither passed nor failed.
	Unclassified
	// NoSignIn is such a member of whom Graph records no sign-in at all: probably no person, so that what is unmet is a
	// warning. One who signs in is judged as a person.
	NoSignIn
	// RoomAccount has licences for a room or a shared device only, in such a scope: probably no person. Neither passed
	// nor failed, signed in or not, since the device of a room signs in as well.
	RoomAccount
	LicencesUnknown
	standings
)

// Standings lists all of them in the order of a report.
func Standings() []Standing {
	all := make([]Standing, standings)
	for i := range all {
		all[i] = Standing(i)
	}
	return all
}

// String is the standing as people say it.
func (s Standing) String() string {
	return [standings]string{"qualified", "lacks Intune", "lacks Entra ID P1 or P2", "lacks both",
		"no licence", "no licence: person or not is unknown", "no licence, no sign-in: probably not a person",
		"room or shared device only: probably not a person", "not evaluated"}[s]
}

// Name is the standing as an identifier, for machines.
func (s Standing) Name() string {
	return [standings]string{"qualified", "lacksIntune", "lacksEntra", "lacksBoth", "noLicence", "unclassified",
		"noSignIn", "roomAccount", "unknown"}[s]
}

// Unjudged reports whether rules about users neither pass nor fail whoever stands so: perhaps it is no person.
func (s Standing) Unjudged() bool { return s == Unclassified || s == RoomAccount }

// person reports whether it is known to be one.
func (s Standing) person() bool { return !s.Unjudged() && s != NoSignIn }

// standing places a user in scope.
func (ev *Evaluator) standing(u *tenant.User, e *license.Entitlement) Standing {
	wanted := func() bool { return ev.env.assigning(u.ID) } // somebody wants the user to have licences
	switch {
	case ev.scope.unlicensed(u) && !u.SignInKnown && !wanted():
		return Unclassified
	case ev.scope.unlicensed(u) && u.LastSignIn.IsZero() && !wanted():
		return NoSignIn
	case !e.Qualified && ev.scope.room(u) && !wanted():
		return RoomAccount
	}
	return standingOfPerson(u, e)
}

func standingOfPerson(u *tenant.User, e *license.Entitlement) Standing {
	switch {
	case !e.Known:
		return LicencesUnknown
	case e.Qualified:
		return Qualified
	case e.Unsure():
		return LicencesUnknown
	case len(u.Licenses) == 0:
		return NoLicence
	case e.Entra.Usable():
		return LacksIntune
	case e.Intune.Usable():
		return LacksEntra
	}
	return LacksBoth
}

// StandingCount counts the users in scope.
type StandingCount struct {
	By    [standings]int
	ByRow [8]int // qualified users by the lowest row they meet; index 0 is unused
}

func (c *StandingCount) add(r *UserRow) {
	c.By[r.Standing]++
	if r.Standing == Qualified {
		c.ByRow[r.Entitlement.Row]++
	}
}
