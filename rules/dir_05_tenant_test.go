package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestDIR05(t *testing.T) {
	try(t, workforceTenant, examples{
		{Name: "an organization's own users", Change: tenantType("AAD"), Want: Pass},
		{Name: "Azure AD B2C", Change: tenantType("AAD B2C"), Want: Fail},
		{Name: "External ID", Change: tenantType("CIAM"), Want: Fail, Detail: "customers"},
		{Name: "not sent", Change: tenantType(""), Want: NotEvaluated, Detail: "did not send"},
		{Name: "a word that this program does not know", Change: tenantType("AGENT"), Want: NotEvaluated,
			Detail: "AGENT"},
	})
}

func tenantType(kind string) func(*Case) {
	return set(func(s *tenant.Settings) { s.Organization.TenantType = kind })
}
