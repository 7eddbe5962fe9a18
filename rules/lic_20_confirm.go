package rules

import (
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var plansConfirmed = &Rule{
	ID:     "LIC-20",
	Title:  "The services confirm the licenses",
	Level:  Advisory,
	Effect: Effect{Complete, Information, Information},
	Citation: Citation{"assignedPlan resource type", "Properties",
		"https://learn.microsoft.com/graph/api/resources/assignedplan"},
	Rationale: "Licenses are checked by assignedLicenses and the tenant's own products. assignedPlans says what " +
		"the services made of them; a group's assignment takes a while to get there. If the two disagree, the " +
		"report shows both. A deleted entry next to an enabled one is normal.",
	Remediation: "Wait for an hour or two. If they still disagree, remove the license from the user and assign it " +
		"again, or open a ticket: Microsoft 365 admin center > Support > New service request.",
	Needs: []tenant.Dataset{tenant.SKUs, tenant.Users, tenant.AssignedPlans},
	Flag:  "confirm-plans",
	EachUser: func(facts *Facts, u *tenant.User, e license.Entitlement) Verdict {
		switch {
		case !e.Known:
			return Unknown("Graph did not send assignedLicenses for this user")
		case !u.AssignedPlansKnown:
			return Unknown("Graph did not send assignedPlans for this user")
		}
		var said []string
		strange, why := "", ""
		for _, part := range []struct {
			license.Part
			name string
		}{{e.Intune, "Intune"}, {e.Entra, "Microsoft Entra ID P1 or P2"}} {
			if part.State == license.Unsure || part.State == license.Inactive && part.Class() != license.Person {
				continue // a device's or a room's plans are there, and count for nobody
			}
			status, agrees, known := license.Confirm(part.Part, u.AssignedPlans)
			switch {
			case !known:
				strange = "assignedPlans has " + part.name + " in the status " + status +
					", an unrecognized value"
			case agrees:
			default:
				if part.Why() != why { // it may be the same for both parts
					why = part.Why()
					said = append(said, "by assignedLicenses "+why)
				}
				if status == "" {
					said = append(said, "assignedPlans has no plan of "+part.name)
				} else {
					said = append(said, "assignedPlans has "+part.name+" in the status "+status)
				}
			}
		}
		switch {
		case said != nil:
			return Warnf("%s", strings.Join(said, "; "))
		case strange != "":
			return Unknown("%s", strange)
		}
		return OK
	},
	Shown: []Shown{
		{Pass, "both agree"},
		{Warn, "deleted alone"},
		{Warn, "no license, but a plan"},
		{NotEvaluated, "Graph didn't send the plans"},
	},
}
