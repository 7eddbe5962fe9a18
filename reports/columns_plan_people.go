package reports

import (
	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

func planPeopleTable(*record.Run) tabular {
	type row = *record.PlanUser
	return &table[row]{
		title: title{
			name: "planned-people", lists: tenant.SKUs, sheet: "Plan by person", about: "who needs a license change, " +
				"and which",
			in: ofTenant, note: planNote, none: noPlan("nobody needs a license change"),
		},
		planned: itself[row],
		columns: []column[row]{
			{"userId", "", "object id of the user, the id of the table of users", 0, text,
				func(u row) any { return u.ID.String() }},
			{"userPrincipalName", "User principal name", "the name that the user signs in with", 38, text,
				func(u row) any { return u.UPN }},
			{"displayName", "Name", "of Microsoft Entra ID", 28, text, func(u row) any { return u.DisplayName }},
			{"department", "Department", "of Microsoft Entra ID", 22, text, func(u row) any { return u.Department }},
			{"costCenter", "Cost center", "of employeeOrgData", 13, text, func(u row) any { return u.CostCenter }},
			{"has", "Has now", "the products that the person has, free ones left out", 36, prose,
				func(u row) any { return u.Has }},
			{"proposed", "Proposed", "the change, and what is left to resolve by hand; empty where nothing is found that " +
				"the person can be given", 48, prose,
				func(u row) any { return u.Proposed }},
			{"frees", "Freed", "the products that the person no longer needs, and the group that assigns them", 30,
				prose, func(u row) any { return u.Frees }},
			{"assignment", "How", "direct, or the group that assigns the license", 34, prose,
				func(u row) any { return u.Assignment }},
			{"why", "Why", "what the licenses lack today, or what ends", 60, prose,
				func(u row) any { return u.Why }},
			{"", "Object id", "in Microsoft Entra ID", 38, text, func(u row) any { return u.ID.String() }},
		},
	}
}
