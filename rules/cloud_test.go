package rules

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// hostsOf are those that links and commands of a cloud may name.
var hostsOf = map[string][]string{
	"":          {"graph.microsoft.com", "entra.microsoft.com", "intune.microsoft.com", "admin.cloud.microsoft"},
	"global":    {"graph.microsoft.com", "entra.microsoft.com", "intune.microsoft.com", "admin.cloud.microsoft"},
	"usgov":     {"graph.microsoft.us", "entra.microsoft.us", "intune.microsoft.us", "portal.office365.us"},
	"usgov-dod": {"dod-graph.microsoft.us", "entra.microsoft.us", "intune.microsoft.us", "portal.apps.mil"},
	"china": {"microsoftgraph.chinacloudapi.cn", "entra.microsoftonline.cn", "intune.microsoftonline.cn",
		"portal.partner.microsoftonline.cn"},
}

// blades are the pages that links open, with who links there: how many files of public repositories a search for the text
// found on 2026-11-28, of which it shows ten, or a page of Microsoft, which documents no other. What follows a page is its own.
var blades = map[string]string{
	"view/Microsoft_AAD_Devices/DevicesMenuBlade/~/DeviceSettings/menuId/Overview":   "ten files",
	"view/Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/":                     "ten files",
	"view/Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Members/groupId/":                "nine files",
	"view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/":     "ten files",
	"view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/":  "ten files",
	"view/Microsoft_Intune_Apps/SettingsMenu/~/0/appId/":                             "ten files",
	"view/Microsoft_Intune_DeviceSettings/DevicesEnrollmentMenu/~/windowsEnrollment": "ten files",
	"view/Microsoft_Intune_DeviceSettings/DevicesEnrollmentMenu/~/deviceTypeEnrollmentRestrictions": "one file, a " +
		"table of settings to harden",
	"view/Microsoft_Intune_Enrollment/ChooseMDMAuthorityBlade":                  "nine files, and Microsoft's page on the MDM authority",
	"view/Microsoft_Intune_Enrollment/DpPropertiesEditor.ReactView/policyName/": "one file, a runbook for device association",
	"/users": "Microsoft's page on admin roles", "/subscriptions": "Microsoft's page on volume licensing",
	"/licenses": "Microsoft's guide to user security in finance and operations apps",
}

// named is a tenant in which everything has one name, and an id made of it.
func named(name string) *Facts {
	group := tenant.Group{ID: tenant.GUID{15: 7}, DisplayName: name, Members: tenant.Members{}}
	device := tenant.DeviceGroup{Known: true, ID: tenant.GUID{15: 8}, Name: name, Valid: tenant.No,
		Error: "firstPartyAppNotAnOwner"}
	app := func(n string) tenant.App {
		return tenant.App{ID: n + name, Name: name, Found: tenant.Yes, Type: "win32LobApp", RunAs: "system"}
	}
	f := &Facts{Licenses: license.NewTable(nil, license.Options{}), Settings: tenant.Settings{
		Access:       []tenant.AccessPolicy{{ID: name, Name: name, ExcludeApps: []string{name}}},
		Restrictions: []tenant.Restriction{{ID: name, Name: name}},
		Preparation: []tenant.PreparationPolicy{{ID: name, Name: name, TemplateID: name, Device: device,
			AppIDs: []string{"a" + name, "b" + name}, Assignments: []tenant.Assignment{{Kind: "group", Group: group}}}},
		Apps:        []tenant.App{app("a"), app("b")},
		MDMPolicies: []tenant.MDMPolicy{{ID: tenant.IntuneApp, AppliesTo: "selected", Groups: []tenant.Group{group}}},
		LicenseGroups: []tenant.LicenseGroup{{Group: group, Licenses: []tenant.License{{
			SKU: license.Lookup("SPE_E3")[0].SKU}}}},
	}}
	f.Organization.ID = name
	return f
}

// everyCauseOf describes each change that there is, of the thing that is called so.
func everyCauseOf(name, cloud string) (all []Cause) {
	f := named(name)
	f.Cloud = cloud
	add := func(ch change) {
		c := Cause{ID: ch.identity()}
		f.describe(&c, &causeCount{change: ch, rules: []*Rule{intuneAssigned}})
		c.InCloud(cloud)
		all = append(all, c)
	}
	for _, r := range Catalog() {
		add(change{rule: r, id: name, name: name})
		add(change{rule: r})
	}
	for kind := assign; kind <= target; kind++ {
		add(change{kind: kind, sku: license.Lookup("SPE_E3")[0].SKU, group: tenant.GUID{15: 7}})
	}
	for _, word := range []string{"ProhibitedInUsageLocationViolation", "UniquenessViolation", name} {
		add(change{kind: repairAssignment, sku: license.Lookup("SPE_E3")[0].SKU, word: word})
	}
	return all
}

// A link is an address of a portal of the tenant's cloud, of a page that there is, whatever things are called. A command
// names no Graph but the cloud's.
func TestCloudsOfLinksAndCommands(t *testing.T) {
	plainLink := regexp.MustCompile(`^https://[a-z0-9.-]+/[A-Za-z/]*\??#[A-Za-z0-9_/.~%-]+$`)
	address := regexp.MustCompile(`https://([^/' "]+)`)
	opened := map[string]bool{}
	for cloud, hosts := range hostsOf {
		for _, name := range []string{"11111111-2222-4333-8444-555555555555", `a'; "/<>&%\?#`, "‘’“”\n`$x`"} {
			causes := everyCauseOf(name, cloud)
			for _, kind := range []string{"user", "device", "group", "app", "policy"} {
				causes = append(causes, Cause{ID: kind, Link: PortalLink(cloud, "CA-01", Subject{Kind: kind, ID: name})})
			}
			for _, c := range causes {
				for _, found := range address.FindAllStringSubmatch(c.Link+" "+c.Bash+" "+c.PowerShell, -1) {
					if !slices.Contains(hosts, found[1]) && !strings.HasSuffix(found[1], "manage.microsoft.com") {
						t.Errorf("%s: %s: %s is none of its hosts", cloud, c.ID, found[1])
					}
				}
				if c.Link == "" {
					continue
				}
				link, err := url.Parse(c.Link)
				if err != nil || !plainLink.MatchString(c.Link) {
					t.Errorf("%s: %s: %v: %s", cloud, c.ID, err, c.Link)
					continue
				}
				known := ""
				for page := range blades {
					if strings.HasPrefix(link.Fragment, page) && len(page) > len(known) {
						known = page
					}
				}
				if opened[known] = true; known == "" {
					t.Errorf("%s: %s is no page that is known", c.ID, c.Link)
				}
			}
		}
	}
	for page := range blades {
		if !opened[page] {
			t.Errorf("no link opens %s", page)
		}
	}
}

// Whatever things are called, a command has the same words: what comes from the tenant stands between its quotes.
func TestCommandsOfHostileNames(t *testing.T) {
	words := regexp.MustCompile(`[A-Za-z0-9_-]+`)
	shape := func(s string) string { return words.ReplaceAllString(s, "w") }
	with := 0
	want := everyCauseOf("name", "usgov")
	for _, name := range []string{"O'Brien", `"`, "a\"; rm -rf ~ #", "$(reboot)", "`reboot`", "${env:x}", "%PATH%", "a & b | c",
		"line\nbreak\r", "‘a’ ‚b‛", "“c” „d‟", "'@", "{0}", "!", "^", "--", "名前", "\x00\x1b[2J", "'; Remove-Item / ;'"} {
		for i, c := range everyCauseOf("x"+name, "usgov") {
			for _, pair := range [][2]string{{c.PowerShell, want[i].PowerShell}, {c.Bash, want[i].Bash}} {
				if shape(pair[0]) != shape(pair[1]) {
					t.Errorf("%q: %s\nis not like\n%s", name, pair[0], pair[1])
				}
				if strings.Contains(pair[1], "name") {
					with++
				}
			}
		}
	}
	if with < 100 {
		t.Errorf("%d commands name a thing", with)
	}
}

// The command for a policy's apps assigns each that is not assigned, to the group of its policy; those of one group are
// assigned once, and what would be cut off on a page is left to the next audit.
func TestAppsAreAssigned(t *testing.T) {
	f := named("1")
	other := f.Preparation[0]
	other.ID, other.Device.ID, other.AppIDs = "other", tenant.GUID{15: 9}, []string{"a1", "no"}
	f.Preparation = append(f.Preparation, f.Preparation[0], other)
	f.Apps[1].Assignments = []tenant.Assignment{{Kind: "group", Intent: "required",
		Group: tenant.Group{ID: tenant.GUID{15: 9}}}}
	c := Cause{}
	f.assignApps(&c)
	for _, want := range []string{"for app in a1 b1; do echo az rest ", "for app in a1; do echo az rest "} {
		if strings.Count(c.Bash, want) != 1 {
			t.Errorf("%q stands %d times in %s", want, strings.Count(c.Bash, want), c.Bash)
		}
	}
	if strings.Count(c.PowerShell, "-WhatIf}") != 2 || !strings.HasPrefix(c.PowerShell, "'a1','b1' | ForEach-Object {") ||
		!strings.Contains(c.PowerShell, "groupId='"+tenant.GUID{15: 9}.String()+"'") {
		t.Error(c.PowerShell)
	}
	for n := range 40 {
		other.Device.ID[0] = byte(n + 1)
		f.Preparation = append(f.Preparation, other)
	}
	f.assignApps(&c)
	if n := strings.Count(c.Bash, "; done"); n < 5 || n != strings.Count(c.PowerShell, "-WhatIf}") ||
		max(len(c.Bash), len(c.PowerShell)) > 4000 {
		t.Errorf("%d groups, %d and %d bytes", n, len(c.Bash), len(c.PowerShell))
	}
}
