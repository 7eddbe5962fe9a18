package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestCA02(t *testing.T) {
	try(t, enrollmentCompliance, examples{
		{Name: "no policy", Want: Pass},
		{Name: "compliance for all applications, which exempts enrollment",
			Change: access(complying("OR", "All", "compliantDevice")), Want: Pass},
		{Name: "compliance for enrollment by name", Change: access(complying("OR", enrollmentApp, "compliantDevice")),
			Want: Warn, Detail: "and a new PC isn't compliant yet"},
		{Name: "compliance of the enrollment, or MFA",
			Change: access(complying("OR", enrollmentApp, "compliantDevice", "mfa")), Want: Pass},
		{Name: "compliance of the enrollment, or terms of use",
			Change: access(complying("OR", enrollmentApp, "compliantDevice", tenant.TermsOfUse)), Want: Pass},
		{Name: "compliance of the enrollment, or what another provider asks",
			Change: access(complying("OR", enrollmentApp, "compliantDevice", tenant.CustomControl)), Want: Pass},
		{Name: "compliance of the enrollment and terms of use",
			Change: access(complying("AND", enrollmentApp, "compliantDevice", tenant.TermsOfUse)), Want: Warn},
		{Name: "terms of use", Change: access(complying("AND", "All", tenant.TermsOfUse)), Want: Pass},
		{Name: "compliance of the enrollment and MFA",
			Change: access(complying("AND", enrollmentApp, "compliantDevice", "mfa")), Want: Warn},
		{Name: "compliance of the enrollment, or an app that only telephones have",
			Change: access(complying("OR", enrollmentApp, "compliantDevice", "approvedApplication")), Want: Warn},
		{Name: "compliance of all applications and MFA",
			Change: access(complying("AND", "All", "compliantDevice", "mfa")), Want: Pass},
		{Name: "hybrid join of all applications", Change: access(complying("OR", "All", "domainJoinedDevice")),
			Want: Warn, Detail: "joined to Active Directory"},
		{Name: "compliance or hybrid join of all applications",
			Change: access(complying("OR", "All", "compliantDevice", "domainJoinedDevice")), Want: Pass},
		{Name: "compliance and hybrid join of all applications",
			Change: access(complying("AND", "All", "compliantDevice", "domainJoinedDevice")), Want: Warn},
		{Name: "everything blocked", Change: access(complying("OR", "All", "block")), Want: Warn, Detail: "blocks"},
		{Name: "legacy authentication blocked",
			Change: access(by(complying("OR", "All", "block"), []string{"exchangeActiveSync", "other"}, nil)),
			Want:   Pass},
		{Name: "legacy authentication and browsers blocked",
			Change: access(by(complying("OR", "All", "block"), []string{"exchangeActiveSync", "browser"}, nil)),
			Want:   Warn},
		{Name: "codes of another device blocked",
			Change: access(by(complying("OR", "All", "block"), []string{"all"},
				[]string{"deviceCodeFlow", "authenticationTransfer"})), Want: Pass},
		{Name: "a flow blocked that this program does not know",
			Change: access(by(complying("OR", "All", "block"), nil, []string{"deviceCodeFlow", "newFlow"})),
			Want:   Warn},
		{Name: "everything blocked under a risk only", Change: access(risky(complying("OR", "All", "block"), "high")),
			Want: Pass, Detail: "blocks enrollment, only at a risk (sign-in risk high)"},
		{Name: "everything blocked under a risk only, and for a role",
			Change: access(func() tenant.AccessPolicy {
				p := risky(complying("OR", "All", "block"), "high")
				p.IncludeUsers, p.IncludeRoles = nil, []string{"r"}
				return p
			}()), Want: Pass},
		{Name: "everything blocked under a risk and on some devices",
			Change: access(onSomeDevices(risky(complying("OR", "All", "block"), "high"))), Want: Pass},
		{Name: "everything blocked on some devices", Change: access(onSomeDevices(complying("OR", "All", "block"))),
			Want: Warn},
		{Name: "everything blocked without a risk", Change: access(risky(complying("OR", "All", "block"), "none")),
			Want: Warn},
		{Name: "everything blocked at an unrecognized level of risk",
			Change: access(risky(complying("OR", "All", "block"), "unknownFutureValue")), Want: NotEvaluated},
		{Name: "an unrecognized control under a risk only",
			Change: access(risky(complying("OR", "All", "palmReading"), "high")), Want: Pass},
		{Name: "everything blocked under a risk in one policy, for all in another",
			Change: changes(access(risky(complying("OR", "All", "block"), "high")),
				access(complying("OR", "All", "block"))), Want: Warn},
		{Name: "compliance of another application", Change: access(complying("OR", "other", "compliantDevice")),
			Want: Pass},
		{Name: "MFA", Change: access(complying("OR", "All", "mfa")), Want: Pass},
		{Name: "an app that only telephones have",
			Change: access(complying("OR", "All", "approvedApplication", "compliantApplication")), Want: Warn,
			Detail: "only phones have"},
		{Name: "an app that is protected, alone", Change: access(complying("OR", "All", "compliantApplication")),
			Want: Warn, Detail: "only phones have"},
		{Name: "an app that only telephones have, or MFA",
			Change: access(complying("OR", "All", "approvedApplication", "mfa")), Want: Pass},
		{Name: "an app that only telephones have, and MFA",
			Change: access(complying("AND", "All", "approvedApplication", "mfa")), Want: Warn},
		{Name: "an unrecognized control", Change: access(complying("OR", "All", "palmReading")),
			Want:   NotEvaluated,
			Detail: `enforced: requires "palmReading", an unrecognized value; it applies to all users`},
		{Name: "an unrecognized control, or MFA",
			Change: access(complying("OR", "All", "palmReading", "mfa")), Want: Pass},
		{Name: "an unrecognized control, or a compliant device",
			Change: access(complying("OR", enrollmentApp, "palmReading", "compliantDevice")), Want: NotEvaluated},
		{Name: "an unrecognized control, and a compliant device",
			Change: access(complying("AND", enrollmentApp, "palmReading", "compliantDevice")), Want: Warn,
			Detail: "and a new PC isn't compliant yet"},
		{Name: "an unrecognized control, and MFA",
			Change: access(complying("AND", "All", "mfa", "palmReading")), Want: NotEvaluated},
		{Name: "a risk remedied", Change: access(complying("AND", "All", "riskRemediation")), Want: Pass},
		{Name: "everything blocked for agents", Change: access(func() tenant.AccessPolicy {
			p := complying("OR", "All", "block")
			p.IncludeUsers = []string{tenant.Agents}
			return p
		}()), Want: Pass, Detail: "no policy requires"},
		{Name: "everything blocked, for an unrecognized group of people", Change: access(func() tenant.AccessPolicy {
			p := complying("OR", "All", "block")
			p.IncludeUsers = []string{"AllRobots"}
			return p
		}()), Want: NotEvaluated,
			Detail: `it applies to "AllRobots" (an unrecognized value), nobody is excluded`},
		{Name: "applications blocked that a filter picks", Change: access(func() tenant.AccessPolicy {
			p := complying("OR", "other", "block")
			p.FilteredApps, p.Only = true, []string{"applications that a filter selects"}
			return p
		}()), Want: Warn, Detail: "only under further conditions (applications that a filter selects)"},
		{Name: "compliance of applications that a filter selects", Change: access(func() tenant.AccessPolicy {
			p := complying("OR", "other", "compliantDevice")
			p.FilteredApps = true
			return p
		}()), Want: Warn},
		{Name: "a changed password", Change: access(complying("OR", "All", "passwordChange")), Want: Pass},
		{Name: "a strength of authentication, or an unrecognized control",
			Change: access(func() tenant.AccessPolicy {
				p := complying("OR", "All", "palmReading")
				p.Strength = &tenant.Strength{}
				return p
			}()), Want: Pass},
	})
}

// by has a policy apply to some ways of signing in.
func by(p tenant.AccessPolicy, clientApps, flows []string) tenant.AccessPolicy {
	p.ClientApps, p.Flows = clientApps, flows
	return p
}
