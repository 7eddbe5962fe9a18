package rules

// preparationRules is DPP: device preparation policies.
func preparationRules() []*Rule {
	return []*Rule{
		policyExists,
		groupsNotEmpty,
		deviceGroup,
		onePolicy,
		policySettings,
		entraJoin,
		policyApps,
		policyScripts,
		policyUsersReady,
		noClassicDevices,
	}
}
