package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// The requirement document as of 2024-04-26 and its successor of 2025-06-11 name the same subscriptions.
const (
	document    = "Windows Autopilot device preparation requirements"
	documentURL = "https://learn.microsoft.com/autopilot/device-preparation/requirements"
	licensing   = "Licensing requirements"
	adminCentre = "Microsoft 365 admin center > Billing > Your products"
)

var usableSubscription = &Rule{
	ID:       "LIC-01",
	Title:    "The tenant holds a usable qualifying subscription",
	Level:    Required,
	Citation: Citation{document, licensing, documentURL + "?tabs=licensing"},
	Rationale: "Device preparation needs automatic enrolment and company branding from Microsoft Entra ID, and an MDM service. " +
		"One of seven subscriptions gives both; without any, nobody in the tenant can be licensed for it.",
	Remediation: "Buy or renew one of the seven subscriptions: " + adminCentre + ". " +
		"`prepaudit catalog show SKU` says what a product gives.",
	Needs: []tenant.Dataset{tenant.SKUs},
	Once:  judgeSubscriptions,
	Examples: []Example{
		{Name: "Microsoft 365 E3", Holds: "SPE_E3", Want: Pass, Detail: "SPE_E3"},
		{Name: "Entra ID P1 and Intune bought separately", Holds: "AAD_PREMIUM, INTUNE_A", Want: Pass},
		{Name: "Entra ID P1 alone", Holds: "AAD_PREMIUM", Want: Fail, Detail: "no product gives people Intune"},
		{Name: "Entra ID P1 alone, another MDM stated", Holds: "AAD_PREMIUM", OtherMDM: true, Want: Pass, Detail: "meets row 7 with another MDM service; device preparation policies themselves are Intune objects"},
		{Name: "Microsoft 365 E3, another MDM stated", Holds: "SPE_E3", OtherMDM: true, Want: Pass, Detail: "meets row 4\n"},
		{Name: "neither half, another MDM stated", Holds: "FLOW_FREE", OtherMDM: true, Want: Fail, Detail: "no product gives people Microsoft Entra ID P1 or P2\n"},
		{Name: "Intune alone", Holds: "INTUNE_A", Want: Fail, Detail: "no product gives people Microsoft Entra ID P1 or P2\n"},
		{Name: "Intune alone, another MDM stated", Holds: "INTUNE_A", OtherMDM: true, Want: Fail, Detail: "Entra"},
		{Name: "Office 365 E3", Holds: "ENTERPRISEPACK", Want: Fail},
		{Name: "no subscription", Want: Fail, Detail: "holds no product"},
		{Name: "Entra ID P1 and an Intune device licence", Holds: "AAD_PREMIUM, INTUNE_A_D", Want: Fail, Detail: "Intune"},
		{Name: "Teams Rooms Pro", Holds: "Microsoft_Teams_Rooms_Pro", Want: Fail},
		{Name: "Microsoft 365 E3 suspended", Holds: "SPE_E3", Change: capability("Suspended"), Want: Fail, Detail: "SPE_E3"},
		{Name: "Entra ID P1 alone, suspended", Holds: "AAD_PREMIUM", Change: capability("Suspended"), Want: Fail,
			Detail: "the subscription of AAD_PREMIUM (Microsoft Entra ID P1) cannot be used: its status is Suspended; no product gives people Intune\n"},
		{Name: "Microsoft 365 E3 in its grace period", Holds: "SPE_E3", Change: capability("Warning"), Want: Warn, Detail: "SPE_E3"},
		{Name: "Microsoft 365 E3 in a state that this program does not know", Holds: "SPE_E3", Change: capability("Paused"), Want: NotEvaluated, Detail: "Paused"},
		{Name: "Intune waits for provisioning", Holds: "SPE_E3", Change: provisioning("INTUNE_A", "PendingInput"), Want: Warn, Detail: "PendingInput"},
		{Name: "Entra ID P1 waits for provisioning", Holds: "SPE_E3", Change: provisioning("AAD_PREMIUM", "PendingInput"), Want: Warn, Detail: "PendingInput"},
		{Name: "another product without a seat", Holds: "SPE_E3, FLOW_FREE", Change: func(x *Case) { x.SKUs[1].Enabled = 0 }, Want: Pass, Detail: "meets row 4\n"},
		{Name: "Microsoft 365 E3 without a seat", Holds: "SPE_E3", Change: func(x *Case) { x.SKUs[0].Enabled = 0 }, Want: Fail, Detail: "no seat"},
		{Name: "Microsoft 365 E3 with one seat", Holds: "SPE_E3", Change: units(0, 1, 0), Want: Pass, Detail: "meets row 4\n"},
		{Name: "Microsoft 365 E3 with seats in their grace period only", Holds: "SPE_E3", Change: func(x *Case) { x.SKUs[0].Enabled, x.SKUs[0].Warning = 0, 5 }, Want: Pass, Detail: "SPE_E3"},
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
	v := Verdict{Outcome: Fail, Detail: tenantWhy(env, e) + empty}
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
func tenantWhy(env *Env, e license.Entitlement) string {
	if e.Qualified {
		why := e.Why()
		if !e.Intune.Usable() {
			why += "; device preparation policies themselves are Intune objects"
		}
		return why
	}
	half := func(h license.Half, what string) string {
		switch {
		case h.Usable():
			return ""
		case h.State == license.Missing:
			return "no product gives people " + what
		}
		return h.Why()
	}
	said := []string{half(e.Entra, "Microsoft Entra ID P1 or P2"), half(e.Intune, "Intune")}
	if env.OtherMDM {
		said = said[:1]
	}
	said = slices.DeleteFunc(said, func(s string) bool { return s == "" })
	return strings.Join(slices.Compact(said), "; ") // it may be the same for both halves
}
