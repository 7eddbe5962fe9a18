package rules

import "prepaudit/rules/tenant"

var workforceTenant = &Rule{
	ID:       "DIR-05",
	Title:    "This is a workforce tenant, not a customer (B2C or External ID) tenant",
	Level:    Required,
	Do:       "Audit the organization's own tenant: this one is for customers",
	Effect:   Effect{Join, Stops, Information},
	done:     func(f *Facts, _ string) { f.Organization.TenantType = "AAD" },
	Citation: requirement("software", "Software requirements"),
	Rationale: "Devices join a workforce tenant. A tenant for customers (Azure AD B2C, Microsoft Entra External " +
		"ID) has neither devices nor Intune.",
	Remediation: "You signed in to a customer tenant. Use --tenant with your workforce tenant.",
	Needs:       []tenant.Dataset{tenant.Organization},
	OneUser:     true,
	Once: overTenant(func(env *Env) Verdict {
		switch t := env.Organization.TenantType; t {
		case "AAD":
			return Passf("the tenant is one for an organization's own users")
		case "AAD B2C", "CIAM":
			return Failf("the tenant is one for customers (%s): device preparation does not apply to it", t)
		case "":
			return Unknown("Graph did not send tenantType")
		default:
			return unrecognized("the tenant's type is", t)
		}
	}),
	Shown: []Shown{
		{Pass, "an organization's own users"},
		{Fail, "Azure AD B2C"},
		{Fail, "External ID"},
		{NotEvaluated, "not sent"},
	},
}
