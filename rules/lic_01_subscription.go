package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// The requirement document as of 2024-04-26 and its successor of 2025-06-11 name the same subscriptions.
var usableSubscription = &Rule{
	ID:       "LIC-01",
	Title:    "The tenant has a usable qualifying subscription",
	Level:    Required,
	Do:       "Buy or renew a subscription that includes Intune and Entra ID P1",
	Effect:   Effect{Enroll, Stops, Information},
	done:     func(f *Facts, _ string) { f.own(license.Lookup("EMS")[0].SKU) },
	Citation: requirement("licensing", licensing),
	Rationale: "Device preparation needs automatic enrollment and company branding from Microsoft Entra ID, and an " +
		"MDM service. Each of seven subscriptions includes both; without one, nobody in the tenant can be licensed " +
		"for it.",
	Remediation: "Buy or renew one of the seven subscriptions: " + productsPath + ". `prepaudit catalog show SKU` " +
		"says what a product includes.",
	Needs: []tenant.Dataset{tenant.SKUs},
	Once:  judgeSubscriptions,
	Shown: []Shown{
		{Pass, "Microsoft 365 E3"},
		{Pass, "Entra ID P1 and Intune bought separately"},
		{Fail, "Entra ID P1 alone"},
		{Warn, "Microsoft 365 E3 in its grace period"},
	},
}

// entitled is what a person would have who held everything that the tenant has seats of; without names products that
// would qualify and have none.
func (f *Facts) entitled() (e license.Entitlement, without string) {
	var seated []tenant.SKU
	for _, s := range f.SKUs {
		h, _ := f.Licenses.Product(s.ID)
		lapsed := lapsed(s)
		switch {
		case s.Enabled+s.Warning > 0:
			seated = append(seated, s)
		case lapsed != "":
			s.CapabilityStatus = lapsed
			seated = append(seated, s)
		case h.Qualifies:
			without = "; " + s.PartNumber + " has no seat"
		}
	}
	return license.NewTable(seated, license.Options{OtherMDM: f.OtherMDM}).Tenant(), without
}

// judgeSubscriptions asks what the tenant's products would give one person.
func judgeSubscriptions(env *Env) []Verdict {
	e, empty := env.entitled()
	v := Verdict{Outcome: Fail, Detail: tenantWhy(env.Facts, e) + empty}
	switch {
	case len(env.SKUs) == 0:
		v.Detail = "the tenant has no product at all"
	case e.Entra.State == license.Active && (e.Intune.State == license.Active || env.OtherMDM):
		v.Outcome = Pass
	case e.Qualified:
		v.Outcome = Warn
	case e.Unsure():
		v.Outcome = NotEvaluated
	}
	return []Verdict{v}
}

// lapsed is the status of a product of which no seat can be used until it is renewed or bought again; else "".
func lapsed(s tenant.SKU) string {
	switch {
	case s.Enabled+s.Warning > 0:
	case s.CapabilityStatus == "Suspended", s.CapabilityStatus == "LockedOut", s.CapabilityStatus == "Deleted":
		return s.CapabilityStatus
	case s.Suspended > 0:
		return "Suspended"
	case s.LockedOut > 0:
		return "LockedOut"
	}
	return ""
}

// tenantWhy says of the tenant's products what Entitlement.Why says of a user's licenses.
func tenantWhy(facts *Facts, e license.Entitlement) string {
	if e.Qualified {
		why := e.Why()
		if !e.Intune.Usable() {
			why += "; device preparation policies themselves are Intune objects"
		}
		return why
	}
	part := func(h license.Part, what string) string {
		switch {
		case h.Usable():
			return ""
		case h.State == license.Missing:
			return "no product for people includes " + what
		}
		return h.Why()
	}
	said := []string{part(e.Entra, "Microsoft Entra ID P1 or P2"), part(e.Intune, "Intune")}
	if facts.OtherMDM {
		said = said[:1]
	}
	said = slices.DeleteFunc(said, func(s string) bool { return s == "" })
	return strings.Join(slices.Compact(said), "; ") // it may be the same for both parts
}
