package record

import "prepaudit/rules/tenant"

// Excerpt is the people of a run who have one value of a property, or none.
type Excerpt struct {
	Property string // as people call it: department
	Value    string // "" for the rest
	Rest     bool   // people without a value, and whatever belongs to nobody in scope
	People   int
	InScope  int  // people of all parts
	Devices  int  // of the rest: those of nobody in scope
	Seats    bool // of the rest: there are seats that belong to nobody in scope
}

// PlanParts divides a plan: of says to which part a person belongs, the last of so many being the rest, and take gets
// everybody who needs a change. What a part has of a product is Needed, Freed, Buy, Renew and Others of its people; that
// of nobody in scope is the rest's.
type PlanParts func(parts int, of func(tenant.GUID) int, take func(part int, u *PlanUser) error) ([]LicensePlan, error)
