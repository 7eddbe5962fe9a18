package rules

import (
	"time"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

// Facts are what every rule may look at besides its subject. They are whole before the first user is judged, and stay
// as they are; but a dataset of users or devices may turn out to be missing when its stream ends.
type Facts struct {
	tenant.Settings
	Cloud    string                // global, usgov, usgov-dod, china; "" when not known, as of saved answers
	Network  *tenant.NetworkReport // what `prepaudit network` found; nil where nobody probed
	Licenses *license.Table        // nil when subscribedSkus is missing
	OtherMDM bool                  // --mdm other: the operator states that another MDM service is used

	Now        time.Time       // the day of the audit, or --as-of
	ExpiryDays int             // --expiry-days: trials that end within so many days warn
	Windows    *windows.Tables // releases and editions of Windows
	Devices    PrimaryDevices  // where devices are read: whole before the first user

	missing map[tenant.Dataset]bool // not read at all
	without map[tenant.Dataset]bool // of missing: Intune's, where the tenant has no Intune
	driven  []tenant.PreparationPolicy
}

// Env is what rules about products and about the tenant may look at: the facts, and what was counted while users and
// devices were judged.
type Env struct {
	*Facts
	count counts

	oneUser    bool // one user is judged, and nobody else: Preparation holds that user's policy alone
	somePolicy bool // and there are policies in the tenant, for that user or for others
}

// Has reports whether a dataset was read, be it in part.
func (f *Facts) Has(ds tenant.Dataset) bool { return !f.missing[ds] }

// Forget makes a dataset one that was not read.
func (f *Facts) Forget(ds tenant.Dataset) {
	if f.missing == nil {
		f.missing = map[tenant.Dataset]bool{}
	}
	f.missing[ds] = true
	if ds == tenant.SKUs {
		f.Licenses = nil
	}
}

// Without makes a dataset of Intune's one that the tenant cannot have, since it has no Intune. Nothing is missing then,
// and what needs it does not apply.
func (f *Facts) Without(ds tenant.Dataset) {
	f.Forget(ds)
	if f.without == nil {
		f.without = map[tenant.Dataset]bool{}
	}
	f.without[ds] = true
}

// noIntune is why a rule does not apply that needs what the tenant cannot have.
const noIntune = "the tenant has no Intune"
