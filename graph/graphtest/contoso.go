package graphtest

import "slices"

// storeID is Universal Store Service APIs and Web Application, which subscription activation needs.
const storeID = "45a330b1-b1ec-4cc1-9161-9f03992aa49f"

// emergency is a group of accounts that no policy may lock out.
const emergency = "Emergency access"

// Policies that most tenants have, and that the enrollment never meets.
var (
	noLegacy = accessPlan{name: "Block legacy authentication", apps: []string{"All"}, controls: []string{"block"},
		clients: []string{"exchangeActiveSync", "other"}}
	noCodes = accessPlan{name: "Block device code flow", apps: []string{"All"}, controls: []string{"block"},
		flows: "deviceCodeFlow,authenticationTransfer"}
)

// contoso is the story that the other commercial scenarios vary.
func contoso() scenario {
	const staff, noIntune, noEntra = "Licenses: Microsoft 365 E3", "Licenses: Microsoft 365 E3 without Intune",
		"Licenses: Microsoft 365 E3 without Entra ID P1"
	e3 := held{part: "SPE_E3", group: staff}
	e3NoIntune := held{part: "SPE_E3", group: noIntune, off: []string{"INTUNE_A"}}
	e3NoEntra := held{part: "SPE_E3", group: noEntra, off: []string{"AAD_PREMIUM"}}
	return scenario{
		Scenario: Scenario{"contoso",
			"a typical company: E3 for most people, with the usual gaps in licenses and in the MDM user scope"},
		org: "Contoso", domain: "contoso.com", initialDomain: "contoso.onmicrosoft.com",
		users: 250,
		stock: []stock{
			{part: "SPE_E3", spare: 14}, {part: "SPE_E5", spare: 3}, {part: "SPE_F1", spare: 6},
			{part: "ENTERPRISEPACK", spare: 1},
			{part: "INTUNE_A", spare: 2}, {part: "AAD_PREMIUM", spare: 5}, {part: "INTUNE_A_D", spare: 40},
			{part: "EMSPREMIUM", spare: 25, trial: true, ends: 12},
			{part: "Microsoft_Teams_Rooms_Pro", spare: 0}, {part: "POWER_BI_STANDARD", spare: 999000},
			{part: "FLOW_FREE", spare: 9000},
		},
		profiles: []profile{
			{label: "e3", holds: []held{e3}},
			{label: "e5", share: 80, least: 1, holds: []held{{part: "SPE_E5"}, {part: "POWER_BI_STANDARD"}}},
			{label: "f3", share: 90, least: 1, holds: []held{{part: "SPE_F1", group: "Licenses: frontline"}}},
			{label: "e3-intune-off", share: 45, least: 1, holds: []held{e3NoIntune}},
			{label: "e3-intune-off-two-paths", share: 8, least: 1, holds: []held{e3NoIntune, {part: "SPE_E3"}}},
			{label: "e3-off-and-intune", share: 12, least: 1, holds: []held{e3NoIntune, {part: "INTUNE_A"}}},
			{label: "e3-entra-off", share: 8, least: 1, holds: []held{e3NoEntra}},
			{label: "office-e3", share: 60, least: 1, holds: []held{{part: "ENTERPRISEPACK"}, {part: "FLOW_FREE"}}},
			{label: "office-e3-and-halves", share: 20, least: 1,
				holds: []held{{part: "ENTERPRISEPACK"}, {part: "AAD_PREMIUM"}, {part: "INTUNE_A"}}},
			{label: "office-e3-and-intune", share: 16, least: 1,
				holds: []held{{part: "ENTERPRISEPACK"}, {part: "INTUNE_A"}}},
			{label: "no-seat", share: 16, least: 1, holds: []held{{part: "ENTERPRISEPACK"},
				{part: "SPE_E3", group: staff, state: "Error", err: "CountViolation"}}},
			{label: "conflict", share: 8, least: 1,
				holds: []held{e3, {part: "ENTERPRISEPACK", state: "Error", err: "MutuallyExclusiveViolation"}}},
			{label: "no-location", share: 4, least: 1, nowhere: true,
				holds: []held{{part: "SPE_E5", state: "Error", err: "ProhibitedInUsageLocationViolation"}}},
			{label: "device-license", share: 8, least: 1,
				holds: []held{{part: "ENTERPRISEPACK"}, {part: "INTUNE_A_D"}}},
			{label: "old", share: 8, least: 1, typeless: true, holds: []held{e3}},
			{label: "free-only", share: 12, least: 1, holds: []held{{part: "POWER_BI_STANDARD"}}},
			{label: "new", share: 16, least: 1},
			{label: "left", share: 50, least: 1, disabled: true},
			{label: "left-with-license", share: 16, least: 1, disabled: true, holds: []held{e3}},
			{label: "guest", share: 80, least: 1, guest: true, nowhere: true},
			{label: "guest-pending", share: 12, least: 1, guest: true, pending: true, nowhere: true},
			{label: "external", share: 12, least: 1, external: true, nowhere: true},
		},
		specials: []special{
			{prefix: "accounts-payable", shown: "Accounts Payable", share: 4, least: 1},
			{prefix: "facilities", shown: "Facilities", share: 4, least: 1},
			{prefix: "info", shown: "Info", share: 4, least: 1},
			{prefix: "marketing", shown: "Marketing", share: 4, least: 1},
			{prefix: "room-", shown: "Meeting room", share: 12, least: 2,
				profile: profile{holds: []held{{part: "Microsoft_Teams_Rooms_Pro"}}}},
			{prefix: "scan", shown: "Scan to mail", share: 4, least: 1, profile: profile{nowhere: true}},
			{prefix: "svc-backup", shown: "Backup service", share: 4, least: 1, profile: profile{nowhere: true}},
		},
		groups: []groupPlan{
			{name: staff, license: "SPE_E3"},
			{name: noIntune, license: "SPE_E3", off: []string{"INTUNE_A"}},
			{name: noEntra, license: "SPE_E3", off: []string{"AAD_PREMIUM"}},
			{name: "Licenses: frontline", license: "SPE_F1"},
			{name: "Windows devices: frontline", of: []part{{"f3", 0, 700}}},
			{name: "MDM enrollment", nested: []string{"Windows devices: frontline"}, of: []part{
				{"e3", 0, 850}, all("e5"), all("old"), all("e3-intune-off"), all("e3-off-and-intune"),
				all("office-e3-and-halves"), all("office-e3-and-intune"), {"office-e3", 0, 300},
			}},
			{name: "All staff", of: []part{all("e3"), all("e5"), all("f3"), all("office-e3")},
				nested: []string{"MDM enrollment"}},
			{name: emergency, of: []part{{"free-only", 0, 700}}},
		},
		mdm: []mdm{
			{id: intuneID, name: "Microsoft Intune", appliesTo: "selected",
				groups: []string{"MDM enrollment"}, urls: true},
			{id: intuneEnrollmentID, name: "Microsoft Intune Enrollment", appliesTo: "none"},
		},
		devices: fleetOfContoso(),
		joiners: "All staff",
		blocked: "personal",
		plans: []preparation{
			{name: devicePlan, users: []string{"All staff"}, group: "Devices: staff", standard: true, minutes: 60,
				apps: []int{0, 1, 2, 3, 4, -1}},
			{name: "Device preparation: frontline", users: []string{"Windows devices: frontline"},
				group: "Devices: frontline", fault: "firstPartyAppNotAnOwner", minutes: 90},
			{name: "Device preparation: pilot", newer: true, minutes: 15},
			{name: "Cloud PCs", automatic: true, group: "Devices: Cloud PCs"},
		},
		authority: "intune",
		quota:     3, demandsMFA: true, methodless: true, renamed: true, unbranded: true,
		mam: "all", proxy: true, unmanned: true,
		access: []accessPlan{
			{name: "Require multifactor authentication", apps: []string{"All"},
				controls: []string{"mfa"}, noGuests: true},
			{name: "Intune enrollment: multifactor every time", apps: []string{intuneEnrollmentID},
				controls: []string{"mfa"}, everyTime: true, noGroups: []string{emergency}, noUsers: []int{3}},
			{name: "Compliant devices only", state: "enabledForReportingButNotEnforced",
				apps: []string{intuneEnrollmentID}, controls: []string{"compliantDevice"},
				groups: []string{"Windows devices: frontline"}},
			{name: "Register devices with multifactor authentication",
				actions: []string{"urn:user:registerdevice"}, controls: []string{"mfa"}},
			noLegacy, noCodes,
		},
		apps: []appPlan{
			{name: "Company Portal", kind: "winGetApp", to: "Devices: staff"},
			{name: "VPN client", kind: "win32LobApp", to: "All staff"},
			{name: "Notes of the user", kind: "win32LobApp", user: true, to: "Devices: staff"},
			{name: "Set the time zone", to: "Devices: staff"},
			{name: "Map drives", user: true, to: "Devices: staff"},
		},
	}
}

func healthy() scenario {
	sc := contoso()
	sc.Scenario = Scenario{"healthy", "a healthy tenant: every check passes"}
	sc.users = 120
	sc.stock = []stock{{part: "SPE_E3", spare: 20}, {part: "SPE_E5", spare: 5}}
	sc.profiles = []profile{
		{label: "e3", holds: []held{{part: "SPE_E3", group: "Licenses: Microsoft 365 E3"}}},
		{label: "e5", share: 200, least: 1, holds: []held{{part: "SPE_E5"}}},
	}
	sc.specials = nil
	sc.devices = append(slices.Clone(sc.devices[:1]), deviceKind{share: 40, least: 1, system: "Windows", boxed: true,
		association: "preassociated", target: devicePlan})
	sc.joiners, sc.admins, sc.blocked = everybody, everybody, ""
	sc.renamed, sc.quota, sc.demandsMFA, sc.methodless, sc.unbranded, sc.mam, sc.proxy, sc.unmanned = false, 50, false,
		false, false, "", false, false
	sc.access = []accessPlan{{name: "Require multifactor authentication", apps: []string{"All"},
		without: []string{intuneEnrollmentID, storeID}, controls: []string{"mfa"}}, noLegacy, noCodes}
	sc.apps = []appPlan{{name: "Company Portal", kind: "winGetApp", to: "Devices: staff"},
		{name: "Set the time zone", to: "Devices: staff"}}
	sc.groups = []groupPlan{{name: "Licenses: Microsoft 365 E3", license: "SPE_E3"},
		{name: "All staff", of: []part{all("e3"), all("e5")}}}
	sc.plans = slices.Clone(sc.plans[:1])
	sc.plans[0].apps = []int{0, 1}
	sc.mdm = []mdm{{id: intuneID, name: "Microsoft Intune", appliesTo: "all", joinsOnly: true},
		{id: intuneEnrollmentID, name: "Microsoft Intune Enrollment", appliesTo: "none"}}
	return sc
}

func refused() scenario {
	sc := contoso()
	sc.Scenario = Scenario{"refused", "a sign-in that can read only users and licenses; the rest is refused (403)"}
	sc.granted = []string{"User.Read.All", "LicenseAssignment.Read.All"}
	return sc
}

func appOnly() scenario {
	sc := healthy()
	sc.Scenario = Scenario{"app-only",
		"the healthy tenant, read by an app, which can't read the MDM user scope"}
	sc.appOnly = true
	return sc
}

func suspended() scenario {
	sc := contoso()
	sc.Scenario = Scenario{"suspended",
		"subscriptions that have lapsed: one in its grace period, others suspended or locked out"}
	for i := range sc.stock {
		switch sc.stock[i].part {
		case "SPE_E3", "INTUNE_A", "EMSPREMIUM":
			sc.stock[i].status, sc.stock[i].ends = "Suspended", 20
		case "SPE_E5":
			sc.stock[i].status, sc.stock[i].ends = "Warning", 9
		case "SPE_F1":
			sc.stock[i].status, sc.stock[i].ends = "LockedOut", 5
		}
	}
	sc.authority, sc.intuneIs = "office365", "warning"
	return sc
}

func truncated() scenario {
	sc := contoso()
	sc.Scenario = Scenario{"truncated", "the list of users breaks off and doesn't recover"}
	sc.users = 2500
	sc.faults = []Fault{{Name: "500", After: 1, Times: Ever}}
	return sc
}

func throttled() scenario {
	sc := contoso()
	sc.Scenario = Scenario{"throttled", "Graph asks for a pause now and then"}
	sc.users = 2500
	sc.faults = []Fault{{Name: "429", Path: "/subscribedSkus"}, {Name: "429", After: 1}, {Name: "429", After: 2}}
	return sc
}

func large() scenario {
	sc := contoso()
	sc.Scenario = Scenario{"large", "a large tenant: 100,000 users, automatic enrollment for all"}
	sc.users = 100_000
	sc.mdm[0].appliesTo, sc.mdm[0].groups = "all", nil
	return sc
}

// unlicensed has the Basic Mobility of Office 365, which looks like Intune and isn't.
func unlicensed() scenario {
	sc := contoso()
	sc.Scenario = Scenario{"unlicensed",
		"no qualifying subscription: Office 365 E3 with Basic Mobility, MDM switched off"}
	sc.users = 80
	sc.stock = []stock{{part: "ENTERPRISEPACK", spare: 12}, {part: "POWER_BI_STANDARD", spare: 999000}}
	sc.profiles = []profile{
		{label: "office-e3", holds: []held{{part: "ENTERPRISEPACK"}}},
		{label: "left", share: 50, least: 1, disabled: true},
		{label: "guest", share: 50, least: 1, guest: true},
	}
	sc.specials = nil
	sc.groups = nil
	sc.mdm = nil
	sc.devices = []deviceKind{
		{system: "Windows", versions: windows25H2, sku: 48, join: joined},
		{share: 300, least: 1, system: "Windows", versions: windows10, sku: 48, join: hybrid},
		{share: 200, least: 1, system: "Windows", versions: windows25H2, sku: 101, personal: true, join: registered},
	}
	// Conditional Access takes Microsoft Entra ID P1
	sc.joiners, sc.blocked, sc.plans, sc.access = nobody, "windows", nil, nil
	sc.authority = "office365"
	return sc
}
