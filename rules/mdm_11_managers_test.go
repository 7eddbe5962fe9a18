package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestMDM11(t *testing.T) {
	try(t, enrollmentManagers, examples{
		{Name: "a policy",
			Change: set(func(s *tenant.Settings) { s.Preparation = []tenant.PreparationPolicy{{Name: "Pilot"}} }),
			Want:   Manual},
		{Name: "an automatic policy",
			Change: set(func(s *tenant.Settings) {
				s.Preparation = []tenant.PreparationPolicy{{Mode: tenant.Automatic}}
			}), Want: NotApplicable},
		{Name: "a policy of an unknown deployment type",
			Change: set(func(s *tenant.Settings) {
				s.Preparation = []tenant.PreparationPolicy{{Mode: tenant.OtherMode}}
			}), Want: NotEvaluated},
		{Name: "no policy", Want: NotApplicable},
	})
}
