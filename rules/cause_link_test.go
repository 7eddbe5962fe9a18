package rules

import (
	"strings"
	"testing"

	"prepaudit/rules/license"
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
			"-ConditionalAccessPolicyId 'aRemove-Item' -ErrorAction Stop).Conditions.Applications.ExcludeApplications | " +
				"Where-Object {$_})+'" + tenant.IntuneEnrollmentApp + "'}} -WhatIf",
			"[conditions.applications.excludeApplications,['" + tenant.IntuneEnrollmentApp + "']][]|[?@]", hostile},
		{windowsMayEnroll, "r_SinglePlatformRestriction", platformLink, "platformRestriction=@{platformBlocked=$false;",
			`"platformRestriction":{"platformBlocked":false`, "windowsRestriction"},
		{windowsMayEnroll, "r_DefaultPlatformRestrictions", platformLink, "windowsRestriction=@{platformBlocked=$false;",
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

// A title names the policy that is to be changed, and what has no name of its own as an administrator would.
func TestTitlesNamePolicies(t *testing.T) {
	f := &Facts{Settings: tenant.Settings{Restrictions: []tenant.Restriction{{ID: "r1", Name: "All users", Default: true},
		{ID: "r2", Name: "Pilots"}}}}
	for _, row := range []struct {
		rule           *Rule
		id, name, want string
	}{
		{windowsMayEnroll, "r1", "All users", "Allow Windows in the default platform restriction"},
		{windowsMayEnroll, "r1", "", "Allow Windows in the default platform restriction"},
		{windowsMayEnroll, "r2", "Pilots", `Allow Windows in restriction "Pilots"`},
		{windowsMayEnroll, "", "", "Allow Windows in platform restrictions"},
		{enrollmentCompliance, "p", "", "Exclude Microsoft Intune Enrollment from the policy without a name"},
		{enrollmentCompliance, "", "", "Exclude Microsoft Intune Enrollment from Conditional Access policies"},
		{deviceGroup, "", "", "Give device preparation policies a device group of its own"},
	} {
		c := Cause{}
		f.describe(&c, &causeCount{change: change{rule: row.rule, id: row.id, name: row.name}})
		if c.Title != row.want {
			t.Errorf("%s: %q, want %q", row.rule.ID, c.Title, row.want)
		}
	}
}

// Where the device group of a policy lacks its owner alone, that is what is to be done, and else another group.
func TestDeviceGroupLacksItsOwner(t *testing.T) {
	for name, row := range map[string]struct {
		change func(*tenant.DeviceGroup)
		owner  bool
	}{
		"Intune says so":        {func(g *tenant.DeviceGroup) { g.Valid, g.Error = tenant.No, "firstPartyAppNotAnOwner" }, true},
		"the directory says so": {func(g *tenant.DeviceGroup) { g.Valid, g.Owned = tenant.Unknown, tenant.No }, true},
		"it is dynamic besides": {func(g *tenant.DeviceGroup) {
			g.Valid, g.Error, g.Dynamic = tenant.No, "firstPartyAppNotAnOwner", tenant.Yes
		}, false},
		"there is no group": {func(g *tenant.DeviceGroup) { *g = tenant.DeviceGroup{Known: true} }, false},
	} {
		p := tenant.PreparationPolicy{ID: "p", Name: "Staff", Device: validGroup}
		row.change(&p.Device)
		f, c := &Facts{Settings: tenant.Settings{Preparation: []tenant.PreparationPolicy{p}}}, Cause{}
		f.describe(&c, &causeCount{change: change{rule: deviceGroup, id: "p", name: "Staff"}})
		owner := strings.Contains(c.PowerShell, "New-MgGroupOwner") && strings.Contains(c.Bash, tenant.ProvisioningApp) &&
			c.Title == `Make Intune Provisioning Client an owner of device group "Devices"`
		if owner != row.owner || owner == strings.Contains(c.Title, "of its own") {
			t.Errorf("%s: %s: %s", name, c.Title, c.PowerShell)
		}
	}
}

// What turns a plan on leaves the other plans that are off as they are.
func TestTurningOnAPlanTurnsOnNoOther(t *testing.T) {
	sku, intunePlan := license.Lookup("SPE_E3")[0].SKU, tenant.MustGUID("c1ec4a95-1f05-45b3-a911-aa3fa01094f5")
	other := tenant.GUID{9: 1}
	l := tenant.License{SKU: sku, Disabled: []tenant.GUID{intunePlan, other}}
	f := &Facts{Licenses: license.NewTable(nil, license.Options{}), Settings: tenant.Settings{
		LicenseGroups: []tenant.LicenseGroup{{Group: tenant.Group{ID: tenant.GUID{1}}, Licenses: []tenant.License{l}}}}}
	c := Cause{}
	f.describe(&c, &causeCount{change: change{kind: turnOnPlan, sku: sku, group: tenant.GUID{1}}})
	one := Cause{change: change{kind: turnOnPlan, sku: sku}}
	one.turnOnFor(&tenant.User{Licenses: []tenant.License{l}})
	for _, c := range []Cause{c, one} {
		if !strings.Contains(c.PowerShell, "DisabledPlans=@('"+other.String()+"')") ||
			!strings.Contains(c.Bash, `"disabledPlans":["`+other.String()+`"]`) {
			t.Errorf("%s\n%s", c.PowerShell, c.Bash)
		}
	}
}
