package rules

import (
	"prepaudit/rules/english"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var primaryUsers = &Rule{
	ID:     "DEV-11",
	Title:  "Primary users of enrolled Windows devices have Intune",
	Level:  Recommended,
	Do:     "Assign Intune to the primary users of enrolled Windows devices, or retire the devices",
	Effect: Effect{Comply, Terms, Information},
	Citation: Citation{"Assign licenses to users so they can enroll devices in Intune",
		"How user and device licenses affect access to services",
		"https://learn.microsoft.com/intune/intune-service/fundamentals/licenses-assign"},
	Rationale: "A device that Intune manages for somebody needs that person's license. Where it was removed after the " +
		"enrollment, compliance and management of the device may end, and the next device won't enroll. Device licenses " +
		"are for devices that are nobody's.",
	Remediation: "Assign a license that includes Intune to the person, change the primary user, or retire the device: " +
		"Microsoft Intune admin center > Devices > All devices > the device > Properties > Change primary user.",
	Needs:    []tenant.Dataset{tenant.SKUs, tenant.Users, tenant.ManagedDevices},
	Uses:     []tenant.Dataset{tenant.LicenseGroups, tenant.LicenseMembers},
	Accounts: true,
	changeOf: licenseChange(func(e *license.Entitlement) *license.Part { return &e.Intune }),
	EachUser: func(facts *Facts, u *tenant.User, e license.Entitlement) Verdict {
		n := facts.Devices.owned.Of(u.ID)
		switch {
		case facts.OtherMDM:
			return NA("another MDM service is stated to be in use")
		case n == 0 && facts.Devices.cut:
			return Unknown("not all devices were read")
		case n == 0:
			return NA("no Windows device is enrolled for the user")
		}
		v := judgePart(facts, u, e, e.Intune)
		if e.Intune.Usable() {
			return OK // LIC-02 has the doubts
		}
		return Verdict{Outcome: v.Outcome,
			Detail: english.CountVerb(n, "Windows device", "is", "are") + " enrolled: " + v.Detail}
	},
	Shown: []Shown{
		{Pass, "a device, and Intune"},
		{Fail, "a device, and no Intune"},
		{Warn, "a device, and a group is still assigning"},
		{NotApplicable, "no device"},
	},
}
