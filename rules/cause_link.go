package rules

import (
	"net/url"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// Where the portals open on a thing by its id. Microsoft's pages link to the MDM authority and to those of Microsoft 365;
// the others are as public repositories link to them: the test of links says which.
const (
	deviceSettingsLink = "https://entra.microsoft.com/#view/Microsoft_AAD_Devices/DevicesMenuBlade/~/DeviceSettings/" +
		"menuId/Overview"
	licensesLink      = "https://admin.cloud.microsoft/?#/licenses"
	subscriptionsLink = "https://admin.cloud.microsoft/?#/subscriptions"
	usersLink         = "https://admin.cloud.microsoft/?#/users"
	groupLink         = "https://entra.microsoft.com/#view/Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Members/groupId/"
	accessLink        = "https://entra.microsoft.com/#view/Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/"
	enrollmentLink    = "https://intune.microsoft.com/#view/Microsoft_Intune_DeviceSettings/DevicesEnrollmentMenu/~/" +
		"windowsEnrollment"
	authorityLink = "https://intune.microsoft.com/#view/Microsoft_Intune_Enrollment/ChooseMDMAuthorityBlade"
	platformLink  = "https://intune.microsoft.com/#view/Microsoft_Intune_DeviceSettings/DevicesEnrollmentMenu/~/" +
		"deviceTypeEnrollmentRestrictions"
	preparationLink = "https://intune.microsoft.com/#view/Microsoft_Intune_Enrollment/DpPropertiesEditor.ReactView/" +
		"policyName/"
)

// pages are the links of portal paths, the longer paths first.
var pages = []struct{ path, link string }{
	{deviceSettingsPath, deviceSettingsLink},
	{platformPath, platformLink},
	{"Mobile Device Management Authority", authorityLink},
	{"Microsoft Intune admin center > Devices > Enrollment", enrollmentLink},
	{productsPath, subscriptionsLink},
	{"Microsoft 365 admin center > Billing", licensesLink},
	{"Microsoft 365 admin center > Users", usersLink},
}

// link is the page that a fix begins on; "" where none is known.
func (f *Facts) link(fix, id string) string {
	if strings.HasPrefix(fix, accessPath) && id != "" {
		return accessLink + inLink(id)
	}
	if i := slices.IndexFunc(f.Preparation, func(p tenant.PreparationPolicy) bool { return p.ID == id }); i >= 0 {
		p := &f.Preparation[i]
		if p.TemplateID != "" {
			return preparationLink + inLink(p.Name) + "/policyId/" + inLink(id) + "/templateId/" +
				inLink(p.TemplateID)
		}
	}
	for _, page := range pages {
		if strings.Contains(fix, page.path) {
			return page.link
		}
	}
	return ""
}

// inLink is a name or an id as the portals write it into their addresses (encodeURIComponent).
func inLink(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
