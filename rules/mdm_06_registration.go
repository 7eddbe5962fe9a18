package rules

import "prepaudit/rules/tenant"

var enrollmentWhileRegistering = &Rule{
	ID:       "MDM-06",
	Title:    "Adding a work account to a personal device doesn't enroll it",
	Level:    Advisory,
	Effect:   Effect{Enroll, Information, Information},
	Citation: Citation{enrollmentDocument, "Enable Windows automatic enrollment", enrollmentDocumentURL},
	Rationale: "Device preparation joins devices, so this setting doesn't affect it. If it is off, adding a work " +
		"account to a personal PC may enroll that PC, and it counts toward the device limit.",
	Remediation: enrollmentPath + " > Disable MDM enrollment when adding work or school account: Yes.",
	Needs:       []tenant.Dataset{tenant.MDMPolicies},
	Once: overTenant(func(env *Env) Verdict {
		p, ok := env.intunePolicy()
		switch {
		case !ok:
			return NA("there is no entry for Intune")
		case p.EnrollmentDuringRegistrationDisabled == nil:
			return Unknown("Graph did not send isMdmEnrollmentDuringRegistrationDisabled")
		case *p.EnrollmentDuringRegistrationDisabled:
			return Passf("devices that are only registered are not enrolled")
		case p.AppliesTo == "none":
			return NA("automatic enrollment applies to nobody")
		}
		return Warnf("adding a work account to a personal device may enroll it; joining devices is not " +
			"touched by this")
	}),
	Shown: []Shown{
		{Pass, "the switch is set"},
		{Warn, "the switch is not set"},
		{NotApplicable, "the switch is not set, and nobody is enrolled"},
		{NotEvaluated, "Graph did not send it"},
	},
}
