package rules

import (
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var addOnSeats = &Rule{
	ID:     "LIC-21",
	Title:  "Intune Suite and add-on seats give people what their other licenses don't",
	Level:  Advisory,
	Do:     "Take back Intune Suite and add-on seats whose plans people have by other products",
	Effect: Effect{Comply, Information, Information},
	Citation: Citation{"Microsoft Intune advanced capabilities", "Licensing",
		"https://learn.microsoft.com/intune/intune-service/fundamentals/intune-add-ons"},
	Rationale: "Since July 2026 suites include some of what Intune Suite was bought for, and which, the tenant's own " +
		"products say. A seat of which nothing is left is paid twice; where a part is left, the product that is sold " +
		"for " +
		"that part may be enough. Plans that are turned off count on neither side, and trials cover nothing.",
	Remediation: "Remove the seats of which nothing is left, and compare the price of the others with that of single " +
		"add-ons before the subscription renews: Microsoft 365 admin center > Billing > Licenses > the product.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users},
	Uses:  []tenant.Dataset{tenant.Subscriptions},
	EachSKU: func(env *Env, s *tenant.SKU) Verdict {
		plans, addOn := env.Licenses.AddOn(s.ID)
		h := env.count.Holders[s.ID]
		switch {
		case !addOn:
			return NA("it isn't an add-on of Intune")
		case h == nil || h.InScope == 0:
			return NA("nobody in scope has it")
		case env.offer(s) != Paid:
			return NA("its seats cost nothing, or are not assigned to users")
		case h.Redundant+h.Partly == 0:
			return OK
		}
		said := h.again(plans)
		if !env.Has(tenant.Subscriptions) {
			return Unknown("%s; whether that is a trial, which would end, was not read", said)
		}
		return Verdict{Outcome: Warn, Detail: said, Concerns: h.Redundant + h.Partly}
	},
	Shown: []Shown{
		{Pass, "nothing of it twice"},
		{Warn, "a part of it twice"},
		{NotApplicable, "no add-on"},
		{NotEvaluated, "all of it twice, and what is a trial was not read"},
	},
}

// again says how many have how much of an add-on by other products.
func (h *holding) again(plans []string) string {
	var said []string
	if h.Redundant > 0 {
		said = append(said, english.Number(h.Redundant)+" of "+english.Count(h.InScope, "user")+
			" in scope who have it get all of it by other products")
	}
	if h.Partly > 0 {
		var parts []string
		for i, n := range h.Again {
			if n > 0 {
				parts = append(parts, plans[i]+" ("+english.Number(n)+")")
			}
		}
		said = append(said, english.Number(h.Partly)+" of "+english.Count(h.InScope, "user")+
			" in scope who have it get a part of it by other products: "+strings.Join(parts, ", "))
	}
	return strings.Join(said, "; ")
}
