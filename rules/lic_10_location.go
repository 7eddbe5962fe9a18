package rules

import (
	"fmt"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var usageLocation = &Rule{
	ID:       "LIC-10",
	Title:    "No missing usage location keeps a user from a licence",
	Level:    Recommended,
	Citation: Citation{"What is group-based licensing in Microsoft Entra ID?", "Usage location", "https://learn.microsoft.com/entra/identity/users/licensing-group-advanced"},
	Rationale: "A licence cannot be assigned to a user directly before the usage location is set. A group falls back on the organisation's own location: " +
		"its default usage location, or else its country. Only users who still lack a licence are judged: who has one has passed this gate.",
	Remediation: "Microsoft Entra admin center > Entra ID > Users > the user > Properties > Settings > Usage location. " +
		"`az rest --method PATCH --url https://graph.microsoft.com/v1.0/users/UPN --body '{\"usageLocation\":\"DE\"}'`",
	Needs:    []tenant.Dataset{tenant.SKUs, tenant.Users},
	Uses:     []tenant.Dataset{tenant.Organization},
	EachUser: judgeLocation,
	Examples: []Example{
		{Name: "licensed, without a location", Holds: "SPE_E3", Change: placed("", ""), Want: NotApplicable},
		{Name: "no licence, a location", Change: placed("DE", ""), Want: Pass},
		{Name: "no licence, no location", Change: placed("", ""), Want: Warn, Detail: "Graph sent no location of the organisation"},
		{Name: "no licence, the organisation's location", Change: placed("", "DE"), Want: Warn, Detail: "a group would assign it for DE"},
		{Name: "no licence, the organisation unread", Change: changes(placed("", ""), missing(tenant.Organization)), Want: Warn, Detail: "was not read"},
		{Name: "no licence, the location not sent by Graph", Change: changes(placed("", ""), func(c *Case) { c.User.UsageLocationKnown = false }), Want: NotEvaluated, Detail: "usageLocation"},
		{Name: "licensed, the location not sent by Graph", Holds: "SPE_E3", Change: changes(placed("", ""), func(c *Case) { c.User.UsageLocationKnown = false }), Want: NotApplicable},
		{Name: "half a licence, no location", Holds: "INTUNE_A", Change: placed("", "DE"), Want: Warn},
		{Name: "prohibited in the user's location", Holds: "SPE_E3", Change: changes(placed("DE", "DE"), state("SPE_E3", "Error", "ProhibitedInUsageLocationViolation")), Want: Warn, Detail: "SPE_E3 (Microsoft 365 E3) is not offered in the usage location DE"},
		{Name: "another error, a location", Change: changes(placed("DE", "DE"), failed("SPE_E3", "CountViolation")), Want: Pass},
		{Name: "an address that is not unique, a location", Change: changes(placed("DE", "DE"), failed("SPE_E3", "UniquenessViolation")), Want: Pass},
		{Name: "prohibited, without a location", Change: changes(placed("", "DE"), failed("SPE_E3", "ProhibitedInUsageLocationViolation")), Want: Warn, Detail: "no usage location"},
		{Name: "licences not sent by Graph", Change: unsent, Want: NotEvaluated},
	},
}

func judgeLocation(env *Env, u *tenant.User, e license.Entitlement) Verdict {
	if !e.Known {
		return Unknown("Graph did not send assignedLicenses for this user")
	}
	for _, s := range u.States {
		if s.Error == "ProhibitedInUsageLocationViolation" && u.UsageLocation != "" {
			return Warnf("%s is not offered in the usage location %s", env.product(s.SKU), u.UsageLocation)
		}
	}
	switch {
	case e.Qualified:
		return NA("the user is licensed")
	case u.UsageLocation != "":
		return OK
	case !u.UsageLocationKnown:
		return Unknown("Graph did not send usageLocation for this user")
	}
	return Warnf("no usage location is set: %s", env.fallback())
}

// fallback says what the organisation's own location does for a user without one.
func (e *Env) fallback() string {
	switch {
	case !e.Has(tenant.Organization):
		return "a licence cannot be assigned directly; whether a group could was not read"
	case e.Organization.UsageLocation == "":
		return "a licence cannot be assigned directly; whether a group could is not known, since Graph sent no location of the organisation"
	}
	return fmt.Sprintf("a licence cannot be assigned directly; a group would assign it for %s, the organisation's location", e.Organization.UsageLocation)
}
