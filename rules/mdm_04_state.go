package rules

import "prepaudit/rules/tenant"

var intuneActive = &Rule{
	ID:          "MDM-04",
	Title:       "The Intune subscription is active",
	Level:       Required,
	Citation:    Citation{document, "Software requirements", documentURL + "?tabs=software"},
	Rationale:   "Intune refuses enrolments while its own subscription is not active, whatever licences the users hold.",
	Remediation: "Renew the subscription: " + adminCentre + ". Microsoft Intune admin center > Tenant administration > Tenant status shows the state.",
	Needs:       []tenant.Dataset{tenant.IntuneState},
	Once: func(env *Env) []Verdict {
		return []Verdict{env.otherwise(judgeIntuneState(env.Intune.State))}
	},
	Examples: []Example{
		{Name: "active", Change: intuneState("active"), Want: Pass},
		{Name: "in its grace period", Change: intuneState("warning"), Want: Warn, Detail: "grace period"},
		{Name: "pending", Change: intuneState("pending"), Want: Fail, Detail: "pending"},
		{Name: "disabled", Change: intuneState("disabled"), Want: Fail},
		{Name: "deleted", Change: intuneState("deleted"), Want: Fail},
		{Name: "blocked", Change: intuneState("blocked"), Want: Fail},
		{Name: "locked out", Change: intuneState("lockedOut"), Want: Fail},
		{Name: "disabled, another MDM stated", Change: intuneState("disabled"), OtherMDM: true, Want: NotApplicable, Detail: "disabled"},
		{Name: "active, another MDM stated", Change: intuneState("active"), OtherMDM: true, Want: Pass},
		{Name: "Graph did not say", Want: NotEvaluated, Detail: "did not send"},
		{Name: "a word that this program does not know", Change: intuneState("resting"), Want: NotEvaluated, Detail: "resting"},
	},
}

func intuneState(state string) func(*Case) {
	return set(func(s *tenant.Settings) { s.Intune.State = state })
}

func judgeIntuneState(state string) Verdict {
	switch state {
	case "active":
		return Passf("the Intune subscription is active")
	case "warning":
		return Warnf("the Intune subscription is in its grace period (warning)")
	case "pending", "disabled", "deleted", "blocked", "lockedOut":
		return Failf("the Intune subscription is not active (%s)", state)
	case "":
		return Unknown("Graph did not send subscriptionState")
	}
	return Unknown("the Intune subscription is %q, a state that prepaudit does not know", state)
}

// otherwise takes what is not passed about Intune as not applicable where another MDM service is stated.
func (e *Env) otherwise(v Verdict) Verdict {
	if e.OtherMDM && v.Outcome != Pass {
		return NA("another MDM service is stated to be in use; " + v.Detail)
	}
	return v
}
