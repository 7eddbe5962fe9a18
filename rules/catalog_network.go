package rules

// networkRules is NET: what `prepaudit network` found.
func networkRules() []*Rule {
	return nil
}
