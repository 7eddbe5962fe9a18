package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestOOB01(t *testing.T) {
	try(t, federatedUsers, examples{
		{Name: "a managed domain", Change: federated("Managed"), Want: Pass},
		{Name: "a federated domain", Change: federated("Federated"), Want: Manual, Detail: "contoso.example"},
		{Name: "a word that this program does not know", Change: federated("Delegated"), Want: NotEvaluated,
			Detail: "Delegated"},
		{Name: "the second of two domains", Change: changes(federated("Managed"), set(func(s *tenant.Settings) {
			s.Domains = append([]tenant.Domain{{Name: "fabrikam.example", Type: "Federated"}}, s.Domains...)
		})), Want: Pass},
		{Name: "a domain of no list", Want: NotEvaluated, Detail: "not among those of the tenant"},
	})
}
