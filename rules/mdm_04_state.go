package rules

import "prepaudit/rules/tenant"

var intuneActive = &Rule{
	ID:       "MDM-04",
	Title:    "The Intune subscription is active",
	Level:    Required,
	Do:       "Activate the Intune subscription again",
	Where:    productsPath + ": renew the subscription, or buy one with Microsoft Intune",
	Effect:   Effect{Enroll, Stops, Information},
	done:     func(f *Facts, _ string) { f.Intune.State = "active" },
	Citation: requirement("software", "Software requirements"),
	Rationale: "Intune refuses enrollment while its own subscription isn't active, whatever licenses the users " +
		"have.",
	Remediation: "Renew the subscription, or buy one with Microsoft Intune: " + productsPath +
		". Microsoft Intune admin center > Tenant administration > Tenant status shows the state.",
	Needs:   []tenant.Dataset{tenant.IntuneState},
	OneUser: true,
	Once:    overTenant(func(env *Env) Verdict { return env.otherwise(judgeIntuneState(env.Intune.State)) }),
	Shown: []Shown{
		{Pass, "active"},
		{Fail, "disabled"},
		{Warn, "in its grace period"},
		{NotApplicable, "disabled, another MDM stated"},
	},
}

func judgeIntuneState(state string) Verdict {
	switch state {
	case "active":
		return Passf("the Intune subscription is active")
	case "warning":
		return Warnf("the Intune subscription is in its grace period (warning)")
	case "pending", "disabled", "deleted", "blocked", "lockedOut":
		return Failf("the Intune subscription is not active (%s)", state)
	case tenant.NoIntune:
		return Failf("the tenant has no Intune: it answers that its requests are not applicable to this tenant")
	case "":
		return Unknown("Graph did not send subscriptionState")
	}
	return unrecognized("the Intune subscription is", state)
}
