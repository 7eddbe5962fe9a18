package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

var isMember, noMember = tenant.Members{exampleUser: tenant.Direct}, tenant.Members{}

func TestDPP13(t *testing.T) {
	try(t, policyApplies, examples{
		{Name: "in a group of a policy", Change: preparing(to("group", isMember)), Want: Pass},
		{Name: "all users", Change: preparing(to("allUsers", nil)), Want: Pass},
		{Name: "in a group of two policies of one priority", Change: changes(preparing(to("group", isMember)),
			preparing(to("group", isMember)), set(func(s *tenant.Settings) { s.Preparation[1].Priority = 1 })), Want: Pass},
		{Name: "in no group of a policy", Change: preparing(to("group", noMember)), Want: Fail},
		{Name: "in a group that is excluded", Change: preparing(to("allUsers", nil), to("exclusion", isMember)), Want: Fail},
		{Name: "in no group of a policy, and devices are associated",
			Change: changes(preparing(to("group", noMember)), associating("associated")), Want: Warn, Detail: "policy of its own"},
		{Name: "a group could not be read", Change: preparing(to("group", nil)), Want: NotEvaluated},
		{Name: "no policy", Want: NotApplicable, Detail: "no user-driven"},
		{Name: "an automatic policy", Change: changes(preparing(), automatically), Want: NotApplicable},
	})
}
