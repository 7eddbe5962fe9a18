package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestMDM06(t *testing.T) {
	try(t, enrollmentWhileRegistering, examples{
		{Name: "the switch is set", Change: registering(true), Want: Pass},
		{Name: "the switch is not set", Change: registering(false), Want: Warn},
		{Name: "the switch is not set, and a group is enrolled",
			Change: changes(mdm("selected", tenant.Members{}), registering(false)), Want: Warn},
		{Name: "the switch is not set, and nobody is enrolled", Change: changes(mdm("none"), registering(false)),
			Want: NotApplicable},
		{Name: "Graph did not send it", Want: NotEvaluated},
		{Name: "no entry for Intune", Change: func(x *Case) { x.MDMPolicies = nil }, Want: NotApplicable},
	})
}

func registering(disabled bool) func(*Case) {
	return func(c *Case) { c.MDMPolicies[0].EnrollmentDuringRegistrationDisabled = &disabled }
}
