package audit

import "strings"

// means are faults that are no faults: Graph says something by them.
func means(a attempt, answer *whole) bool {
	switch {
	case strings.Contains(a.pattern, "/$count"):
		return true // a number that is good to have: without it, nothing is held against it
	case a.fault.lost && (!answer.counted() || len(answer.list) == 0) && !strings.HasSuffix(a.pattern, "/v1.0/users"):
		return true // there are as many as come
	}
	for _, m := range meanings {
		if strings.Contains(a.pattern, m.pattern) && a.fault.name == m.fault && (a.page <= 1 || !answer.isList()) {
			return true
		}
	}
	return false
}

func (w *whole) isList() bool { return w.list != nil }

var meanings = []struct{ pattern, fault, says string }{
	{"mobileApps/{id}", "404", "the app was deleted"},
	{"deviceManagementScripts/{id}", "404", "the script was deleted"},
	{"groups/{id}", "404", "the group was deleted"},
	{"servicePrincipals(", "404", "the tenant never had it"},
	{"tenantAssociatedDevices", "404", "the tenant's Graph has no such path yet"},
	{"tenantAssociatedDevices", "400", "the same"},
	{"/retrieveEnrollmentTimeDeviceMembershipTarget",
		"without enrollmentTimeDeviceMembershipTargetValidationStatuses.targetId", "there is no group"},
	{"/branding", "404", "there is no branding"},
	{"conditionalAccess/policies", "without value.conditions.authenticationFlows", "newer than the rest"},
	{"/subscribedSkus", "without value.subscriptionIds", "newer than the rest, and shown alone"},
	{"/v1.0/users", "without value.employeeOrgData", "shown alone, to look people up by"},
	{"/v1.0/users", "without value.employeeOrgData.costCenter", "the same"},
	{"/v1.0/users", "value.jobTitle of another type", "a property of --columns may be of any"},
	{"/beta/deviceManagement/managedDevices", "404", "only v1.0 is served, which knows no editions"},
	{"/beta/deviceManagement/managedDevices", "400", "the same"},
	{"/managedDevices", "without value.skuNumber", "lists of some tenants leave it out"},
	{"/managedDevices", "without value.skuFamily", "the same"},
	{"/managedDevices", "without value.joinType", "the same"},
	{"/managedDevices", "without value.autopilotEnrolled", "v1.0 has none"},
	{"/mobileDeviceManagementPolicies", "without value.isMdmEnrollmentDuringRegistrationDisabled",
		"newer than the rest"},
	{"/beta/deviceManagement", "an empty object", "a property of beta that comes and goes"},
	{"/beta/deviceManagement", "without settings", "the same"},
	{"/beta/deviceManagement", "without settings.enableAutopilotDiagnostics", "the same"},
	{"/beta/deviceManagement", "without settings.enableLogCollection", "the same"},
	{"/settings", "value.settingInstance.simpleSettingValue.value of another type", "a value may be of any"},
	{"/deviceConfigurations", "without value.networkProxyAutomaticConfigurationUrl", "each type has others"},
	{"/deviceConfigurations", "without value.diagnosticsDataSubmissionMode", "the same"},
	{"/deviceConfigurations", "value.diagnosticsDataSubmissionMode of another type", "a value may be of any"},
	{"/deviceConfigurations", "value.networkProxyDisableAutoDetect of another type", "the same"},
	{"/deviceConfigurations", "value.networkProxyServer of another type", "the same"},
}
