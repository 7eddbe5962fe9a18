package license

import (
	"regexp"
	"slices"

	"prepaudit/rules/tenant"
)

// tierName are service plans of a ladder, whose number says how much they give: FLOW_O365_P2 gives what FLOW_O365_P1
// gives. So they are numbered in the suites that Microsoft sells one above the other, Office 365 E1, E3 and E5
// (Product names and service plan identifiers for licensing, 2026-08-20). Calling plans have numbers that say no such
// thing, and other names.
var tierName = regexp.MustCompile(`^(.*_(?:[PES]|PLAN_?E?|TODO_|CLP))(\d)$`)

// above are ladders without numbers, the least first.
var above = [][]string{
	{"EXCHANGE_S_DESKLESS", "EXCHANGE_S_STANDARD", "EXCHANGE_S_ENTERPRISE"},
	{"SHAREPOINTDESKLESS", "SHAREPOINTSTANDARD", "SHAREPOINTENTERPRISE"},
	{"RMS_S_BASIC", "RMS_S_ENTERPRISE"},
	{"RMS_S_PREMIUM", "RMS_S_PREMIUM2"},
	{"KAIZALA_O365_P1", "KAIZALA_O365_P2", "KAIZALA_O365_P3", "KAIZALA_STANDALONE"},
	{"MCOIMP", "MCOSTANDARD"},
	{"OFFICEMOBILE_SUBSCRIPTION", "OFFICESUBSCRIPTION"},
	{"OFFICEMOBILE_SUBSCRIPTION", "OFFICE_BUSINESS"},
	{"SHAREPOINTSTANDARD_EDU", "SHAREPOINTENTERPRISE_EDU"},
	{"MDE_LITE", "WINDEFATP"}, // Defender for Endpoint Plan 1 and Plan 2
}

// asides are service plans that nobody misses who gets another suite: those by which a partner manages the tenant.
var asides = []string{"M365_LIGHTHOUSE_CUSTOMER_PLAN1", "M365_LIGHTHOUSE_PARTNER_PLAN1"}

// outranks reports whether one service plan is a higher one of the ladder of another.
func outranks(high, low string) bool {
	for _, ladder := range above {
		if h, l := slices.Index(ladder, high), slices.Index(ladder, low); l >= 0 && h > l {
			return true
		}
	}
	h, l := tierName.FindStringSubmatch(high), tierName.FindStringSubmatch(low)
	return h != nil && l != nil && h[1] == l[1] && h[2] > l[2]
}

// Includes reports whether who has license a needs license b no more: each service plan of b is in a, or a higher one
// is. Plans that are turned off count on neither side.
func (t *Table) Includes(a, b tenant.License) bool {
	ha, hb := t.skus[a.SKU], t.skus[b.SKU]
	if ha == nil || hb == nil || ha == hb || !ha.plain() || !hb.plain() {
		return false
	}
	gives := false
	for i := range hb.gives {
		g := &hb.gives[i]
		if slices.Contains(b.Disabled, g.id) || slices.Contains(asides, g.what) {
			continue
		}
		higher := func(o given) bool {
			return o.fine && !slices.Contains(a.Disabled, o.id) && outranks(o.what, g.what)
		}
		if !ha.has(g, a.Disabled) && !slices.ContainsFunc(ha.gives, higher) {
			return false
		}
		gives = true
	}
	return gives
}

// Plain reports whether a product of the tenant is an ordinary one for people: not for rooms, devices, agents, robots or
// developers.
func (t *Table) Plain(sku tenant.GUID) bool {
	h := t.skus[sku]
	return h != nil && h.plain()
}
