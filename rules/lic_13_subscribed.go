package rules

import (
	"fmt"
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var subscribed = &Rule{
	ID:      "LIC-13",
	Title:   "Every license of a user has a subscription",
	Level:   Recommended,
	Do:      "Renew or remove the licenses that have no subscription",
	DoAlone: "Renew or remove the license that has no subscription",
	Effect:  Effect{Comply, Terms, Terms},
	Citation: Citation{"subscribedSku resource type", "Properties",
		"https://learn.microsoft.com/graph/api/resources/subscribedsku"},
	Rationale: "A license whose product the tenant doesn't list has no subscription, and includes nothing. It is " +
		"usually left from a product that was canceled.",
	Remediation: "Remove the license from the user, or buy the product again: Microsoft 365 admin center > Users > " +
		"Active users > the user > Licenses and apps.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users},
	EachUser: func(facts *Facts, u *tenant.User, e license.Entitlement) Verdict {
		if !e.Known {
			return Unknown("Graph did not send assignedLicenses for this user")
		}
		var said []string
		for _, l := range u.Licenses {
			if facts.Licenses.Holds(l.SKU) {
				continue
			}
			name := "product " + facts.partNumber(l.SKU)
			if p, ok := license.ProductOf(l.SKU); ok {
				name = fmt.Sprintf("%s (%s)", p.PartNumber, p.Name)
			}
			said = append(said, name)
		}
		if said != nil {
			return Warnf("no subscription in the tenant for %s", strings.Join(said, ", "))
		}
		return OK
	},
	Shown: []Shown{
		{Pass, "subscribed"},
		{Pass, "a suspended subscription is one"},
		{Warn, "one of two has none"},
		{NotEvaluated, "Graph didn't send the licenses"},
	},
}
