package rules

import (
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var planOffByGroup = &Rule{
	ID:       "LIC-09",
	Title:    "No group assigns a license with Intune or Microsoft Entra ID P1 or P2 turned off",
	Level:    Recommended,
	Effect:   Effect{Enroll, Information, Information},
	Repeats:  true,
	Citation: requirement("licensing", licensing+", note"),
	Rationale: "A plan that is turned off in a group's assignment is off for every member who doesn't get it from " +
		"another assignment: they have the product and aren't licensed.",
	Remediation: "Microsoft 365 admin center > Billing > Licenses > the product > Groups > the group > Apps and " +
		"services: turn the plan on.",
	Needs:   []tenant.Dataset{tenant.SKUs, tenant.LicenseGroups},
	Counted: "groups",
	Once:    judgeGroupPlans,
	Shown: []Shown{
		{Pass, "all plans on"},
		{Warn, "Intune off"},
		{Warn, "off in one of two groups"},
		{NotApplicable, "no group assigns licenses"},
	},
}

func judgeGroupPlans(env *Env) []Verdict {
	var all []Verdict
	fine := 0
	for _, g := range env.LicenseGroups {
		var off []string
		gives := false
		for _, of := range []license.Service{license.Intune, license.EntraID} {
			var lacking []string
			given := false
			for _, l := range g.Licenses {
				full, now := env.Licenses.IfActive(tenant.License{SKU: l.SKU}, of), env.Licenses.IfActive(l, of)
				gives, given = gives || full.Usable(), given || now.Usable()
				if full.Usable() && !now.Usable() {
					lacking = append(lacking, now.Why())
				}
			}
			if !given { // else another product of the same group gives it to all of them
				off = append(off, lacking...)
			}
		}
		switch {
		case off != nil:
			all = append(all,
				Verdict{Outcome: Warn, Detail: strings.Join(off, "; "),
					Subject: Subject{Kind: "group", ID: g.ID.String(), Name: g.DisplayName}})
		case gives:
			fine++
		}
	}
	switch {
	case fine == 1:
		all = append(all, Passf("1 group assigns Intune or Microsoft Entra ID P1 or P2 with the plans on"))
	case fine > 0:
		all = append(all, Passf("%s assign Intune or Microsoft Entra ID P1 or P2 with the plans on",
			english.Count(fine, "group")))
	case all == nil:
		all = []Verdict{NA("no group assigns a product with Intune or Microsoft Entra ID P1 or P2")}
	}
	return all
}
