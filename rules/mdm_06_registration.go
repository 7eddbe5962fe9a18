package rules

import "prepaudit/rules/tenant"

var enrolmentWhileRegistering = &Rule{
	ID:          "MDM-06",
	Title:       "Adding a work account to a personal device does not enrol it",
	Level:       Advisory,
	Citation:    Citation{enrolmentDocument, "Enable Windows automatic enrollment", enrolmentDocumentURL},
	Rationale:   "Device preparation joins devices, so that the switch does not touch it. Left off, whoever adds a work account to a private PC may enrol that PC, and count it against the quota.",
	Remediation: enrolmentPath + " > Disable MDM enrollment when adding work or school account on Windows: Yes.",
	Needs:       []tenant.Dataset{tenant.MDMPolicies},
	Once: func(env *Env) []Verdict {
		p, ok := env.IntunePolicy()
		switch {
		case !ok:
			return []Verdict{NA("there is no entry for Intune; MDM-02 says so")}
		case p.EnrollmentDuringRegistrationDisabled == nil:
			return []Verdict{Unknown("Graph did not send isMdmEnrollmentDuringRegistrationDisabled")}
		case *p.EnrollmentDuringRegistrationDisabled:
			return []Verdict{Passf("devices that are only registered are not enrolled")}
		case p.AppliesTo == "none":
			return []Verdict{NA("automatic enrolment reaches nobody")}
		}
		return []Verdict{Warnf("adding a work account to a personal device may enrol it; joining devices is not touched by this")}
	},
	Examples: []Example{
		{Name: "the switch is set", Change: registering(true), Want: Pass},
		{Name: "the switch is not set", Change: registering(false), Want: Warn},
		{Name: "the switch is not set, and a group is enrolled", Change: changes(mdm("selected", tenant.Members{}), registering(false)), Want: Warn},
		{Name: "the switch is not set, and nobody is enrolled", Change: changes(mdm("none"), registering(false)), Want: NotApplicable},
		{Name: "Graph did not send it", Want: NotEvaluated},
		{Name: "no entry for Intune", Change: func(x *Case) { x.MDMPolicies = nil }, Want: NotApplicable},
	},
}

func registering(disabled bool) func(*Case) {
	return func(c *Case) { c.MDMPolicies[0].EnrollmentDuringRegistrationDisabled = &disabled }
}
