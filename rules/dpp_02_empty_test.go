package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestDPP02(t *testing.T) {
	try(t, groupsNotEmpty, examples{
		{Name: "a member", Change: preparing(to("group", tenant.Members{exampleUser: tenant.Nested})), Want: Pass},
		{Name: "no member", Change: preparing(to("group", tenant.Members{})), Want: Warn, Detail: "no user"},
		{Name: "members not read", Change: preparing(to("group", nil)), Want: NotEvaluated},
		{Name: "an empty exclusion", Change: preparing(to("exclusion", tenant.Members{})), Want: NotApplicable},
		{Name: "no policy", Want: NotApplicable},
	})
}
