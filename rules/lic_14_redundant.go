package rules

import (
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var redundantSeats = &Rule{
	ID:     "LIC-14",
	Title:  "No user has two licenses where one is enough",
	Level:  Advisory,
	Effect: Effect{Comply, Information, Information},
	Citation: Citation{"Product names and service plan identifiers for licensing", "Service plans included",
		"https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference"},
	Rationale: "Two products each take a seat, though one includes every plan of the other. A seat counts only if " +
		"the user loses nothing without it: plans that are turned off don't count, and trials and over-assigned " +
		"products don't replace anything.",
	Remediation: "Remove the smaller product from these users, or from the group that assigns it: Microsoft 365 " +
		"admin center > Billing > Licenses. The workbook's sheet Assignments lists them.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users},
	Uses:  []tenant.Dataset{tenant.Subscriptions},
	EachSKU: func(env *Env, s *tenant.SKU) Verdict {
		h := env.count.Holders[s.ID]
		_, addOn := env.Licenses.AddOn(s.ID)
		switch {
		case addOn:
			return NA("add-ons of Intune are listed on their own")
		case h == nil || h.InScope == 0:
			return NA("nobody in scope has it")
		case env.offer(s) != Paid:
			return NA("its seats cost nothing, or are not assigned to users")
		case h.Redundant > 0 && !env.Has(tenant.Subscriptions):
			return Unknown("%s of %s in scope who have it get all of it from another product, too; whether that is a "+
				"trial, which would end, was not read", english.Number(h.Redundant), english.Count(h.InScope, "user"))
		case h.Redundant > 0:
			return Warnf("%s of %s in scope who have it get all of it from another product, too", english.Number(h.Redundant),
				english.Count(h.InScope, "user"))
		}
		return OK
	},
	Shown: []Shown{
		{Pass, "nobody has it twice"},
		{Warn, "one has it twice"},
		{NotApplicable, "a trial"},
		{NotEvaluated, "one has it twice, and what is a trial was not read"},
	},
}
