package rules

import (
	"slices"

	"prepaudit/rules/tenant"
)

// Summary is everything that was counted.
type Summary struct {
	Verdict Outcome // what the run comes to, see Demands.Judge, whatever it is told to fail for
	// Complete says that every dataset that a selected rule needs or uses was read to its end, see Demands.Judge. A
	// Fail hides what is missing; Complete does not.
	Complete bool
	Ready    ReadyCount
	Causes   []Cause // what to change, in the order in which most people become ready soonest
	Tallies  []Tally // every rule of the catalog, in its order
	Missing  []Gap
	Scope    ScopeCount
	Statuses LicenseStatusCount
	SKUs     []SKURow
	MDM      []MDMRow
	Devices  DeviceCount
	// Associations are the devices that are associated with the tenant; nil where they are not known.
	Associations []AssociationRow
	Matrix       []MatrixRow // every sentence of the requirement document
	WhatIf       []string    // the titles of causes that are taken as done
}

func (s *Summary) tally(r *Rule) *Tally {
	return &s.Tallies[slices.IndexFunc(s.Tallies, func(t Tally) bool { return t.Rule == r })]
}

// Gap is a dataset that could not be read, or not to its end.
type Gap struct {
	Dataset    tenant.Dataset `json:"dataset"`
	Partial    bool           `json:"partial"`             // some of it was read
	Why        string         `json:"why"`                 // one line, may hold names from the tenant
	Permission string         `json:"permission,omitzero"` // that opens it; "" where none does
	Hint       string         `json:"hint,omitzero"`       // what to do; may be ""
}

// MDMRow is one entry of the automatic enrollment settings.
type MDMRow struct {
	ID, Name, AppliesTo string
	Groups              []string
	Reaches             int // users in scope who are inside
}
