package record

import (
	"cmp"

	"prepaudit/rules"
)

// Identity is which finding it is in every report of one tenant: the rule that speaks, and of what. The detail, the level
// and the outcome may differ from day to day; so may the name of what it speaks of. People and devices are known by
// their object ids, in a redacted report by the pseudonyms of these. Where a rule says several things of one subject,
// they share one Identity. A cause needs none: its id is the same in every report.
//
// It is what two reports are compared by, what a baseline knows, and what an exception names.
type Identity struct {
	Rule string // LIC-02
	Kind string // one of rules.SubjectKinds
	ID   string // of the subject, or its name where it has no id; "" for the tenant, whose id is not always read
}

// Identity is that of a finding; under is the user or the device that it stands under, and zero where it stands alone.
func (f *Finding) Identity(under rules.Subject) Identity {
	of := f.Subject
	if of == (rules.Subject{}) {
		of = under
	}
	id := Identity{Rule: f.Rule, Kind: cmp.Or(of.Kind, "tenant")}
	if id.Kind != "tenant" {
		id.ID = cmp.Or(of.ID, of.Name)
	}
	return id
}
