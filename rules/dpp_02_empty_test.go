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
		{Name: "an automatic policy", Change: changes(preparing(), automatically), Want: NotApplicable,
			Detail: "a Cloud PC provisioning policy says whose"},
		{Name: "an automatic policy beside one for an empty group",
			Change: changes(preparing(), automatically, preparing(to("group", tenant.Members{}))), Want: Warn},
		{Name: "no policy", Want: NotApplicable},
	})
}
