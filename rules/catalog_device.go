package rules

// deviceRules is DEV: Windows on the devices that are enrolled already.
func deviceRules() []*Rule {
	return []*Rule{
		windows11,
		generalAvailability,
		serviced,
		versionFloor,
		supportedEdition,
		servicedForMonths,
		companyOwned,
		freshTables,
	}
}
