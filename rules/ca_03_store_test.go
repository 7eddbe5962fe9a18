package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestCA03(t *testing.T) {
	try(t, activationSpared, examples{
		{Name: "no policy", Change: on(2026, 11, 10), Want: Pass},
		{Name: "MFA for everything, while 23H2 is serviced",
			Change: changes(access(complying("OR", "All", "mfa")), on(2026, 11, 10)), Want: Warn, Detail: "KB5034848"},
		{Name: "MFA for everything, a day after the end of 23H2",
			Change: changes(access(complying("OR", "All", "mfa")), on(2026, 11, 11)), Want: Pass, Detail: "24H2"},
		{Name: "MFA for everything but it",
			Change: changes(on(2026, 11, 10),
				access(tenant.AccessPolicy{State: "enabled", IncludeUsers: everybody, IncludeApps: []string{"All"},
					ExcludeApps: []string{"45A330B1-B1EC-4CC1-9161-9F03992AA49F"}, Controls: []string{"mfa"}})),
			Want: Pass},
		{Name: "MFA for everything under a risk only",
			Change: changes(on(2026, 11, 10), access(risky(complying("OR", "All", "mfa"), "high"))), Want: Pass,
			Detail: "only at a risk (sign-in risk high)"},
		{Name: "MFA for everything without a risk",
			Change: changes(on(2026, 11, 10), access(risky(complying("OR", "All", "mfa"), "none"))), Want: Warn},
		{Name: "no MFA", Change: changes(on(2026, 11, 10), access(complying("OR", "All", "block"))),
			Want: Pass},
	})
}
