package rules

import "prepaudit/rules/tenant"

var enrollmentWhileRegistering = &Rule{
	ID:       "MDM-06",
	Title:    "Adding a work account to a personal device does not enrol it",
	Level:    Advisory,
	Effect:   Effect{Enroll, Information, Information},
	Citation: Citation{enrollmentDocument, "Enable Windows automatic enrollment", enrollmentDocumentURL},
	Rationale: "Device preparation joins devices, so that the switch does not touch it. Left off, whoever adds a " +
		"work account to a private PC may enrol that PC, and count it against the quota.",
	Remediation: enrollmentPath + " > Disable MDM enrollment when adding work or school account on Windows: Yes.",
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
			return NA("automatic enrolment reaches nobody")
		}
		return Warnf("adding a work account to a personal device may enrol it; joining devices is not " +
			"touched by this")
	}),
	Shown: []Shown{
		{Pass, "the switch is set"},
		{Warn, "the switch is not set"},
		{NotApplicable, "the switch is not set, and nobody is enrolled"},
		{NotEvaluated, "Graph did not send it"},
	},
}
