package rules

import (
	"fmt"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var usageLocation = &Rule{
	ID:     "LIC-10",
	Title:  "Every user who needs a license has a usage location",
	Level:  Recommended,
	Effect: Effect{Enroll, Information, Information},
	Citation: Citation{"What is group-based licensing in Microsoft Entra ID?", "Usage location",
		"https://learn.microsoft.com/entra/identity/users/licensing-group-advanced"},
	Rationale: "A license can't be assigned to a user directly before the usage location is set. A group uses the " +
		"organization's default usage location instead, or its country. Only users who still lack a license are " +
		"checked.",
	Remediation: "Microsoft Entra admin center > Entra ID > Users > the user > Properties > Settings > Usage " +
		"location. In PowerShell: `Update-MgUser -UserId \"UPN\" -UsageLocation DE -WhatIf`",
	Needs:    []tenant.Dataset{tenant.SKUs, tenant.Users},
	Uses:     []tenant.Dataset{tenant.Organization},
	EachUser: judgeLocation,
	Shown: []Shown{
		{Pass, "no license, a location"},
		{Warn, "no license, no location"},
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

// fallback says what the organization's own location does for a user without one.
func (f *Facts) fallback() string {
	switch {
	case !f.Has(tenant.Organization):
		return "a license can't be assigned directly; whether a group could wasn't read"
	case f.Organization.UsageLocation == "":
		return "a license can't be assigned directly; whether a group could isn't known, because Graph sent no " +
			"location of the organization"
	}
	return fmt.Sprintf("a license can't be assigned directly; a group would assign it for %s, the "+
		"organization's location", f.Organization.UsageLocation)
}
