package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestDIR04(t *testing.T) {
	try(t, companyBranding, examples{
		{Name: "branded", Change: branded(tenant.Yes), Want: Pass},
		{Name: "not branded", Change: branded(tenant.No), Want: Warn, Detail: "works without it"},
		{Name: "not known", Want: NotEvaluated},
	})
}

func branded(is tenant.Tri) func(*Case) { return set(func(s *tenant.Settings) { s.Branded = is }) }
