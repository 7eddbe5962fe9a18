package rules

import (
	"fmt"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var usageLocation = &Rule{
	ID:     "LIC-10",
	Title:  "No missing usage location keeps a user from a licence",
	Level:  Recommended,
	Effect: Effect{Enroll, Information, Information},
	Citation: Citation{"What is group-based licensing in Microsoft Entra ID?", "Usage location",
		"https://learn.microsoft.com/entra/identity/users/licensing-group-advanced"},
	Rationale: "A licence cannot be assigned to a user directly before the usage location is set. A group falls back " +
		"on the organisation's own location: its default usage location, or else its country. Only users who still " +
		"lack a licence are judged: who has one has passed this gate.",
	Remediation: "Microsoft Entra admin center > Entra ID > Users > the user > Properties > Settings > Usage " +
		"location. `az rest --method PATCH --url https://graph.microsoft.com/v1.0/users/UPN --body " +
		"'{\"usageLocation\":\"DE\"}'`",
	Needs:    []tenant.Dataset{tenant.SKUs, tenant.Users},
	Uses:     []tenant.Dataset{tenant.Organization},
	EachUser: judgeLocation,
	Shown: []Shown{
		{Pass, "no licence, a location"},
		{Warn, "no licence, no location"},
		{Warn, "prohibited in the user's location"},
		{NotApplicable, "licensed, without a location"},
	},
}

func judgeLocation(facts *Facts, u *tenant.User, e license.Entitlement) Verdict {
	switch {
	case !e.Known:
		return Unknown("Graph did not send assignedLicenses for this user")
	case e.Qualified:
		return NA("the user is licensed")
	}
	for _, s := range u.States {
		if s.Error == "ProhibitedInUsageLocationViolation" && u.UsageLocation != "" && facts.wouldGive(s, e) {
			return Warnf("%s is not offered in the usage location %s", facts.product(s.SKU), u.UsageLocation)
		}
	}
	switch {
	case u.UsageLocation != "":
		return OK
	case !u.UsageLocationKnown:
		return Unknown("Graph did not send usageLocation for this user")
	}
	return Warnf("no usage location is set: %s", facts.fallback())
}

// fallback says what the organisation's own location does for a user without one.
func (f *Facts) fallback() string {
	switch {
	case !f.Has(tenant.Organization):
		return "a licence cannot be assigned directly; whether a group could was not read"
	case f.Organization.UsageLocation == "":
		return "a licence cannot be assigned directly; whether a group could is not known, since Graph sent no " +
			"location of the organisation"
	}
	return fmt.Sprintf("a licence cannot be assigned directly; a group would assign it for %s, the "+
		"organisation's location", f.Organization.UsageLocation)
}
