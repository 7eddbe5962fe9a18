package rules

import (
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

var groupsProcessed = &Rule{
	ID:     "LIC-08",
	Title:  "Groups that assign licenses are processed and have no errors",
	Level:  Recommended,
	Effect: Effect{Enroll, Information, Information},
	Citation: Citation{"Resolve group license assignment problems", "Find license assignment errors",
		"https://learn.microsoft.com/entra/identity/users/licensing-groups-resolve-problems"},
	Rationale: "A group assigns licenses in the background, to its direct members only. While it is being " +
		"processed, its members have no license yet. If one of its licenses fails for a member, that member " +
		"doesn't get the group's other licenses either.",
	Remediation: "Wait for groups that are being processed. For errors: Microsoft 365 admin center > Billing > " +
		"Licenses > the product > Groups > the group > Actions needed lists the users and the errors. Fix them, " +
		"then select Reprocess.",
	Needs:   []tenant.Dataset{tenant.SKUs, tenant.LicenseGroups}, // groups are those that assign one of the products
	Counted: "groups",
	Once:    judgeLicenseGroups,
	Shown: []Shown{
		{Pass, "processed"},
		{Warn, "members with errors"},
		{Warn, "in progress"},
		{NotApplicable, "no group assigns licenses"},
	},
}

func judgeLicenseGroups(env *Env) []Verdict {
	if len(env.LicenseGroups) == 0 {
		return []Verdict{NA("no group assigns licenses")}
	}
	var all []Verdict
	fine := 0
	for _, g := range env.LicenseGroups {
		var v Verdict
		switch {
		case g.HasErrors == tenant.Yes:
			v = Warnf("some of its members have license errors")
		case g.Processing():
			v = Warnf("its licenses are still being assigned: %s", g.State)
		case g.State != "ProcessingComplete":
			v = Unknown("%s", strangeState(g.State))
		case g.HasErrors == tenant.Unknown:
			v = Unknown("whether its members have license errors wasn't read")
		default:
			fine++
			continue
		}
		v.Subject = Subject{Kind: "group", ID: g.ID.String(), Name: g.DisplayName}
		all = append(all, v)
	}
	switch n := len(env.LicenseGroups); {
	case fine == 0:
	case n == 1:
		all = append(all, Passf("the one group that assigns licenses is processed and has no errors"))
	default:
		all = append(all, Passf("%s of %s that assign licenses %s processed and have no errors", english.Number(fine),
			english.Count(n, "group"), english.Verb(fine, "is", "are")))
	}
	return all
}
