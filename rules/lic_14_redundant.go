package rules

import (
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var redundantSeats = &Rule{
	ID:     "LIC-14",
	Title:  "No seat gives its user only what another licence of the user gives",
	Level:  Advisory,
	Effect: Effect{Comply, Information, Information},
	Citation: Citation{"Product names and service plan identifiers for licensing", "Service plans included",
		"https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference"},
	Rationale: "Two different products each take a seat, though the plans of the one are all in the other. Only " +
		"seats are counted without which the user loses nothing: plans that are switched off count on neither side, " +
		"and trials and over-assigned products cover nothing.",
	Remediation: "Take the smaller product off these users, or out of the group that assigns it: Microsoft 365 admin " +
		"center > Billing > Licenses. The workbook's Assignments name them.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users},
	Uses:  []tenant.Dataset{tenant.Subscriptions},
	EachSKU: func(env *Env, s *tenant.SKU) Verdict {
		h := env.count.Holders[s.ID]
		_, addOn := env.Licenses.AddOn(s.ID)
		switch {
		case addOn:
			return NA("add-ons of Intune are told of apart")
		case h == nil || h.InScope == 0:
			return NA("nobody in scope holds it")
		case env.offer(s) != Paid:
			return NA("its seats cost nothing, or are not assigned to users")
		case h.Redundant > 0 && !env.Has(tenant.Subscriptions):
			return Unknown("%s of %s in scope who hold it have all of it by another product; whether that is a "+
				"trial, which would end, was not read", english.Number(h.Redundant), english.Count(h.InScope, "user"))
		case h.Redundant > 0:
			return Warnf("%s of %s in scope who hold it have all of it by another product", english.Number(h.Redundant),
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
