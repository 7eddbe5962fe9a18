package rules

import (
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var robotLicenses = &Rule{
	ID:      "LIC-12",
	Title:   "No person holds a licence that is meant for robots or for developers",
	Level:   Advisory,
	Do:      "Replace licenses for robots and developers by licenses for people",
	DoAlone: "Replace the license for a robot or a developer by one for a person",
	Effect:  Effect{Comply, Terms, Terms},
	Citation: Citation{"Product names and service plan identifiers for licensing", "Unattended License, Developer",
		"https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference"},
	Rationale: "An unattended licence is for a robot and a developer pack for trying things out. Both hold all " +
		"plans, so that enrolment works; what is not met is the licence terms.",
	Remediation: "Give the person a product for persons: Microsoft 365 admin center > Users > Active users > " +
		"Licenses and apps.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users},
	EachUser: func(facts *Facts, u *tenant.User, e license.Entitlement) Verdict {
		if !e.Known {
			return Unknown("Graph did not send assignedLicenses for this user")
		}
		var said []string
		for _, l := range u.Licenses {
			switch license.MatchOf(l.SKU) {
			case license.Unattended:
				said = append(said, facts.product(l.SKU)+" is an unattended licence: for a robot")
			case license.Developer:
				said = append(said, facts.product(l.SKU)+" is for development and tests only")
			}
		}
		if said != nil {
			return Warnf("%s", strings.Join(said, "; "))
		}
		return OK
	},
	Shown: []Shown{
		{Pass, "a product for persons"},
		{Warn, "unattended"},
		{Warn, "developer"},
		{NotEvaluated, "licences not sent by Graph"},
	},
}
