package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestDPP04(t *testing.T) {
	try(t, onePolicy, examples{
		{Name: "one policy", Change: preparing(to("group", tenant.Members{exampleUser: tenant.Direct})), Want: Pass},
		{Name: "two policies",
			Change: changes(preparing(to("group", tenant.Members{exampleUser: tenant.Direct})),
				preparing(to("allUsers", nil))), Want: Warn, Detail: "wins over"},
		{Name: "two policies of one priority",
			Change: changes(preparing(to("allUsers", nil)), preparing(to("allUsers", nil)), ranked(1, 1)), Want: Warn,
			Detail: "A and B; their priorities don't say which"},
		{Name: "two policies, one without a priority",
			Change: changes(preparing(to("allUsers", nil)), preparing(to("allUsers", nil)), ranked(1, 0)), Want: Warn,
			Detail: "don't say which"},
		{Name: "two policies in another order than Graph's",
			Change: changes(preparing(to("allUsers", nil)),
				preparing(to("group", tenant.Members{exampleUser: tenant.Direct})), ranked(2, 1)), Want: Warn,
			Detail: "B wins over A"},
		{Name: "two policies, one excludes the user",
			Change: changes(preparing(to("allUsers", nil)),
				preparing(to("allUsers", nil), to("exclusion", tenant.Members{exampleUser: tenant.Direct}))),
			Want: Pass},
		{Name: "one policy for others", Change: preparing(to("group", tenant.Members{})), Want: NotApplicable},
		{Name: "a group could not be read",
			Change: changes(preparing(to("allUsers", nil)), preparing(to("group", nil))), Want: NotEvaluated},
		{Name: "two policies, a third could not be read",
			Change: changes(preparing(to("allUsers", nil)), preparing(to("allUsers", nil)),
				preparing(to("group", nil))), Want: Warn},
		{Name: "assigned in a way that this program does not know",
			Change: changes(preparing(to("cloudPCs", nil)), preparing(to("allUsers", nil))), Want: NotEvaluated},
		{Name: "a policy of an unknown deployment type",
			Change: changes(preparing(to("allUsers", nil)), set(func(s *tenant.Settings) {
				s.Preparation = append(s.Preparation, tenant.PreparationPolicy{Mode: tenant.OtherMode})
			})), Want: NotEvaluated},
		{Name: "an automatic policy beside one of the user",
			Change: changes(preparing(to("allUsers", nil)), automatically, preparing(to("allUsers", nil))), Want: Pass},
		{Name: "an automatic policy alone", Change: changes(preparing(to("allUsers", nil)), automatically),
			Want: NotApplicable},
		{Name: "no policy", Want: NotApplicable},
	})
}

// ranked is a change: the policies A, B, … have these priorities, 0 for none.
func ranked(priorities ...int) func(*Case) {
	return func(c *Case) {
		for i, n := range priorities {
			p := &c.Preparation[i]
			p.Name, p.Priority, p.Unranked = string(rune('A'+i)), n, n == 0
		}
	}
}
