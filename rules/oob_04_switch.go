package rules

import "prepaudit/rules/tenant"

var oneDemand = &Rule{
	ID:          "OOB-04",
	Title:       "The second factor for joining is demanded in one place",
	Level:       Advisory,
	Citation:    Citation{"Conditional Access: require multifactor authentication for device registration", "Create a Conditional Access policy", "https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-device-registration"},
	Rationale:   "Beside a Conditional Access policy for registering or joining devices, the older switch in the device settings must be off, or users are asked twice and the policy does not apply as it should.",
	Remediation: "Microsoft Entra admin center > Entra ID > Devices > Overview > Device settings > Require multifactor authentication to register or join devices: No, where a Conditional Access policy demands it.",
	Needs:       []tenant.Dataset{tenant.Registration, tenant.AccessPolicies},
	Once: func(env *Env) []Verdict {
		by, strange := "", tenant.AccessPolicy{}
		for _, p := range env.Access {
			switch {
			case !demandedOfJoining(p):
			case p.State == "enabled":
				by = p.Name
			default:
				strange = p
			}
		}
		switch {
		case env.Registration.MultiFactor == "":
			return []Verdict{Unknown("Graph did not send multiFactorAuthConfiguration")}
		case env.Registration.MultiFactor != "required" && env.Registration.MultiFactor != "notRequired":
			return []Verdict{Unknown("the switch is %q, a word that prepaudit does not know", env.Registration.MultiFactor)}
		case by == "" && strange.State != "":
			return []Verdict{Unknown("the state of Conditional Access policy %s is %q, a word that prepaudit does not know", strange.Name, strange.State)}
		case by != "" && env.Registration.MultiFactor == "required":
			return []Verdict{Warnf("the switch demands it, and Conditional Access policy %s does too", by)}
		case by != "":
			return []Verdict{Passf("Conditional Access policy %s demands it, the switch does not", by)}
		case env.Registration.MultiFactor == "required":
			return []Verdict{Passf("the switch alone demands it")}
		}
		return []Verdict{Passf("neither the switch nor a Conditional Access policy demands it")}
	},
	Examples: []Example{
		{Name: "neither", Change: demanding("notRequired"), Want: Pass, Detail: "neither"},
		{Name: "the switch alone", Change: demanding("required"), Want: Pass, Detail: "alone"},
		{Name: "a policy alone", Change: changes(demanding("notRequired"), access(registeringPolicy("enabled"))), Want: Pass, Detail: "demands it, the switch does not"},
		{Name: "both", Change: changes(demanding("required"), access(registeringPolicy("enabled"))), Want: Warn, Detail: "Register devices"},
		{Name: "both, but the policy only reports", Change: changes(demanding("required"), access(registeringPolicy("enabledForReportingButNotEnforced"))), Want: Pass},
		{Name: "both, but the policy is off", Change: changes(demanding("required"), access(registeringPolicy("disabled"))), Want: Pass, Detail: "alone"},
		{Name: "the switch, beside a policy that demands something else", Change: changes(demanding("required"), access(func() tenant.AccessPolicy {
			p := registeringPolicy("enabled")
			p.Controls = []string{tenant.TermsOfUse}
			return p
		}())), Want: Pass, Detail: "alone"},
		{Name: "both, beside a policy in a state that this program does not know", Change: changes(demanding("required"), access(registeringPolicy("resting")), access(registeringPolicy("enabled"))), Want: Warn},
		{Name: "both, but the policy is for nobody", Change: changes(demanding("required"), access(forNobody(registeringPolicy("enabled")))), Want: Pass, Detail: "alone"},
		{Name: "both, but the policy is for telephones", Change: changes(demanding("required"), access(onPlatform(registeringPolicy("enabled"), []string{"iOS"}, nil))), Want: Pass, Detail: "alone"},
		{Name: "Graph did not say", Want: NotEvaluated, Detail: "did not send"},
		{Name: "a policy in a state that this program does not know", Change: changes(demanding("required"), access(registeringPolicy("resting"))), Want: NotEvaluated, Detail: "resting"},
		{Name: "a word that this program does not know", Change: demanding("sometimes"), Want: NotEvaluated, Detail: "sometimes"},
	},
}

func forNobody(p tenant.AccessPolicy) tenant.AccessPolicy {
	p.IncludeUsers = []string{"None"}
	return p
}

func registeringPolicy(state string) tenant.AccessPolicy {
	return tenant.AccessPolicy{ID: "1", Name: "Register devices", State: state, UserActions: []string{tenant.RegisterDevice}, IncludeUsers: []string{"All"}, Controls: []string{"mfa"}}
}
