package rules

import (
	"testing"

	"prepaudit/rules/tenant"
)

func TestMDM04(t *testing.T) {
	try(t, intuneActive, examples{
		{Name: "active", Change: intuneState("active"), Want: Pass},
		{Name: "in its grace period", Change: intuneState("warning"), Want: Warn, Detail: "grace period"},
		{Name: "pending", Change: intuneState("pending"), Want: Fail, Detail: "pending"},
		{Name: "disabled", Change: intuneState("disabled"), Want: Fail},
		{Name: "deleted", Change: intuneState("deleted"), Want: Fail},
		{Name: "blocked", Change: intuneState("blocked"), Want: Fail},
		{Name: "locked out", Change: intuneState("lockedOut"), Want: Fail},
		{Name: "disabled, another MDM stated", Change: intuneState("disabled"), OtherMDM: true, Want: NotApplicable,
			Detail: "disabled"},
		{Name: "active, another MDM stated", Change: intuneState("active"), OtherMDM: true, Want: Pass},
		{Name: "no Intune", Change: intuneState(tenant.NoIntune), Want: Fail, Detail: "no Intune"},
		{Name: "no Intune, another MDM stated", Change: intuneState(tenant.NoIntune), OtherMDM: true,
			Want: NotApplicable},
		{Name: "Graph did not say", Want: NotEvaluated, Detail: "did not send"},
		{Name: "a word that this program does not know", Change: intuneState("resting"), Want: NotEvaluated,
			Detail: "resting"},
	})
}

func intuneState(state string) func(*Case) {
	return set(func(s *tenant.Settings) { s.Intune.State = state })
}
