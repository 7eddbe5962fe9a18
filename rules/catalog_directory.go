package rules

// directoryRules is DIR: the directory and who may join devices to it.
func directoryRules() []*Rule {
	return []*Rule{
		mayJoin,
		deviceQuota,
		localAdmin,
		companyBranding,
		workforceTenant,
		sameUPN,
	}
}
