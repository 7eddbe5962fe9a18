package rules

// accessRules is CA: Conditional Access in the way of enrolment.
func accessRules() []*Rule {
	return []*Rule{
		enrolmentEveryTime,
		enrolmentCompliance,
		activationSpared,
	}
}
