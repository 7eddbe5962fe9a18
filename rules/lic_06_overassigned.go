package rules

import (
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var overAssigned = &Rule{
	ID:     "LIC-06",
	Title:  "No more seats are assigned than the tenant has",
	Level:  Required,
	Do:     "Buy the seats that are assigned beyond what the tenant has, or free them",
	Effect: Effect{Comply, Terms, Information},
	Citation: Citation{"What happens to my data and access when my subscription ends?", "If fewer licenses are renewed",
		"https://learn.microsoft.com/microsoft-365/commerce/subscriptions/what-if-my-subscription-expires"},
	Rationale: "If fewer seats are renewed than are assigned, all licenses keep working for up to 90 days; then " +
		"some stop. Graph doesn't say whose, so this is a warning about the product, and changes no user's result.",
	Remediation: "Buy or renew the missing seats, or remove licenses from users: " + productsPath + ".",
	Needs:       []tenant.Dataset{tenant.SKUs},
	Uses:        []tenant.Dataset{tenant.Subscriptions},
	EachSKU:     judgeCover,
	Shown: []Shown{
		{Pass, "every seat assigned"},
		{Warn, "one seat too many"},
		{Warn, "covered by seats in their grace period"},
		{NotApplicable, "a suspended subscription"},
	},
}

func judgeCover(env *Env, s *tenant.SKU) Verdict {
	states := subscriptionStates(env.subscriptions(s.ID))
	if states != "" {
		states = "; subscriptions: " + states
	}
	level := env.weight(s, Required)
	over := s.Consumed - s.Enabled - s.Warning
	switch {
	case s.AppliesTo == "Company":
		return NA("the product is for the tenant, not for users")
	case s.CapabilityStatus == "Suspended", s.CapabilityStatus == "LockedOut", s.CapabilityStatus == "Deleted":
		return NA("the subscription cannot be used: its status is " + s.CapabilityStatus)
	case over > 0:
		return Warnf("%s assigned and %s %s there: %s not covered, Graph does not say whose%s",
			english.CountVerb(s.Consumed, "seat", "is", "are"),
			english.Number(s.Enabled+s.Warning), english.Verb(s.Enabled+s.Warning, "is", "are"), english.Number(over),
			states).at(level)
	case s.Consumed > s.Enabled:
		return Warnf("%s of %s that %s assigned %s on subscriptions in their grace period%s",
			english.Number(s.Consumed-s.Enabled), english.Count(s.Consumed, "seat"),
			english.Verb(s.Consumed, "is", "are"), english.Verb(s.Consumed-s.Enabled, "depends", "depend"),
			states).at(Advisory)
	}
	return OK
}
