package rules

// enrolmentRules is MDM: automatic enrolment and what Intune lets in.
func enrolmentRules() []*Rule {
	return []*Rule{
		mdmAuthority,
		automaticEnrolment,
		usersInMDMScope,
		intuneActive,
		enrolmentURLs,
		enrolmentWhileRegistering,
		mamOverlap,
		personalDevices,
		windowsMayEnrol,
		minimumVersion,
		enrolmentManagers,
		deviceLimit,
	}
}
