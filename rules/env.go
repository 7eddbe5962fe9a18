package rules

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Env is what every rule may look at besides its subject.
type Env struct {
	tenant.Settings
	Licenses *license.Table // nil when subscribedSkus is missing
	OtherMDM bool
	missing  map[tenant.Dataset]bool
}

// Has reports whether a dataset was read whole.
func (e *Env) Has(ds tenant.Dataset) bool { return !e.missing[ds] }
