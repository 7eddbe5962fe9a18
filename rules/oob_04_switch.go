package rules

import "prepaudit/rules/tenant"

var oneDemand = &Rule{
	ID:     "OOB-04",
	Title:  "MFA for joining devices is required either in Device settings or in Conditional Access, not both",
	Level:  Advisory,
	Effect: Effect{Join, Information, Information},
	Citation: Citation{"Conditional Access: require multifactor authentication for device registration",
		"Create a Conditional Access policy",
		"https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-device-registration"},
	Rationale: "If a Conditional Access policy covers registering or joining devices, the older setting in Device " +
		"settings must be off. Otherwise people are asked twice, and the policy doesn't apply as it should.",
	Remediation: "Microsoft Entra admin center > Entra ID > Devices > Overview > Device settings > Require " +
		"multifactor authentication to register or join devices: No, if a Conditional Access policy requires it.",
	Needs: []tenant.Dataset{tenant.Registration, tenant.AccessPolicies},
	Once: overTenant(func(env *Env) Verdict {
		by, atRisk, doubt, strange := "", "", "", tenant.AccessPolicy{}
		for _, p := range env.Access {
			switch {
			case forJoining(p) && p.State == "enabled" && p.AtRisk() == tenant.Yes:
				atRisk = "; Conditional Access policy " + p.Name + " requires it at a risk"
			case !demandedOfJoining(p):
			case p.State == "enabled" && p.AtRisk() == tenant.Unknown:
				doubt = p.Name
			case p.State == "enabled":
				by = p.Name
			default:
				strange = p
			}
		}
		switch {
		case env.Registration.MultiFactor == "":
			return Unknown("Graph did not send multiFactorAuthConfiguration")
		case env.Registration.MultiFactor != "required" && env.Registration.MultiFactor != "notRequired":
			return unrecognized("the switch is", env.Registration.MultiFactor)
		case by == "" && strange.State != "":
			return unrecognized("the state of Conditional Access policy "+strange.Name+" is", strange.State)
		case by == "" && doubt != "":
			return Unknown("whether Conditional Access policy %s requires it without a risk is not known", doubt)
		case by != "" && env.Registration.MultiFactor == "required":
			return Warnf("the switch requires it, and so does Conditional Access policy %s", by)
		case by != "":
			return Passf("Conditional Access policy %s requires it, the switch doesn't", by)
		case env.Registration.MultiFactor == "required":
			return Passf("only the switch requires it of everybody%s", atRisk)
		}
		return Passf("neither the switch nor a Conditional Access policy requires it of everybody%s", atRisk)
	}),
	Shown: []Shown{
		{Pass, "the switch alone"},
		{Pass, "a policy alone"},
		{Warn, "both"},
		{NotEvaluated, "Graph did not say"},
	},
}
