package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestLIC02(t *testing.T) {
	try(t, intuneAssigned, examples{
		{Name: "Microsoft 365 E3", Holds: "SPE_E3", Want: Pass},
		{Name: "E3 with the plan switched off", Holds: "SPE_E3 -INTUNE_A", Want: Fail, Detail: "SPE_E3"},
		{Name: "E3 with the plan switched off and a standalone Intune", Holds: "SPE_E3 -INTUNE_A, INTUNE_A",
			Want: Pass},
		{Name: "device license only", Holds: "INTUNE_A_D", Want: Fail, Detail: "device"},
		{Name: "Office 365 E3, Basic Mobility only", Holds: "ENTERPRISEPACK", Want: Fail},
		{Name: "Teams Rooms Pro on a person", Holds: "Microsoft_Teams_Rooms_Pro", Want: Fail},
		{Name: "Intune Suite without Plan 1", Holds: "Microsoft_Intune_Suite", Want: Fail},
		{Name: "no license", Want: Fail},
		{Name: "no license, another MDM stated", OtherMDM: true, Want: NotApplicable, Detail: "Intune objects"},
		{Name: "Microsoft 365 E3, another MDM stated", Holds: "SPE_E3", OtherMDM: true, Want: Pass},
		{Name: "Intune for Education's plan without Intune Plan 1", Holds: "INTUNE_EDU -INTUNE_A", Want: Warn},
		{Name: "the plan waits for provisioning", Holds: "INTUNE_A", Change: provisioning("INTUNE_A", "PendingInput"),
			Want: Warn},
		{Name: "the plan waits for provisioning, another MDM stated", Holds: "INTUNE_A",
			Change: provisioning("INTUNE_A", "PendingInput"), OtherMDM: true, Want: Warn},
		{Name: "no license, and an active state of one", Change: unassigned("SPE_E3", "Active"), Want: NotEvaluated,
			Detail: "SPE_E3 (Microsoft 365 E3) is active in licenseAssignmentStates and absent from assignedLicenses: the two " +
				"disagree\n"},
		{Name: "another license, and an active state of one", Holds: "AAD_PREMIUM",
			Change: unassigned("INTUNE_A", "ActiveWithError"), Want: NotEvaluated, Detail: "the two disagree"},
		{Name: "no license, and a state of one in error", Change: unassigned("SPE_E3", "Error"), Want: Fail,
			Detail: "its assignment is in error"},
		{Name: "no license, and an active state of one without Intune", Change: unassigned("FLOW_FREE", "Active"),
			Want: Fail, Detail: "none of the user's licenses includes an Intune plan\n"},
		{Name: "no license, and an active state of one that is suspended",
			Change: changes(unassigned("SPE_E3", "Active"), capability("Suspended")), Want: Fail,
			Detail: "its status is Suspended"},
		{Name: "no license, and an active state of one with the plan switched off", Change: func(x *Case) {
			unassigned("INTUNE_A", "Active")(x)
			x.User.States[0].Disabled = []tenant.GUID{planNamed(x.SKUs[0].Plans, "INTUNE_A").ID}
		}, Want: Fail},
		{Name: "a license without a state", Holds: "SPE_E3", Want: Pass},
		{Name: "the product is suspended", Holds: "SPE_E3", Change: capability("Suspended"), Want: Fail},
		{Name: "the product's status is a word that this program does not know", Holds: "SPE_E3",
			Change: capability("Paused"), Want: NotEvaluated, Detail: "Paused"},
		{Name: "no license, a failed assignment", Holds: "",
			Change: func(x *Case) { failed("SPE_E3", "CountViolation")(x) }, Want: Fail,
			Detail: "; SPE_E3 (Microsoft 365 E3) would give it, but its assignment is in error (CountViolation, " +
				"no seat left)"},
		{Name: "no license, an assignment in a state that this program does not know",
			Change: func(x *Case) { failed("SPE_E3", "")(x); x.User.States[0].State = "Paused" }, Want: Fail,
			Detail: "includes an Intune plan\n"},
		{Name: "another assignment failed, and an active one does not give it", Holds: "SPE_E3 -INTUNE_A",
			Change: changes(failed("FLOW_FREE", "CountViolation"), state("SPE_E3", "Active", "")), Want: Fail,
			Detail: "of SPE_E3 (Microsoft 365 E3)\n"},
		{Name: "no license, a failed assignment with the plan off", Change: func(x *Case) {
			failed("SPE_E3", "CountViolation")(x)
			x.User.States[0].Disabled = []tenant.GUID{planNamed(x.SKUs[0].Plans, "INTUNE_A").ID}
		}, Want: Fail, Detail: "includes an Intune plan\n"},
		{Name: "off by a group whose name is known", Holds: "SPE_E3 -INTUNE_A", Change: func(x *Case) {
			assigned("Staff", "INTUNE_A")(x)
			state("SPE_E3", "Active", "")(x)
			x.User.States[0].Group, x.User.States[0].Disabled = exampleGroup, x.User.Licenses[0].Disabled
		}, Want: Fail, Detail: "by group Staff"},
		{Name: "a group is still assigning it",
			Change: assigning("SPE_E3", "QueuedForProcessing", tenant.Members{exampleUser: tenant.Direct}), Want: Warn,
			Detail: "still being assigned by group All staff (QueuedForProcessing): none of the user's licenses includes " +
				"an Intune plan"},
		{Name: "a group is in the middle of it",
			Change: assigning("SPE_E3", "ProcessingInProgress", tenant.Members{exampleUser: tenant.Direct}),
			Want:   Warn},
		{Name: "the group is done",
			Change: assigning("SPE_E3", "ProcessingComplete", tenant.Members{exampleUser: tenant.Direct}), Want: Fail},
		{Name: "a group assigns it to others", Change: assigning("SPE_E3", "QueuedForProcessing", tenant.Members{}),
			Want: Fail},
		{Name: "a group assigns it, but not to nested members",
			Change: assigning("SPE_E3", "QueuedForProcessing", tenant.Members{exampleUser: tenant.Nested}), Want: Fail},
		{Name: "a group assigns it, perhaps not to this member",
			Change: assigning("SPE_E3", "QueuedForProcessing", tenant.Members{exampleUser: tenant.DirectOrNested}),
			Want:   NotEvaluated,
			Detail: "includes an Intune plan; group All staff would assign it and is not done, but only to " +
				"direct members"},
		{Name: "a group is assigning another product",
			Change: assigning("FLOW_FREE", "QueuedForProcessing", tenant.Members{exampleUser: tenant.Direct}),
			Want:   Fail},
		{Name: "a group is assigning it without the plan", Change: func(x *Case) {
			assigning("SPE_E3", "QueuedForProcessing", tenant.Members{exampleUser: tenant.Direct})(x)
			x.LicenseGroups[0].Licenses[0].Disabled = []tenant.GUID{planNamed(x.SKUs[0].Plans, "INTUNE_A").ID}
		}, Want: Fail},
		{Name: "the group has tried already", Change: func(x *Case) {
			assigning("SPE_E3", "ProcessingInProgress", tenant.Members{exampleUser: tenant.Direct})(x)
			state("SPE_E3", "Error", "CountViolation")(x)
			x.User.States[0].Group = exampleGroup
		}, Want: Fail},
		{Name: "another group has tried", Change: func(x *Case) {
			assigning("SPE_E3", "ProcessingInProgress", tenant.Members{exampleUser: tenant.Direct})(x)
			state("SPE_E3", "Error", "CountViolation")(x)
		}, Want: Warn},
		{Name: "the group has tried another product", Change: func(x *Case) {
			assigning("SPE_E3", "ProcessingInProgress", tenant.Members{exampleUser: tenant.Direct})(x)
			state("FLOW_FREE", "Error", "CountViolation")(x)
			x.User.States[0].Group = exampleGroup
		}, Want: Warn},
		{Name: "the members of the group could not be read", Change: assigning("SPE_E3", "QueuedForProcessing", nil),
			Want: NotEvaluated,
			Detail: "includes an Intune plan; group All staff would assign it and is not done, and its members " +
				"could not be read"},
		{Name: "the members of a group that is done were not read",
			Change: assigning("SPE_E3", "ProcessingComplete", nil), Want: Fail},
		{Name: "a group in a state that this program does not know",
			Change: assigning("SPE_E3", "Paused", tenant.Members{exampleUser: tenant.Direct}), Want: NotEvaluated,
			Detail: `; group All staff would assign it, but its processing state "Paused" isn't recognized`},
		{Name: "licensed, whatever a group does", Holds: "SPE_E3",
			Change: assigning("SPE_E5", "QueuedForProcessing", nil), Want: Pass},
		{Name: "more seats assigned than there are", Holds: "SPE_E3", Change: units(12, 10, 0), Want: Pass},
		{Name: "no license, and groups were not read", Change: missing(tenant.LicenseGroups), Want: Fail,
			Detail: "whether a group is still assigning it was not read\n"},
		{Name: "licensed, and groups were not read", Holds: "SPE_E3", Change: missing(tenant.LicenseGroups),
			Want: Pass},
		{Name: "Graph didn't send the licenses", Change: unsent, Want: NotEvaluated},
	})
}
