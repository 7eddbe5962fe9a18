package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestDIR01(t *testing.T) {
	try(t, mayJoin, examples{
		{Name: "everybody may", Change: joining("all"), Want: Pass},
		{Name: "nobody may", Change: joining("no"), Want: Fail, Detail: "nobody"},
		{Name: "the user's group may", Change: joining("enumerated", tenant.Members{exampleUser: tenant.Nested}),
			Want: Pass},
		{Name: "other groups may", Change: joining("enumerated", tenant.Members{}), Want: Fail, Detail: "not among"},
		{Name: "the user alone may",
			Change: changes(joining("enumerated"),
				set(func(s *tenant.Settings) { s.Registration.Join.Users = map[tenant.GUID]bool{exampleUser: true} })),
			Want: Pass},
		{Name: "a group could not be read", Change: joining("enumerated", nil), Want: NotEvaluated,
			Detail: "could be read"},
		{Name: "the user's group may, another could not be read",
			Change: joining("enumerated", nil, tenant.Members{exampleUser: tenant.Direct}), Want: Pass},
		{Name: "Graph did not say", Want: NotEvaluated, Detail: "did not send"},
		{Name: "a word that this program does not know", Change: joining("some"), Want: NotEvaluated, Detail: "some"},
	})
}
