package rules

// roleRules is RBA: permissions of the people who set it up.
func roleRules() []*Rule {
	return []*Rule{
		preparationRole,
	}
}
