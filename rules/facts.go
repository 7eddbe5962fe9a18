package rules

import (
	"strings"
	"time"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
	"prepaudit/rules/windows"
)

// Facts are what every rule may look at besides its subject. They are whole before the first user is judged, and stay
// as they are; but a dataset of users or devices may turn out to be missing when its stream ends.
type Facts struct {
	tenant.Settings
	Licenses *license.Table // nil when subscribedSkus is missing
	OtherMDM bool           // --mdm other: the operator states that another MDM service is used

	Now        time.Time       // the day of the audit, or --as-of
	ExpiryDays int             // --expiry-days: trials that end within so many days warn
	Windows    *windows.Tables // releases and editions of Windows

	missing map[tenant.Dataset]bool // not read at all
	driven  []tenant.PreparationPolicy
}

// Env is what rules about products and about the tenant may look at: the facts, and what was counted while users and
// devices were judged.
type Env struct {
	*Facts
	Count Counts

	person    bool // one person is judged, and nobody else: Preparation holds that user's policy alone
	forOthers bool // and there are policies, though none for that user
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

// IntunePolicy is the entry of the automatic enrolment settings that stands for Microsoft Intune.
func (f *Facts) IntunePolicy() (tenant.MDMPolicy, bool) {
	for _, p := range f.MDMPolicies {
		if strings.EqualFold(p.ID, tenant.IntunePolicyID) {
			return p, true
		}
	}
	return tenant.MDMPolicy{}, false
}

// MDM says whether automatic enrolment in Intune reaches a user.
func (f *Facts) MDM(user tenant.GUID) MDMState {
	if !f.Has(tenant.MDMPolicies) {
		return MDMUnknown
	}
	p, ok := f.IntunePolicy()
	if !ok {
		return MDMOutside
	}
	return reach(p, user)
}

// reach says whether an MDM policy applies to a user. A group whose members could not be read
// leaves everybody unknown whom no other group includes.
func reach(p tenant.MDMPolicy, user tenant.GUID) MDMState {
	switch p.AppliesTo {
	case "all":
		return MDMInside
	case "none":
		return MDMOutside
	case "selected":
	default:
		return MDMUnknown
	}
	nested, unread := false, false
	for _, g := range p.Groups {
		switch g.Members[user] {
		case tenant.Direct:
			return MDMInside
		case tenant.Nested, tenant.DirectOrNested:
			nested = true
		}
		unread = unread || g.Members == nil
	}
	switch {
	case nested:
		return MDMNested
	case unread:
		return MDMUnknown
	}
	return MDMOutside
}
