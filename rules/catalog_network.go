package rules

// networkRules is NET: what `prepaudit network` found.
func networkRules() []*Rule {
	return []*Rule{
		internetNames,
		openPorts,
		deploymentService,
		activationService,
		entraReached,
		intuneReached,
		intuneContent,
		diagnosticsUpload,
		windowsUpdate,
		deliveryOptimization,
		timeServer,
		dnsServer,
		diagnosticData,
		connectionStatus,
		notifications,
		microsoftStore,
		microsoft365,
		revocationLists,
		proxySettings,
		associationHosts,
	}
}
