package rules

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// commands fills in what changes a policy, where one command does. Update-Mg… of Microsoft.Graph.Identity.SignIns and of
// Microsoft.Graph.DeviceManagement.Enrollment take -WhatIf (Microsoft Graph PowerShell reference, 2026-08).
func (f *Facts) commands(row *Cause, ch *change) {
	if i := slices.IndexFunc(f.Access, func(p tenant.AccessPolicy) bool { return p.ID == ch.id }); i >= 0 {
		row.excludeEnrollment(&f.Access[i])
	}
	if slices.ContainsFunc(f.Restrictions, func(r tenant.Restriction) bool { return r.ID == ch.id }) {
		row.allowWindows(ch.id)
	}
}

// excludeEnrollment takes Microsoft Intune Enrollment out of a Conditional Access policy. The list of excluded
// applications is replaced as a whole.
func (row *Cause) excludeEnrollment(p *tenant.AccessPolicy) {
	apps := append(slices.Clone(p.ExcludeApps), tenant.IntuneEnrollmentApp)
	row.PowerShell = fmt.Sprintf("Update-MgIdentityConditionalAccessPolicy -ConditionalAccessPolicyId '%s' "+
		"-Conditions @{Applications=@{ExcludeApplications=@('%s')}} -WhatIf", quoted(p.ID),
		strings.Join(apps, "','"))
	row.Bash = fmt.Sprintf("az rest --method PATCH --url https://graph.microsoft.com/v1.0/identity/conditionalAccess/"+
		`policies/%s --headers Content-Type=application/json --body '{"conditions":{"applications":{`+
		`"excludeApplications":["%s"]}}}'`, quoted(p.ID), strings.Join(apps, `","`))
}

// allowWindows lets Windows devices enroll, personal ones too. Restrictions of one platform are of another type than
// those of all, which the id ends with.
func (row *Cause) allowWindows(id string) {
	kind, property := "deviceEnrollmentPlatformRestrictionsConfiguration", "windowsRestriction"
	if strings.HasSuffix(id, "_SinglePlatformRestriction") {
		kind, property = "deviceEnrollmentPlatformRestrictionConfiguration", "platformRestriction"
	}
	row.PowerShell = fmt.Sprintf("Update-MgDeviceManagementDeviceEnrollmentConfiguration "+
		"-DeviceEnrollmentConfigurationId '%s' -BodyParameter @{'@odata.type'='#microsoft.graph.%s'; "+
		"%s=@{platformBlocked=$false; personalDeviceEnrollmentBlocked=$false}} -WhatIf", quoted(id), kind, property)
	row.Bash = fmt.Sprintf("az rest --method PATCH --url https://graph.microsoft.com/beta/deviceManagement/"+
		`deviceEnrollmentConfigurations/%s --headers Content-Type=application/json --body '{"@odata.type":`+
		`"#microsoft.graph.%s","%s":{"platformBlocked":false,"personalDeviceEnrollmentBlocked":false}}'`,
		quoted(id), kind, property)
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
