package rules

import (
	"net/url"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// Where the portals open on a thing by its id. Addresses of pages are the portals' own, none is documented: those of
// Entra ID and of Microsoft 365 as the portals show them (2026-11), those of Intune as public repositories link to them
// (2026-11): DevicesEnrollmentMenu in scripts of several authors, DpPropertiesEditor.ReactView with policyName, policyId
// and templateId in a runbook for device association.
const (
	deviceSettingsLink = "https://entra.microsoft.com/#view/Microsoft_AAD_Devices/DevicesMenuBlade/~/DeviceSettings"
	licensesLink       = "https://admin.microsoft.com/#/licenses"
	subscriptionsLink  = "https://admin.microsoft.com/#/subscriptions"
	usersLink          = "https://admin.microsoft.com/#/users"
	groupLink          = "https://entra.microsoft.com/#view/Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Members/groupId/"
	accessLink         = "https://entra.microsoft.com/#view/Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/"
	enrollmentLink     = "https://intune.microsoft.com/#view/Microsoft_Intune_DeviceSettings/DevicesEnrollmentMenu/~/" +
		"windowsEnrollment"
	preparationLink = "https://intune.microsoft.com/#view/Microsoft_Intune_Enrollment/DpPropertiesEditor.ReactView/" +
		"policyName/"
)

// pages are the links of portal paths, the longer paths first.
var pages = []struct{ path, link string }{
	{deviceSettingsPath, deviceSettingsLink},
	{"Microsoft Intune admin center > Devices > Enrollment", enrollmentLink},
	{productsPath, subscriptionsLink},
	{"Microsoft 365 admin center > Billing", licensesLink},
	{"Microsoft 365 admin center > Users", usersLink},
}

// link is the page that a fix begins on; "" where none is known.
func (f *Facts) link(fix, id string) string {
	if strings.HasPrefix(fix, accessPath) && id != "" {
		return accessLink + url.PathEscape(id)
	}
	if i := slices.IndexFunc(f.Preparation, func(p tenant.PreparationPolicy) bool { return p.ID == id }); i >= 0 {
		p := &f.Preparation[i]
		if p.TemplateID != "" {
			return preparationLink + url.PathEscape(p.Name) + "/policyId/" + url.PathEscape(id) + "/templateId/" +
				url.PathEscape(p.TemplateID)
		}
	}
	for _, page := range pages {
		if strings.Contains(fix, page.path) {
			return page.link
		}
	}
	return ""
}
