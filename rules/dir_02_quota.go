package rules

import (
	"prepaudit/rules/english"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var deviceQuota = &Rule{
	ID:      "DIR-02",
	Title:   "Users are below their device limit",
	Level:   Recommended,
	Do:      "Raise Maximum number of devices per user, or delete these people's old devices",
	DoAlone: "Delete old devices, or raise the device limit per user",
	Where:   deviceSettingsPath,
	Effect:  Effect{Join, Stops, Information},
	done:    func(f *Facts, _ string) { f.Registration.DeviceQuota = 1000 },
	Citation: Citation{"Manage device identities", "Configure device settings",
		"https://learn.microsoft.com/entra/identity/devices/manage-device-identities"},
	Rationale: "Microsoft Entra ID refuses a join when the user has as many devices as the limit allows. Joined " +
		"and registered devices count, old ones too. Intune's device limit doesn't apply to devices that join.",
	Remediation: "Microsoft Entra admin center > Entra ID > Devices > Overview > Device settings > Maximum number of " +
		"devices per user: raise it, or delete the user's old devices under Devices > All devices.",
	Needs: []tenant.Dataset{tenant.Users, tenant.Registration, tenant.OwnedDevices},
	EachUser: func(facts *Facts, u *tenant.User, _ license.Entitlement) Verdict {
		if n, quota := facts.Owned.Of(u.ID), facts.Registration.DeviceQuota; n >= quota {
			return Verdict{Outcome: Fail, Detail: ofQuota(n, quota)}
		}
		return OK
	},
	Shown: []Shown{
		{Pass, "one below the quota"},
		{Fail, "at the quota"},
		{Pass, "no quota that anybody reaches"},
	},
}

func ofQuota(n, quota int) string {
	return english.CountVerb(n, "device", "is", "are") + " joined or registered, and the quota is " +
		english.Number(quota)
}
