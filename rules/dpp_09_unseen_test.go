package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestDPP09(t *testing.T) {
	try(t, policyUsersReady, examples{
		{Name: "licensed and inside", Holds: "SPE_E3", Change: preparing(to("allUsers", nil)), Want: Pass},
		{Name: "not licensed", Change: preparing(to("allUsers", nil)), Want: Warn, Detail: "isn't licensed"},
		{Name: "outside", Holds: "SPE_E3", Change: changes(mdm("none"), preparing(to("allUsers", nil))), Want: Warn,
			Detail: "isn't in"},
		{Name: "neither", Change: changes(mdm("none"), preparing(to("allUsers", nil))), Want: Warn, Detail: "neither"},
		{Name: "the policy is assigned to others", Change: preparing(to("group", tenant.Members{})), Want: NotApplicable},
		{Name: "who is meant could not be read", Holds: "SPE_E3", Change: preparing(to("group", nil)),
			Want: NotEvaluated},
		{Name: "a policy of an unknown deployment type that may win", Holds: "SPE_E3",
			Change: changes(preparing(to("allUsers", nil)), set(func(s *tenant.Settings) {
				s.Preparation = append(s.Preparation, tenant.PreparationPolicy{Mode: tenant.OtherMode, Unranked: true})
			})), Want: NotEvaluated, Detail: "or one with an unrecognized deployment type"},
		{Name: "the MDM scope could not be read", Holds: "SPE_E3",
			Change: changes(mdm("selected", nil), preparing(to("allUsers", nil))), Want: NotEvaluated},
		{Name: "Graph didn't send the licenses", Change: changes(unsent, preparing(to("allUsers", nil))),
			Want: NotEvaluated},
		{Name: "an automatic policy alone", Change: changes(preparing(to("allUsers", nil)), automatically),
			Want: NotApplicable},
		{Name: "no policy", Holds: "SPE_E3", Want: NotApplicable},
	})
}
