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
	Title:    "The tenant holds a usable qualifying subscription",
	Level:    Required,
	Citation: requirement("licensing", licensing),
	Rationale: "Device preparation needs automatic enrolment and company branding from Microsoft Entra ID, and an " +
		"MDM service. One of seven subscriptions gives both; without any, nobody in the tenant can be licensed for it.",
	Remediation: "Buy or renew one of the seven subscriptions: " + productsPath + ". " +
		"`prepaudit catalog show SKU` says what a product gives.",
	Needs: []tenant.Dataset{tenant.SKUs},
	Once:  judgeSubscriptions,
	Shown: []Shown{
		{Pass, "Microsoft 365 E3"},
		{Pass, "Entra ID P1 and Intune bought separately"},
		{Fail, "Entra ID P1 alone"},
		{Warn, "Microsoft 365 E3 in its grace period"},
	},
}

// judgeSubscriptions asks what a person would have who held everything that the tenant has seats of.
func judgeSubscriptions(env *Env) []Verdict {
	var seated []tenant.SKU
	empty := ""
	for _, s := range env.SKUs {
		if s.Enabled+s.Warning > 0 {
			seated = append(seated, s)
		} else if h, _ := env.Licenses.Product(s.ID); h.Qualifies {
			empty = "; " + s.PartNumber + " has no seat"
		}
	}
	e := license.NewTable(seated, license.Options{OtherMDM: env.OtherMDM}).Tenant()
	v := Verdict{Outcome: Fail, Detail: tenantWhy(env.Facts, e) + empty}
	switch {
	case len(env.SKUs) == 0:
		v.Detail = "the tenant holds no product at all"
	case e.Entra.State == license.Active && (e.Intune.State == license.Active || env.OtherMDM):
		v.Outcome = Pass
	case e.Qualified:
		v.Outcome = Warn
	case e.Unsure():
		v.Outcome = NotEvaluated
	}
	return []Verdict{v}
}

// tenantWhy says of the tenant's products what Entitlement.Why says of a user's licences.
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
			return "no product gives people " + what
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
