package rules

import (
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var robotLicenses = &Rule{
	ID:      "LIC-12",
	Title:   "No person has a license for robots or for developers",
	Level:   Advisory,
	Do:      "Replace licenses for robots and developers by licenses for people",
	DoAlone: "Replace the license for a robot or a developer by one for a person",
	Effect:  Effect{Comply, Terms, Terms},
	Citation: Citation{"Product names and service plan identifiers for licensing", "Unattended License, Developer",
		"https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference"},
	Rationale: "An unattended license is for a robot, and a developer subscription is for development and tests. " +
		"Both include all plans, so enrollment works, against the license terms.",
	Remediation: "Assign the person a product for people: Microsoft 365 admin center > Users > Active users > the " +
		"user > Licenses and apps.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users},
	EachUser: func(facts *Facts, u *tenant.User, e license.Entitlement) Verdict {
		if !e.Known {
			return Unknown("Graph did not send assignedLicenses for this user")
		}
		var said []string
		for _, l := range u.Licenses {
			switch license.MatchOf(l.SKU) {
			case license.Unattended:
				said = append(said, facts.product(l.SKU)+" is an unattended license, for a robot")
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
		{Pass, "a product for people"},
		{Warn, "unattended"},
		{Warn, "developer"},
		{NotEvaluated, "Graph didn't send the licenses"},
	},
}
