package graphtest

import "slices"

// associated is a tenant that associates its devices in place of collecting identifiers, and has begun to lose track.
func associated() scenario {
	sc := contoso()
	sc.Scenario = Scenario{"associated",
		"a tenant that associates devices: some have waited for months, some for a deleted policy"}
	sc.access = nil
	const tills = "Device preparation: tills"
	sc.plans = append(slices.Clone(sc.plans[:1]),
		preparation{name: tills, newer: true, group: "Devices: tills", minutes: 60})
	sc.devices = []deviceKind{
		{system: "Windows", versions: []string{"10.0.26200.9278", "10.0.26200.9457"}, sku: 4, family: "Enterprise",
			join: joined, enrollment: joinedByUser, plan: tills, association: "associated", target: tills},
		{share: 200, least: 1, system: "Windows", versions: windows24H2, sku: 4, family: "Enterprise", join: joined,
			enrollment: joinedByUser, plan: devicePlan, association: "preassociated"},
		{share: 100, least: 1, system: "Windows", versions: windows26H2, sku: 4, family: "Enterprise", join: joined,
			enrollment: joinedByUser, plan: classicPlan, classic: true, association: "associated"},
		{share: 20, least: 1, system: "Windows", versions: windows25H2, sku: 48, family: "Pro", join: joined,
			enrollment: joinedByUser, association: "pendingRemoval", target: tills},
		{share: 60, least: 1, system: "Windows", boxed: true, association: "preassociated", target: tills, stale: true},
		{share: 40, least: 1, system: "Windows", boxed: true, association: "preassociated", target: gone},
		{share: 10, least: 1, system: "Windows", boxed: true, association: "preassociated", virtual: true},
	}
	return sc
}
