package license

import (
	"slices"

	"prepaudit/rules/tenant"
)

// Extra is a set of what a user has of the two items that the document recommends.
type Extra uint8

// A plan that is switched off in the one license and on in another is on. Partly is a lesser product of the same
// family: Apps for business, or Windows Business, which does not step a device up to Enterprise.
const (
	AppsOn Extra = 1 << iota
	AppsOff
	AppsPartly
	WindowsOn
	WindowsOff
	WindowsPartly
)

type extraPlan struct {
	id      tenant.GUID
	on, off Extra
}

// extras are the plans behind the recommended items (Microsoft, Product names and service plan identifiers for
// licensing, 2026-08-20). Which Windows plan steps up is read off their names.
var extras = []extraPlan{
	{tenant.MustGUID("43de0ff5-c92c-492b-9116-175376d08c38"), AppsOn, AppsOff},       // OFFICESUBSCRIPTION
	{tenant.MustGUID("de9234ff-6483-44d9-b15e-dca72fdd27af"), AppsOn, AppsOff},       // OFFICESUBSCRIPTION_GOV
	{tenant.MustGUID("094e7854-93fc-4d55-b2c0-3ab5369ebdc1"), AppsPartly, 0},         // OFFICE_BUSINESS
	{tenant.MustGUID("3c994f28-87d5-4273-b07a-eb6190852599"), AppsPartly, 0},         // OFFICE_PROPLUS_DEVICE
	{tenant.MustGUID("21b439ba-a0ca-424f-a6cc-52f954a5b111"), WindowsOn, WindowsOff}, // WIN10_PRO_ENT_SUB
	// Virtualization Rights for Windows 10 (E3/E5+VDA)
	{tenant.MustGUID("e7c91390-7625-45be-94e0-e16907e03118"), WindowsOn, WindowsOff},
	{tenant.MustGUID("e041597c-9c7f-4ed9-99b0-2663301576f7"), WindowsOn, WindowsOff}, // WIN10_ENT_LOC_F1
	{tenant.MustGUID("8e229017-d77b-43d5-9305-903395523b99"), WindowsPartly, 0},      // WINBIZ
}

func (h *tenantSKU) addExtra(id tenant.GUID) {
	i := slices.IndexFunc(extras, func(x extraPlan) bool { return x.id == id })
	if i >= 0 && h.class == Person {
		h.extras = append(h.extras, extras[i])
	}
}

// Extras says what a user has of the recommended items. It does not allocate.
func (t *Table) Extras(u *tenant.User) Extra {
	var got Extra
	for i := range u.Licenses {
		l := &u.Licenses[i]
		h := t.skus[l.SKU]
		if h == nil || len(h.extras) == 0 {
			continue
		}
		if why, _ := assignment(l.SKU, u.States); !why.usable() {
			continue
		}
		for j := range h.extras {
			if slices.Contains(l.Disabled, h.extras[j].id) {
				got |= h.extras[j].off
			} else {
				got |= h.extras[j].on
			}
		}
	}
	return got
}
