package rules

import (
	"strings"

	"prepaudit/rules/tenant"
)

// None of these addresses is documented: they are those of the portals, as public repositories link to them (2026-11).
const (
	userLink = "https://entra.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/" +
		"userId/"
	deviceLink = "https://intune.microsoft.com/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/" +
		"mdmDeviceId/"
	appLink = "https://intune.microsoft.com/#view/Microsoft_Intune_Apps/SettingsMenu/~/0/appId/"
)

// PortalLink is where the portal of a cloud shows what a finding of a rule is about; "" where that has no address of its
// own.
func PortalLink(cloud, rule string, s Subject) string {
	link := ""
	switch {
	case s.Kind == "user":
		link = userLink
	case s.Kind == "device":
		link = deviceLink
	case s.Kind == "group":
		link = groupLink
	case s.Kind == "app":
		link = appLink
	case s.Kind == "policy" && strings.HasPrefix(rule, "CA-"):
		link = accessLink
	}
	if _, err := tenant.ParseGUID(s.ID); link == "" || err != nil {
		return ""
	}
	return inCloud(cloud, link+s.ID)
}
