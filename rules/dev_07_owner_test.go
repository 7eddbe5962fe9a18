package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestDEV07(t *testing.T) {
	try(t, companyOwned, examples{
		{Name: "the organization's", Want: Pass},
		{Name: "personal", Change: device(func(d *tenant.Device) { d.Ownership = "personal" }), Want: Warn},
		{Name: "unknown", Change: device(func(d *tenant.Device) { d.Ownership = "unknown" }), Want: NotEvaluated},
		{Name: "a word that this program does not know",
			Change: device(func(d *tenant.Device) { d.Ownership = "leased" }), Want: NotEvaluated, Detail: "leased"},
	})
}
