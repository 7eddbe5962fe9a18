package reports

import "prepaudit/rules"

// class says in one word where a user stands with licences. rules.StateCount counts the same classes.
type class string

const (
	qualified   class = "qualified"
	lacksEntra  class = "lacksEntra"
	lacksIntune class = "lacksIntune"
	lacksBoth   class = "lacksBoth"
	noLicence   class = "noLicence"
	unknown     class = "unknown"
)

func classOf(row *rules.UserRow) class {
	e := &row.Entitlement
	switch {
	case row.Unlicensed:
		return noLicence
	case !e.Known:
		return unknown
	case e.Qualified:
		return qualified
	case len(row.User.Licenses) == 0:
		return noLicence
	case e.Entra.Usable():
		return lacksIntune
	case e.Intune.Usable():
		return lacksEntra
	}
	return lacksBoth
}

// words is the class as people say it.
func (c class) words() string {
	switch c {
	case qualified:
		return "qualified"
	case lacksEntra:
		return "lacks Entra ID P1 or P2"
	case lacksIntune:
		return "lacks Intune"
	case lacksBoth:
		return "lacks both"
	case noLicence:
		return "no licence"
	}
	return "not evaluated"
}
