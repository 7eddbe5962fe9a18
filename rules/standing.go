package rules

// Standing says where a user in scope stands with licences.
type Standing int

// Every user in scope has one standing.
const (
	Qualified Standing = iota
	LacksIntune
	LacksEntra
	LacksBoth    // holds licences that give neither half
	NoLicence    // a person without any licence
	Unclassified // without any licence in a scope that nobody chose: person or not is unknown
	NoSignIn     // without any licence in such a scope, and never signed in: probably not a person
	RoomAccount  // licences for a room or a shared device only, in such a scope: probably not a person
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
	return [standings]string{"qualified", "lacksIntune", "lacksEntra", "lacksBoth", "noLicence", "unclassified", "noSignIn", "roomAccount", "unknown"}[s]
}

// Standing places the user.
func (r *UserRow) Standing() Standing {
	e := &r.Entitlement
	switch {
	case r.Unlicensed:
		return Unclassified
	case r.NoSignIn:
		return NoSignIn
	case r.Room:
		return RoomAccount
	case !e.Known:
		return LicencesUnknown
	case e.Qualified:
		return Qualified
	case e.Unsure():
		return LicencesUnknown
	case len(r.User.Licenses) == 0:
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
	s := r.Standing()
	c.By[s]++
	if s == Qualified {
		c.ByRow[r.Entitlement.Row]++
	}
}
