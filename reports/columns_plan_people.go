package reports

import (
	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

func planPeopleTable(*record.Run) tabular {
	type row = *record.PlanUser
	return &table[row]{
		title: title{
			name: "plan", lists: tenant.SKUs, sheet: "Plan by person", about: "who needs a license change, " +
				"and which",
			in: ofTenant, note: planNote, none: noPlan("nobody needs a license change"),
		},
		planned: itself[row],
		columns: []column[row]{
			{"userId", "", "object id of the user, the id of the table of users", 0, text,
				func(u row) any { return u.ID.String() }},
			{"userPrincipalName", "User principal name", "the name that the user signs in with", 34, text | onPage,
				func(u row) any { return u.UPN }},
			{"displayName", "Name", "of Microsoft Entra ID", 24, text | onPage, func(u row) any { return u.DisplayName }},
			{"department", "Department", "of Microsoft Entra ID", 18, text | onPage, func(u row) any { return u.Department }},
			{"costCenter", "Cost center", "of employeeOrgData", 12, text, func(u row) any { return u.CostCenter }},
			{"has", "Has now", "the products that the person has, without free ones", 28, prose | onPage,
				func(u row) any { return u.Has }},
			{"proposed", "Proposed", "the change, and what to resolve manually; empty where nothing is found that " +
				"the person can be given", 40, prose | onPage,
				func(u row) any { return u.Proposed }},
			{"frees", "Freed", "the products that the person no longer needs, and the group that assigns them", 24,
				prose | onPage, func(u row) any { return u.Frees }},
			{"assignment", "How", "direct, or the group that assigns the license", 34, prose | onPage,
				func(u row) any { return u.Assignment }},
			{"why", "Why", "what the licenses don't include today, or what ends", 36, prose | onPage,
				func(u row) any { return u.Why }},
		},
	}
}
