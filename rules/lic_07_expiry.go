package rules

import (
	"fmt"
	"strings"
	"time"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var subscriptionEnds = &Rule{
	ID:     "LIC-07",
	Title:  "No subscription has lapsed, and no trial is about to end",
	Level:  Recommended,
	Effect: Effect{Comply, Information, Information},
	Citation: Citation{"companySubscription resource type", "Properties",
		"https://learn.microsoft.com/graph/api/resources/companysubscription"},
	Rationale: "What a trial gives ends with it, and a lot that has lapsed stops its users after the grace period. " +
		"A paid lot renews by itself or not, which Graph does not say: its date is no warning.",
	Remediation: "Buy what the trial tries, or renew the lot: " + productsPath +
		". --expiry-days says how early a trial warns.",
	Needs:    []tenant.Dataset{tenant.SKUs, tenant.Subscriptions},
	Unlisted: true, // the other rules about products judge seats and holders
	EachSKU:  judgeLifecycle,
	Shown: []Shown{
		{Pass, "a paid lot that ends or renews tomorrow"},
		{Warn, "a trial that ends in 30 days"},
		{Warn, "a lot in its grace period"},
		{NotApplicable, "no lot is listed"},
	},
}

func judgeLifecycle(env *Env, s *tenant.SKU) Verdict {
	var wrong, fine []string
	strange := ""
	soon := env.Now.AddDate(0, 0, env.ExpiryDays)
	lots := env.subscriptions(s.ID)
	for _, l := range lots {
		dated := !l.NextLifecycle.Before(env.Now)
		switch l.Status {
		case "Enabled":
			switch {
			case l.IsTrial && env.ended(&l):
				wrong = append(wrong, fmt.Sprintf("the trial of %s ended on %s", english.Count(l.TotalLicenses, "seat"),
					l.NextLifecycle.Format(time.DateOnly)))
			case !dated:
			case l.IsTrial && !l.NextLifecycle.After(soon):
				wrong = append(wrong, fmt.Sprintf("the trial of %s ends on %s", english.Count(l.TotalLicenses, "seat"),
					l.NextLifecycle.Format(time.DateOnly)))
			case l.IsTrial:
				fine = append(fine, fmt.Sprintf("the trial of %s ends on %s", english.Count(l.TotalLicenses, "seat"),
					l.NextLifecycle.Format(time.DateOnly)))
			default:
				fine = append(fine,
					fmt.Sprintf("the lot of %s ends or renews on %s", english.Count(l.TotalLicenses, "seat"),
						l.NextLifecycle.Format(time.DateOnly)))
			}
		case "Warning", "Suspended", "LockedOut", "Deleted":
			until := ""
			if dated {
				until = " until " + l.NextLifecycle.Format(time.DateOnly)
			}
			wrong = append(wrong, fmt.Sprintf("the lot of %s is in status %s%s", english.Count(l.TotalLicenses, "seat"),
				l.Status, until))
		default:
			strange = fmt.Sprintf("a lot of %s has the status %.60q, a word that prepaudit does not know",
				english.Count(l.TotalLicenses, "seat"), l.Status)
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
