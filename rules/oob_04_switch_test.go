package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestOOB04(t *testing.T) {
	try(t, oneDemand, examples{
		{Name: "neither", Change: demanding("notRequired"), Want: Pass, Detail: "neither"},
		{Name: "the switch alone", Change: demanding("required"), Want: Pass, Detail: "only the switch"},
		{Name: "a policy alone", Change: changes(demanding("notRequired"), access(registeringPolicy("enabled"))),
			Want: Pass, Detail: "requires it, the switch doesn't"},
		{Name: "both", Change: changes(demanding("required"), access(registeringPolicy("enabled"))), Want: Warn,
			Detail: "Register devices"},
		{Name: "both, but the policy only reports",
			Change: changes(demanding("required"), access(registeringPolicy("enabledForReportingButNotEnforced"))),
			Want:   Pass},
		{Name: "both, but the policy is off",
			Change: changes(demanding("required"), access(registeringPolicy("disabled"))), Want: Pass, Detail: "only the switch"},
		{Name: "the switch, beside a policy that demands something else",
			Change: changes(demanding("required"), access(func() tenant.AccessPolicy {
				p := registeringPolicy("enabled")
				p.Controls = []string{tenant.TermsOfUse}
				return p
			}())), Want: Pass, Detail: "only the switch"},
		{Name: "both, beside a policy in a state that this program does not know",
			Change: changes(demanding("required"), access(registeringPolicy("resting")),
				access(registeringPolicy("enabled"))), Want: Warn},
		{Name: "both, but the policy is for nobody",
			Change: changes(demanding("required"), access(forNobody(registeringPolicy("enabled")))), Want: Pass,
			Detail: "only the switch"},
		{Name: "both, but the policy is for telephones",
			Change: changes(demanding("required"),
				access(onPlatform(registeringPolicy("enabled"), []string{"iOS"}, nil))), Want: Pass, Detail: "only the switch"},
		{Name: "both, but the policy under a risk only",
			Change: changes(demanding("required"), access(risky(registeringPolicy("enabled"), "high"))), Want: Pass,
			Detail: "only the switch requires it of everybody; Conditional Access policy Register devices requires " +
				"it at a risk"},
		{Name: "a policy under a risk only",
			Change: changes(demanding("notRequired"), access(risky(registeringPolicy("enabled"), "high"))), Want: Pass,
			Detail: "requires it of everybody; Conditional Access policy Register devices requires it at a risk"},
		{Name: "both, one policy under a risk only, another always",
			Change: changes(demanding("required"), access(risky(registeringPolicy("enabled"), "high")),
				access(registeringPolicy("enabled"))), Want: Warn},
		{Name: "both, but the policy without a risk",
			Change: changes(demanding("required"), access(risky(registeringPolicy("enabled"), "none"))), Want: Warn},
		{Name: "both, but the policy at an unrecognized level of risk",
			Change: changes(demanding("required"), access(risky(registeringPolicy("enabled"), "unknownFutureValue"))),
			Want:   NotEvaluated, Detail: "whether Conditional Access policy Register devices requires it without a " +
				"risk"},
		{Name: "Graph did not say", Want: NotEvaluated, Detail: "did not send"},
		{Name: "a policy in a state that this program does not know",
			Change: changes(demanding("required"), access(registeringPolicy("resting"))), Want: NotEvaluated,
			Detail: "resting"},
		{Name: "a word that this program does not know", Change: demanding("sometimes"), Want: NotEvaluated,
			Detail: "sometimes"},
	})
}

func forNobody(p tenant.AccessPolicy) tenant.AccessPolicy {
	p.IncludeUsers = []string{"None"}
	return p
}
