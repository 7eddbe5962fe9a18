package graphtest

// neglected is a tenant that grew: settings that nobody looked after, and licenses that do not fit.
func neglected() scenario {
	sc := contoso()
	sc.Scenario = Scenario{"neglected",
		"a neglected tenant: federated, old restrictions, licenses that don't fit"}
	sc.users = 90
	sc.kind, sc.federated, sc.discovery, sc.minVersion = "CIAM", true,
		"https://mdm.fabrikam.example/discovery", "10.0.28000"
	sc.blocked, sc.silent, sc.late = "group", true, true
	sc.stock = []stock{{part: "SPE_E3", spare: -4}, {part: "INTUNE_A", spare: 3},
		{part: "EMSPREMIUM", spare: 2, suite: []string{"REMOTE_HELP", "INTUNE_P2"}}, {part: "SPE_E3_RPA1", spare: 1},
		{part: "SPE_E5", trial: true, ends: 9}, {part: "Microsoft_Intune_Suite", spare: 1}}
	sc.profiles = []profile{
		{label: "e3", holds: []held{{part: "SPE_E3", group: "Licenses: Microsoft 365 E3", off: []string{"INTUNE_A"}}}},
		{label: "e3-without-office", share: 100, least: 2,
			holds: []held{{part: "SPE_E3", off: []string{"OFFICESUBSCRIPTION", "WIN10_PRO_ENT_SUB"}}}},
		{label: "twice", share: 100, least: 2,
			holds: []held{{part: "EMSPREMIUM"}, {part: "INTUNE_A"}, {part: "Microsoft_Intune_Suite"}}},
		{label: "robot", share: 30, least: 1, holds: []held{{part: "SPE_E3_RPA1"}}},
		{label: "orphan", share: 30, least: 1, stateless: true, holds: []held{{part: "EMS"}}},
		{label: "lagging", share: 30, least: 1, lagging: true, holds: []held{{part: "SPE_E3"}}},
		{label: "guest-with-license", share: 30, least: 1, guest: true, holds: []held{{part: "SPE_E3"}}},
	}
	sc.specials = nil
	sc.groups = []groupPlan{
		{name: "Licenses: Microsoft 365 E3", license: "SPE_E3", off: []string{"INTUNE_A"},
			processing: "ProcessingInProgress"},
		{name: "Nobody yet"},
	}
	sc.access = []accessPlan{
		{name: "Require multifactor authentication", apps: []string{"All"}, controls: []string{"mfa"}},
		{name: "Sign in every time: Microsoft 365 E3", apps: []string{"All"}, everyTime: true,
			groups: []string{"Licenses: Microsoft 365 E3"}},
		{name: "Administrators: multifactor every time", apps: []string{"All"}, controls: []string{"mfa"}, everyTime: true, roles: []string{"62e90394-69f5-4237-9190-012177145e10", "3a2c62db-5318-420d-8d74-23affee5d9d5"}},
		{name: "Block enrollment for leavers", apps: []string{intuneEnrollmentID}, controls: []string{"block"},
			groups: []string{"Nobody yet"}},
		{name: "Register devices with multifactor authentication",
			actions: []string{"urn:user:registerdevice"}, controls: []string{"mfa"}},
		noLegacy, noCodes,
	}
	sc.joiners, sc.apps = nobody, []appPlan{
		{name: "Whiteboard", kind: "microsoftStoreForBusinessApp", to: "Nobody yet"},
		{name: "Time sheets", kind: "windowsMobileMSI", user: true, to: "Nobody yet"},
	}
	sc.plans = []preparation{
		{name: "Pilot", users: []string{"Nobody yet"}, minutes: 5, hybrid: true},
		{name: "Everybody", minutes: 60, apps: []int{0, 1}},
	}
	sc.devices = []deviceKind{
		{system: "Windows", versions: windows10, sku: 48, family: "Pro", join: joined, enrollment: joinedByUser},
		{share: 300, least: 2, system: "Windows", versions: windows24H2, sku: 48, family: "Pro",
			join: joined, enrollment: joinedByUser},
	}
	sc.mdm = []mdm{
		{id: intuneID, name: "Microsoft Intune", appliesTo: "all"},
		{id: "c0ffee00-4b1d-4c7a-9b57-3d1f0e5a7d10", name: "Fabrikam MDM", appliesTo: "all"},
	}
	return sc
}
