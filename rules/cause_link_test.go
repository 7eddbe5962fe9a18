package rules

import (
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

// A cause leads to the thing that is to be changed, and names from the tenant stay within their place.
func TestLinksAndCommands(t *testing.T) {
	const hostile = `a'; Remove-Item / "`
	f := &Facts{Settings: tenant.Settings{
		Access:       []tenant.AccessPolicy{{ID: hostile, Name: "Every time", ExcludeApps: []string{"0000-1"}}},
		Restrictions: []tenant.Restriction{{ID: "r_SinglePlatformRestriction"}, {ID: "r_DefaultPlatformRestrictions"}},
		Preparation:  []tenant.PreparationPolicy{{ID: "p1", Name: `A/B "C"`, TemplateID: "t_1"}},
	}}
	for _, row := range []struct {
		rule               *Rule
		id                 string
		link, shell, posix string
		never              string // what is in none of them; " " is not asked
	}{
		{enrollmentEveryTime, hostile, accessLink + "a%27%3B%20Remove-Item%20%2F%20%22",
			"-ConditionalAccessPolicyId 'aRemove-Item' -Conditions @{Applications=@{ExcludeApplications=@('0000-1','" +
				tenant.IntuneEnrollmentApp + "')}} -WhatIf", `"excludeApplications":["0000-1","` + tenant.IntuneEnrollmentApp,
			hostile},
		{windowsMayEnroll, "r_SinglePlatformRestriction", enrollmentLink, "platformRestriction=@{platformBlocked=$false;",
			`"platformRestriction":{"platformBlocked":false`, "windowsRestriction"},
		{windowsMayEnroll, "r_DefaultPlatformRestrictions", enrollmentLink, "windowsRestriction=@{platformBlocked=$false;",
			`"windowsRestriction":{"platformBlocked":false`, "platformRestriction="},
		{entraJoin, "p1", preparationLink + "A%2FB%20%22C%22/policyId/p1/templateId/t_1", "", "", " "},
		{deviceQuota, "", deviceSettingsLink, "", "", " "},
	} {
		c := Cause{}
		f.describe(&c, &causeCount{change: change{rule: row.rule, id: row.id, name: "P"}})
		all := c.Link + c.PowerShell + c.Bash
		if c.Link != row.link || !strings.Contains(c.PowerShell, row.shell) || !strings.Contains(c.Bash, row.posix) ||
			row.never != " " && strings.Contains(all, row.never) {
			t.Errorf("%s of %q: %s\n%s\n%s", row.rule.ID, row.id, c.Link, c.PowerShell, c.Bash)
		}
	}
}
