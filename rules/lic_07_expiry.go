package rules

import (
	"fmt"
	"strings"
	"time"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var subscriptionEnds = &Rule{
	ID:       "LIC-07",
	Title:    "No subscription has lapsed, and no trial is about to end",
	Level:    Recommended,
	Citation: Citation{"companySubscription resource type", "Properties", "https://learn.microsoft.com/graph/api/resources/companysubscription"},
	Rationale: "What a trial gives ends with it, and a lot that has lapsed stops its users after the grace period. " +
		"A paid lot renews by itself or not, which Graph does not say: its date is no warning.",
	Remediation: "Buy what the trial tries, or renew the lot: " + adminCentre + ". --expiry-days says how early a trial warns.",
	Needs:       []tenant.Dataset{tenant.SKUs, tenant.Subscriptions},
	EachSKU:     judgeLots,
	Examples: []Example{
		{Name: "a paid lot that ends or renews tomorrow", Holds: "SPE_E3", Change: lot("Enabled", false, 10, 1), Want: Pass, Detail: "the lot of 10 seats ends or renews on 2026-11-23"},
		{Name: "two paid lots", Holds: "SPE_E3", Change: changes(lot("Enabled", false, 10, 1), lot("Enabled", false, 5, 2)), Want: Pass, Detail: "ends or renews on 2026-11-23; the lot of 5 seats ends"},
		{Name: "a paid lot without a date", Holds: "SPE_E3", Change: changes(lot("Enabled", false, 10, 1), endless), Want: Pass},
		{Name: "a trial that ends in 30 days", Holds: "SPE_E3", Change: lot("Enabled", true, 25, 30), Want: Warn, Detail: "the trial of 25 seats ends on 2026-12-22"},
		{Name: "a trial of one seat", Holds: "SPE_E3", Change: lot("Enabled", true, 1, 30), Want: Warn, Detail: "of 1 seat ends"},
		{Name: "a trial that ends in 31 days", Holds: "SPE_E3", Change: lot("Enabled", true, 25, 31), Want: Pass, Detail: "the trial of 25 seats ends on 2026-12-23"},
		{Name: "a trial whose date is past", Holds: "SPE_E3", Change: lot("Enabled", true, 25, -1), Want: Pass},
		{Name: "a trial without a date", Holds: "SPE_E3", Change: changes(lot("Enabled", true, 25, 3), endless), Want: Pass},
		{Name: "a lot in its grace period", Holds: "SPE_E3", Change: lot("Warning", false, 10, 12), Want: Warn, Detail: "the lot of 10 seats is in status Warning until 2026-12-04"},
		{Name: "a lot in its grace period without a date", Holds: "SPE_E3", Change: changes(lot("Warning", false, 10, 12), endless), Want: Warn, Detail: "is in status Warning\n"},
		{Name: "a suspended lot beside an enabled one", Holds: "SPE_E3", Change: changes(lot("Enabled", false, 10, 100), lot("Suspended", false, 5, 12)), Want: Warn, Detail: "the lot of 5 seats is in status Suspended"},
		{Name: "a lot that the customer cancelled", Holds: "SPE_E3", Change: lot("LockedOut", false, 10, -12), Want: Warn, Detail: "LockedOut"},
		{Name: "a deleted lot", Holds: "SPE_E3", Change: lot("Deleted", false, 10, -12), Want: Warn, Detail: "Deleted"},
		{Name: "a lapsed lot of a product that has nothing to do with it", Holds: "POWER_BI_PRO", Change: lot("Suspended", false, 10, 12), Want: Warn, Level: Advisory},
		{Name: "a lapsed lot of a product that has none of its plans in the tenant", Holds: "SPE_E3", Change: func(x *Case) { lot("Suspended", false, 10, 12)(x); x.SKUs[0].Plans = nil }, Want: Warn, Level: Advisory},
		{Name: "a status that this program does not know", Holds: "SPE_E3", Change: lot("Paused", false, 10, 12), Want: NotEvaluated, Detail: `a lot of 10 seats has the status "Paused"`},
		{Name: "no lot is listed", Holds: "SPE_E3", Want: NotApplicable},
	},
}

func judgeLots(env *Env, s *tenant.SKU) Verdict {
	var wrong, fine []string
	strange := ""
	soon := env.Now.AddDate(0, 0, env.ExpiryDays)
	lots := env.lots(s.ID)
	for _, l := range lots {
		dated := !l.NextLifecycle.Before(env.Now)
		switch l.Status {
		case "Enabled":
			switch {
			case !dated:
			case l.IsTrial && !l.NextLifecycle.After(soon):
				wrong = append(wrong, fmt.Sprintf("the trial of %s ends on %s", english.Count(l.TotalLicenses, "seat"), l.NextLifecycle.Format(time.DateOnly)))
			case l.IsTrial:
				fine = append(fine, fmt.Sprintf("the trial of %s ends on %s", english.Count(l.TotalLicenses, "seat"), l.NextLifecycle.Format(time.DateOnly)))
			default:
				fine = append(fine, fmt.Sprintf("the lot of %s ends or renews on %s", english.Count(l.TotalLicenses, "seat"), l.NextLifecycle.Format(time.DateOnly)))
			}
		case "Warning", "Suspended", "LockedOut", "Deleted":
			until := ""
			if dated {
				until = " until " + l.NextLifecycle.Format(time.DateOnly)
			}
			wrong = append(wrong, fmt.Sprintf("the lot of %s is in status %s%s", english.Count(l.TotalLicenses, "seat"), l.Status, until))
		default:
			strange = fmt.Sprintf("a lot of %s has the status %.60q, a word that prepaudit does not know", english.Count(l.TotalLicenses, "seat"), l.Status)
		}
	}
	if len(wrong) > 0 && !env.Licenses.Holds(s.ID) {
		wrong = append(wrong, "subscribedSkus does not list the product")
	}
	switch {
	case len(lots) == 0:
		return NA("no subscription of it is listed")
	case len(wrong) > 0:
		return Verdict{Outcome: Warn, Level: env.weight(s, Recommended), Detail: strings.Join(wrong, "; ")}
	case strange != "":
		return Unknown("%s", strange)
	}
	return Passf("%s", strings.Join(fine, "; "))
}
