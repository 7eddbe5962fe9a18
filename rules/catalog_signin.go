package rules

// signInRules is OOB: signing in during the out-of-box experience.
func signInRules() []*Rule {
	return []*Rule{
		federatedUsers,
		noSmartCards,
		hasMethod,
		oneDemand,
	}
}
