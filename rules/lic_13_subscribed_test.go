package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestLIC13(t *testing.T) {
	try(t, subscribed, examples{
		{Name: "subscribed", Holds: "SPE_E3", Want: Pass},
		{Name: "a suspended subscription is one", Holds: "SPE_E3", Change: capability("Suspended"), Want: Pass},
		{Name: "one of two has none", Holds: "SPE_E3, EMS", Change: func(x *Case) { x.SKUs = x.SKUs[:1] }, Want: Warn,
			Detail: "no subscription in the tenant for EMS (Enterprise Mobility + Security E3)"},
		{Name: "neither of two has one", Holds: "SPE_E3, EMS", Change: func(x *Case) { x.SKUs = nil }, Want: Warn,
			Detail: "for SPE_E3 (Microsoft 365 E3), EMS (Enterprise"},
		{Name: "a product that the catalog does not know either",
			Change: func(x *Case) { x.User.Licenses = []tenant.License{{SKU: tenant.GUID{0: 7}}} }, Want: Warn,
			Detail: "product 07000000"},
		{Name: "no license", Want: Pass},
		{Name: "Graph didn't send the licenses", Change: unsent, Want: NotEvaluated},
	})
}
