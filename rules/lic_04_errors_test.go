package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestLIC04(t *testing.T) {
	try(t, assignmentErrors, examples{
		{Name: "no license, and no state", Want: Pass},
		{Name: "no state of a license", Holds: "SPE_E3", Want: Warn, Level: Advisory,
			Detail: "SPE_E3 (Microsoft 365 E3) is in assignedLicenses and absent from licenseAssignmentStates: the two disagree"},
		{Name: "no state of one of two licenses", Holds: "SPE_E3, FLOW_FREE", Change: state("SPE_E3", "Active", ""),
			Want: Warn, Level: Advisory, Detail: "FLOW_FREE (Microsoft Power Automate Free) is in assignedLicenses and absent"},
		{Name: "no license of an active state", Change: unassigned("SPE_E3", "Active"), Want: Warn, Level: Advisory,
			Detail: "SPE_E3 (Microsoft 365 E3) is active in licenseAssignmentStates and absent from assignedLicenses: the two disagree"},
		{Name: "no license of a state that is disabled", Change: unassigned("SPE_E3", "Disabled"), Want: Pass},
		{Name: "active", Holds: "SPE_E3", Change: state("SPE_E3", "Active", ""), Want: Pass},
		{Name: "no seat left, and nothing else includes Intune", Holds: "SPE_E3",
			Change: state("SPE_E3", "Error", "CountViolation"), Want: Fail, Detail: "no seat left"},
		{Name: "no seat left for Intune alone", Holds: "AAD_PREMIUM", Change: failed("INTUNE_A", "CountViolation"),
			Want: Fail},
		{Name: "no seat left for Entra ID P1 alone", Holds: "INTUNE_A", Change: failed("AAD_PREMIUM", "CountViolation"),
			Want: Fail},
		{Name: "an error without a word", Change: failed("SPE_E3", ""), Want: Fail, Detail: "state Error"},
		{Name: "no seat left for Intune, another MDM stated", Holds: "AAD_PREMIUM",
			Change: failed("INTUNE_A", "CountViolation"), OtherMDM: true, Want: Fail, Level: Advisory},
		{Name: "no seat left for a product without either half", Holds: "SPE_E3, FLOW_FREE",
			Change: state("FLOW_FREE", "Error", "CountViolation"), Want: Fail, Level: Advisory},
		{Name: "no seat left, but another product gives both halves", Holds: "SPE_E3, SPE_E5",
			Change: state("SPE_E3", "Error", "CountViolation"), Want: Fail, Level: Advisory},
		{Name: "by a group whose name is known", Holds: "SPE_E3", Change: func(x *Case) {
			assigned("Staff")(x)
			state("SPE_E3", "Error", "CountViolation")(x)
			x.User.States[0].Group = exampleGroup
		}, Want: Fail, Detail: "assigned by group Staff:"},
		{Name: "by a group that was not read", Holds: "SPE_E3", Change: func(x *Case) {
			state("SPE_E3", "Error", "CountViolation")(x)
			x.User.States[0].Group = exampleGroup
		}, Want: Fail, Detail: "assigned by group bb000000"},
		{Name: "active with an error", Holds: "SPE_E3",
			Change: state("SPE_E3", "ActiveWithError", "DependencyViolation"), Want: Fail, Level: Advisory,
			Detail: "SPE_E3 (Microsoft 365 E3) assigned directly: DependencyViolation"},
		{Name: "two in error", Holds: "SPE_E3",
			Change: changes(state("SPE_E3", "Error", "Other"), state("SPE_E3", "Error", "CountViolation")), Want: Fail,
			Detail: "directly: Other; SPE_E3 (Microsoft 365 E3) assigned directly: CountViolation"},
		{Name: "no seat left for an assignment with both halves switched off", Holds: "FLOW_FREE",
			Change: func(x *Case) {
				failed("EMS", "CountViolation")(x)
				for _, p := range x.SKUs[1].Plans {
					x.User.States[0].Disabled = append(x.User.States[0].Disabled, p.ID)
				}
			}, Want: Fail, Level: Advisory},
		{Name: "Graph didn't send the licenses, an error among the states", Holds: "SPE_E3",
			Change: func(x *Case) { state("SPE_E3", "Error", "CountViolation")(x); unsent(x) }, Want: NotEvaluated},
		{Name: "a strange state before an error that matters", Change: func(x *Case) {
			failed("SPE_E3", "CountViolation")(x)
			x.User.States = append([]tenant.LicenseState{{SKU: x.SKUs[0].ID, State: "Paused"}}, x.User.States...)
		}, Want: Fail},
		{Name: "a strange state behind an error that does not", Holds: "SPE_E3, FLOW_FREE", Change: func(x *Case) {
			state("FLOW_FREE", "Error", "CountViolation")(x)
			state("SPE_E3", "Paused", "")(x)
		}, Want: NotEvaluated, Detail: `unrecognized state "Paused" of an assignment of SPE_E3 (Microsoft 365 E3)`},
		{Name: "Graph didn't send the states", Holds: "SPE_E3", Change: func(x *Case) { x.User.StatesKnown = false },
			Want: NotEvaluated},
		{Name: "a state that this program does not know", Holds: "SPE_E3", Change: state("SPE_E3", "error", ""),
			Want: NotEvaluated},
		{Name: "a state that was not sent", Holds: "SPE_E3", Change: state("SPE_E3", "", ""), Want: NotEvaluated},
		{Name: "an error that this program does not know", Holds: "SPE_E3",
			Change: state("SPE_E3", "Error", "NewViolation"), Want: Fail, Detail: "directly: NewViolation\n"},
		{Name: "disabled without an error", Holds: "SPE_E3, SPE_E5",
			Change: changes(state("SPE_E3", "Disabled", ""), state("SPE_E5", "Active", "")), Want: Pass},
		{Name: "disabled with an error", Holds: "SPE_E3, SPE_E5", Change: state("SPE_E3", "Disabled", "CountViolation"),
			Want: Fail, Level: Advisory},
		{Name: "by the second of two groups", Holds: "SPE_E3", Change: func(x *Case) {
			assigned("Sales")(x)
			x.LicenseGroups[0].ID = tenant.GUID{0: 0xcc}
			assigned("Staff")(x)
			state("SPE_E3", "Error", "CountViolation")(x)
			x.User.States[0].Group = exampleGroup
		}, Want: Fail, Detail: "by group Staff:"},
		{Name: "a product that the tenant does not hold", Holds: "SPE_E3",
			Change: func(x *Case) { state("SPE_E3", "Error", "Other")(x); x.SKUs = nil }, Want: Fail, Level: Advisory},
	})
}
