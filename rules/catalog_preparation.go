package rules

// preparationRules is DPP: device preparation policies.
func preparationRules() []*Rule {
	return nil
}
