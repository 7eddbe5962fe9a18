package rules

import "prepaudit/rules/tenant"

var workforceTenant = &Rule{
	ID:       "DIR-05",
	Title:    "The tenant is one for an organisation's own users",
	Level:    Required,
	Do:       "Audit the organization's own tenant: this one is for customers",
	Effect:   Effect{Join, Stops, Information},
	done:     func(f *Facts, _ string) { f.Organization.TenantType = "AAD" },
	Citation: requirement("software", "Software requirements"),
	Rationale: "Devices join a tenant for an organisation's own users. A tenant for customers (Azure AD B2C, " +
		"Microsoft Entra External ID) has neither devices nor Intune.",
	Remediation: "Audit the organisation's own tenant: --tenant takes its domain or id.",
	Needs:       []tenant.Dataset{tenant.Organization},
	OneUser:     true,
	Once: overTenant(func(env *Env) Verdict {
		switch t := env.Organization.TenantType; t {
		case "AAD":
			return Passf("the tenant is one for an organisation's own users")
		case "AAD B2C", "CIAM":
			return Failf("the tenant is one for customers (%s): device preparation does not apply to it", t)
		case "":
			return Unknown("Graph did not send tenantType")
		default:
			return unrecognized("the tenant's type is", t, "a word")
		}
	}),
	Shown: []Shown{
		{Pass, "an organisation's own users"},
		{Fail, "Azure AD B2C"},
		{Fail, "External ID"},
		{NotEvaluated, "not sent"},
	},
}
