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
	Rationale: "A trial's plans end with it, and a subscription that has lapsed stops its users after the grace " +
		"period. Graph doesn't say whether a paid subscription renews by itself, so its date is no warning.",
	Remediation: "Buy the product that the trial is of, or renew the subscription: " + productsPath + ". " +
		"--expiry-days says how early a trial warns.",
	Needs:    []tenant.Dataset{tenant.SKUs, tenant.Subscriptions},
	Unlisted: true, // the other rules about products judge seats and holders
	EachSKU:  judgeLifecycle,
	Shown: []Shown{
		{Pass, "a paid subscription that ends or renews tomorrow"},
		{Warn, "a trial that ends in 30 days"},
		{Warn, "a subscription in its grace period"},
		{NotApplicable, "no subscription is listed"},
	},
}

func judgeLifecycle(env *Env, s *tenant.SKU) Verdict {
	var wrong, fine []string
	strange := ""
	soon := env.Now.AddDate(0, 0, env.ExpiryDays)
	subscriptions := env.subscriptions(s.ID)
	for _, l := range subscriptions {
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
					fmt.Sprintf("the subscription of %s ends or renews on %s", english.Count(l.TotalLicenses, "seat"),
						l.NextLifecycle.Format(time.DateOnly)))
			}
		case "Warning", "Suspended", "LockedOut", "Deleted":
			until := ""
			if dated {
				until = " until " + l.NextLifecycle.Format(time.DateOnly)
			}
			wrong = append(wrong, fmt.Sprintf("the subscription of %s has the status %s%s", english.Count(l.TotalLicenses, "seat"),
				l.Status, until))
		default:
			strange = fmt.Sprintf("a subscription of %s has the unrecognized status %.60q",
				english.Count(l.TotalLicenses, "seat"), l.Status)
		}
	}
	if len(wrong) > 0 && !env.Licenses.Holds(s.ID) {
		wrong = append(wrong, "subscribedSkus does not list the product")
	}
	switch {
	case len(subscriptions) == 0:
		return NA("no subscription of it is listed")
	case len(wrong) > 0:
		return Verdict{Outcome: Warn, Level: env.weight(s, Recommended), Detail: strings.Join(wrong, "; ")}
	case strange != "":
		return Unknown("%s", strange)
	}
	return Passf("%s", strings.Join(fine, "; "))
}
