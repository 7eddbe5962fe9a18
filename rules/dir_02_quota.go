package rules

import (
	"prepaudit/rules/english"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var deviceQuota = &Rule{
	ID:      "DIR-02",
	Title:   "Every user in scope may join one more device",
	Level:   Recommended,
	Do:      "Raise the device limit per user, or delete these people's old devices",
	DoAlone: "Delete old devices, or raise the device limit per user",
	Effect:  Effect{Join, Stops, Information},
	done:    func(f *Facts, _ string) { f.Registration.DeviceQuota = 1000 },
	Citation: Citation{"Manage device identities", "Configure device settings",
		"https://learn.microsoft.com/entra/identity/devices/manage-device-identities"},
	Rationale: "Microsoft Entra ID refuses the join of a user whose devices have reached the quota. Joined and " +
		"registered devices count, old ones too. The device limit of Intune does not apply to devices that join.",
	Remediation: "Microsoft Entra admin center > Entra ID > Devices > Overview > Device settings > Maximum number of " +
		"devices per user: raise it, or delete the user's old devices under Devices > All devices.",
	Needs: []tenant.Dataset{tenant.Users, tenant.Registration, tenant.OwnedDevices},
	EachUser: func(facts *Facts, u *tenant.User, _ license.Entitlement) Verdict {
		n, quota := facts.Owned.Of(u.ID), facts.Registration.DeviceQuota
		switch {
		case n >= quota:
			return Verdict{Outcome: Fail, Detail: ofQuota(n, quota)}
		case n == quota-1:
			return Verdict{Outcome: Warn, Detail: ofQuota(n, quota) + ": one more may be joined"}
		}
		return OK
	},
	Shown: []Shown{
		{Pass, "two below the quota"},
		{Fail, "at the quota"},
		{Warn, "one below the quota"},
		{Pass, "no quota that anybody reaches"},
	},
}

func ofQuota(n, quota int) string {
	return english.CountVerb(n, "device", "is", "are") + " joined or registered, and the quota is " +
		english.Number(quota)
}
