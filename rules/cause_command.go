package rules

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Cmdlets are those of Microsoft.Graph and Microsoft.Graph.Beta (reference of 2026-08); what changes something takes
// -WhatIf, and echo stands before what the Azure CLI would change. Commands are one line, and quote as Windows
// PowerShell, PowerShell 7 and a POSIX shell all read it: what comes from the tenant is ids alone, see quoted. PowerShell
// calls no program, whose arguments its versions quote differently.

// commands fills in what changes a policy, a setting or an app, where one command does.
func (f *Facts) commands(row *Cause, ch *change) {
	switch ch.rule {
	case enrollmentEveryTime, enrollmentCompliance:
		f.excludeApp(row, ch.id, tenant.IntuneEnrollmentApp)
	case activationSpared:
		f.excludeApp(row, ch.id, tenant.StoreApp)
	case personalDevices, windowsMayEnroll:
		if slices.ContainsFunc(f.Restrictions, func(r tenant.Restriction) bool { return r.ID == ch.id }) {
			row.allowWindows(ch.id)
		}
	case deviceGroup:
		f.ownGroup(row, ch.id)
	case policyApps:
		f.assignApps(row)
	case mdmAuthority:
		row.run("Set-MgOrganizationMobileDeviceManagementAuthority -OrganizationId '"+quoted(f.Organization.ID)+"'",
			"POST", "v1.0/organization/"+quoted(f.Organization.ID)+"/setMobileDeviceManagementAuthority", "")
	case enrollmentURLs:
		row.updateMDM(fmt.Sprintf("-DiscoveryUrl '%s' -TermsOfUseUrl '%s' -ComplianceUrl '%s'", intuneURLs[0],
			intuneURLs[1], intuneURLs[2]), fmt.Sprintf(`{"discoveryUrl":"%s","termsOfUseUrl":"%s","complianceUrl":"%s"}`,
			intuneURLs[0], intuneURLs[1], intuneURLs[2]))
	case enrollmentWhileRegistering:
		row.updateMDM("-IsMdmEnrollmentDuringRegistrationDisabled", `{"isMdmEnrollmentDuringRegistrationDisabled":true}`)
	}
}

// run fills in a command that changes something, for both shells: body is JSON, "" for none.
func (row *Cause) run(cmdlet, method, path, body string) {
	if body != "" {
		body = "'" + body + "'"
	}
	row.PowerShell, row.Bash = cmdlet+" -WhatIf", azure(method, path, body)
}

// azure is a request by the Azure CLI that shows what would change; body is a word of the shell, "" for none.
func azure(method, path, body string) string {
	request := "echo az rest --method " + method + " --url " + globalHosts.graph + path
	if body != "" {
		request += " --headers Content-Type=application/json --body " + body
	}
	return request
}

// excludeApp takes an application out of a Conditional Access policy. The list of excluded applications is replaced as a
// whole, so that the commands read it and add to what is there by then. Where it can't be read, PowerShell stops, and
// the Azure CLI has no body to send.
func (f *Facts) excludeApp(row *Cause, policy, app string) {
	if !slices.ContainsFunc(f.Access, func(p tenant.AccessPolicy) bool { return p.ID == policy }) {
		return
	}
	id := quoted(policy)
	path := "v1.0/identity/conditionalAccess/policies/" + id
	row.PowerShell = fmt.Sprintf("Update-MgIdentityConditionalAccessPolicy -ConditionalAccessPolicyId '%s' "+
		"-Conditions @{Applications=@{ExcludeApplications=@((Get-MgIdentityConditionalAccessPolicy "+
		"-ConditionalAccessPolicyId '%s' -ErrorAction Stop).Conditions.Applications.ExcludeApplications | "+
		"Where-Object {$_})+'%s'}} -WhatIf", id, id, app)
	row.Bash = azure("PATCH", path, fmt.Sprintf(`"$(az rest --url %s%s -o json --query "{conditions:{applications:`+
		`{excludeApplications:[conditions.applications.excludeApplications,['%s']][]|[?@]}}}")"`,
		globalHosts.graph, path, app))
}

// allowWindows lets Windows devices enroll, personal ones too. Restrictions of one platform are of another type than
// those of all, which the id ends with.
func (row *Cause) allowWindows(id string) {
	kind, property := "deviceEnrollmentPlatformRestrictionsConfiguration", "windowsRestriction"
	if strings.HasSuffix(id, "_SinglePlatformRestriction") {
		kind, property = "deviceEnrollmentPlatformRestrictionConfiguration", "platformRestriction"
	}
	row.run(fmt.Sprintf("Update-MgBetaDeviceManagementDeviceEnrollmentConfiguration -DeviceEnrollmentConfigurationId '%s' "+
		"-BodyParameter @{'@odata.type'='#microsoft.graph.%s'; %s=@{platformBlocked=$false; "+
		"personalDeviceEnrollmentBlocked=$false}}", quoted(id), kind, property),
		"PATCH", "beta/deviceManagement/deviceEnrollmentConfigurations/"+quoted(id), fmt.Sprintf(
			`{"@odata.type":"#microsoft.graph.%s","%s":{"platformBlocked":false,"personalDeviceEnrollmentBlocked":false}}`,
			kind, property))
}

// ownGroup makes the Intune Provisioning Client an owner of the device group of a policy, where nothing else is wrong
// with the group.
func (f *Facts) ownGroup(row *Cause, policy string) {
	i := slices.IndexFunc(f.Preparation, func(p tenant.PreparationPolicy) bool { return p.ID == policy })
	if i < 0 || !lacksOwner(f.Preparation[i]) {
		return
	}
	g := &f.Preparation[i].Device
	name := g.Name
	if name == "" {
		name = g.ID.String()
	}
	row.Title = fmt.Sprintf("Make Intune Provisioning Client an owner of device group %q", name)
	row.Fix = groupsPath + " > " + name + " > Owners > Add owners"
	row.Link = groupLink + g.ID.String()
	row.PowerShell = fmt.Sprintf(`New-MgGroupOwner -GroupId '%s' -DirectoryObjectId (Get-MgServicePrincipal -Filter `+
		`"appId eq '%s'").Id -WhatIf`, g.ID, tenant.ProvisioningApp)
	row.Bash = fmt.Sprintf(`echo az ad group owner add --group %s --owner-object-id "$(az ad sp show --id %s --query id -o tsv)"`,
		g.ID, tenant.ProvisioningApp)
}

// longestCommand is less than what a page and a document show of one, with room for the names of a national cloud.
const longestCommand = 3000

// assignApps assigns the apps that policies name to their device groups, where they are not: as many as a command is
// readable of, of which the next audit tells the rest.
func (f *Facts) assignApps(row *Cause) {
	var shell, posix []string
	length := 0
	for _, p := range f.Preparation {
		apps := f.unassigned(p)
		if len(apps) == 0 {
			continue
		}
		one := fmt.Sprintf("'%s' | ForEach-Object {New-MgDeviceAppManagementMobileAppAssignment -MobileAppId $_ "+
			"-BodyParameter @{'@odata.type'='#microsoft.graph.mobileAppAssignment'; intent='required'; "+
			"target=@{'@odata.type'='#microsoft.graph.groupAssignmentTarget'; groupId='%s'}} -WhatIf}",
			strings.Join(apps, "','"), p.Device.ID)
		two := "for app in " + strings.Join(apps, " ") + "; do " + azure("POST",
			"v1.0/deviceAppManagement/mobileApps/$app/assignments", fmt.Sprintf(
				`'{"@odata.type":"#microsoft.graph.mobileAppAssignment","intent":"required",`+
					`"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"%s"}}'`, p.Device.ID)) + "; done"
		if slices.Contains(shell, one) { // another policy has the same group and apps
			continue
		}
		if length += max(len(one), len(two)); length > longestCommand {
			break
		}
		shell, posix = append(shell, one), append(posix, two)
	}
	row.PowerShell, row.Bash = strings.Join(shell, "; "), strings.Join(posix, "; ")
}

// unassigned are the apps that a policy names and that its device group lacks, where that is all that is wrong with
// them.
func (f *Facts) unassigned(p tenant.PreparationPolicy) (apps []string) {
	for _, a := range f.Apps {
		group := func(as tenant.Assignment) bool { return as.Group.ID == p.Device.ID }
		if p.Device.ID.IsZero() || a.Found != tenant.Yes || !slices.Contains(p.AppIDs, a.ID) ||
			slices.ContainsFunc(a.Assignments, group) || judgeNamed("app", p, appNamed(a), true).Outcome != Warn ||
			appNamed(a).unlike != "" || appNamed(a).runAs == "user" || len(apps) == mostApps {
			continue
		}
		apps = append(apps, quoted(a.ID))
	}
	return apps
}

// updateMDM changes the automatic enrollment settings of Intune.
func (row *Cause) updateMDM(parameters, body string) {
	row.run("Update-MgBetaPolicyMobileDeviceManagementPolicy -MobileDeviceManagementPolicyId '"+tenant.IntuneApp+"' "+
		parameters, "PATCH", "beta/policies/mobileDeviceManagementPolicies/"+tenant.IntuneApp, body)
}

// turnOnForGroup turns the plans on that give a part, in what a group assigns; other plans that are off stay so.
func (f *Facts) turnOnForGroup(row *Cause, ch *change) {
	for _, g := range f.LicenseGroups {
		for _, l := range g.Licenses {
			if g.ID != ch.group || l.SKU != ch.sku {
				continue
			}
			list, plans := licenseLists(l.SKU, withoutParts(l))
			row.run(fmt.Sprintf("Set-MgGroupLicense -GroupId '%s' -AddLicenses @(%s) -RemoveLicenses @()", g.ID, list), "POST",
				"v1.0/groups/"+g.ID.String()+"/assignLicense", `{"addLicenses":[`+plans+`],"removeLicenses":[]}`)
		}
	}
}

// withoutParts are the plans of a license that are off and give neither Intune nor Entra ID P1.
func withoutParts(l tenant.License) (off []tenant.GUID) {
	for _, plan := range l.Disabled {
		if !license.Gives(plan, l.SKU, license.Intune) && !license.Gives(plan, l.SKU, license.EntraID) {
			off = append(off, plan)
		}
	}
	return off
}

// licenseLists are a product with the plans that are off, as an element of addLicenses for PowerShell and for JSON.
func licenseLists(sku tenant.GUID, off []tenant.GUID) (item, element string) {
	var single, double []string
	for _, plan := range off {
		single, double = append(single, "'"+plan.String()+"'"), append(double, `"`+plan.String()+`"`)
	}
	return fmt.Sprintf("@{SkuId='%s'; DisabledPlans=@(%s)}", sku, strings.Join(single, ",")),
		fmt.Sprintf(`{"skuId":"%s","disabledPlans":[%s]}`, sku, strings.Join(double, ","))
}

// quoted keeps an id within its quotation marks: Graph's ids are letters, digits, - and _.
func quoted(id string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, id)
}
