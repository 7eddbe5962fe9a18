package rules

// settingRules is INT: Intune settings that the document speaks of.
func settingRules() []*Rule {
	return []*Rule{
		noProxyPolicy,
		dataByPolicy,
		diagnosticsCollection,
		storeApps,
	}
}
