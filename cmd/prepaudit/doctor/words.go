package doctor

// What may be copied from an answer besides the names of Graph's metadata is listed here.

// filterWords are what this program puts into quotation marks in a filter.
var filterWords = []string{"'Windows'", "'windows10'", "'enrollmentConfiguration'"}

// annotations are those that are counted.
var annotations = []string{"@odata.context", "@odata.count", "@odata.nextLink", "@odata.id", "@odata.etag",
	"@microsoft.graph.tips"}

// anID in a list of values stands for any GUID.
const anID = "an id"

var (
	plans  = []string{"Success", "Disabled", "Error", "PendingInput", "PendingActivation", "PendingProvisioning"}
	states = []string{"Enabled", "Warning", "Suspended", "Deleted", "LockedOut"}
	whom   = []string{"User", "Company"}
	people = []string{anID, "All", "None", "GuestsOrExternalUsers"}
	apps   = []string{anID, "All", "None", "Office365", "MicrosoftAdminPortals"}
	places = []string{anID, "All", "AllTrusted"}
)

// values are those of texts that are no enumeration in Graph's metadata and that prepaudit compares with words
// (reference pages of the resources, 2026-08).
var values = map[string][]string{
	"organization.tenantType":            {"AAD", "AAD B2C", "CIAM"},
	"subscribedSku.appliesTo":            whom,
	"subscribedSku.capabilityStatus":     states,
	"servicePlanInfo.appliesTo":          whom,
	"servicePlanInfo.provisioningStatus": plans,
	"companySubscription.status":         states,
	"user.userType":                      {"Member", "Guest"},
	"user.externalUserState":             {"PendingAcceptance", "Accepted"},
	"user.creationType":                  {"Invitation", "LocalAccount", "EmailVerified", "SelfServiceSignUp"},
	"licenseAssignmentState.state":       {"Active", "ActiveWithError", "Disabled", "Error"},
	"licenseAssignmentState.error": {"None", "CountViolation", "MutuallyExclusiveViolation", "DependencyViolation",
		"ProhibitedInUsageLocationViolation", "UniquenessViolation", "Other"},
	"assignedPlan.capabilityStatus": states,
	"licenseProcessingState.state":  {"QueuedForProcessing", "ProcessingInProgress", "ProcessingComplete"},
	"group.groupTypes":              {"Unified", "DynamicMembership"},
	"group.visibility":              {"Public", "Private", "HiddenMembership"},
	"domain.authenticationType":     {"Managed", "Federated"},
	"device.trustType":              {"AzureAd", "ServerAd", "Workplace"},
	"managedDevice.operatingSystem": {"Windows", "iOS", "iPadOS", "macOS", "Android", "Linux", "ChromeOS", "visionOS",
		"tvOS"},
	"conditionalAccessUsers.includeUsers":               people,
	"conditionalAccessUsers.excludeUsers":               people,
	"conditionalAccessApplications.includeApplications": apps,
	"conditionalAccessApplications.excludeApplications": apps,
	"conditionalAccessApplications.includeUserActions":  {"urn:user:registerdevice", "urn:user:registersecurityinfo"},
	"conditionalAccessLocations.includeLocations":       places,
	"conditionalAccessLocations.excludeLocations":       places,
	"conditionalAccessGrantControls.operator":           {"AND", "OR"},
	"deviceEnrollmentConfiguration.platformType": {"allPlatforms", "ios", "windows", "windowsPhone", "android",
		"androidForWork", "mac", "linux"},
	"appInstallExperience.runAsAccount": {"system", "user"},
}

// types are derived types that the metadata at hand does not have and that a reader tells apart.
var types = named(
	"allDeviceRegistrationMembership", "allDevicesAssignmentTarget", "allLicensedUsersAssignmentTarget",
	"deviceEnrollmentLimitConfiguration", "deviceEnrollmentPlatformRestrictionConfiguration",
	"deviceEnrollmentPlatformRestrictionsConfiguration", "deviceEnrollmentWindowsHelloForBusinessConfiguration",
	"deviceManagementConfigurationChoiceSettingCollectionInstance",
	"deviceManagementConfigurationChoiceSettingDefinition", "deviceManagementConfigurationChoiceSettingInstance",
	"deviceManagementConfigurationGroupSettingCollectionInstance",
	"deviceManagementConfigurationGroupSettingInstance", "deviceManagementConfigurationIntegerSettingValue",
	"deviceManagementConfigurationSimpleSettingCollectionInstance",
	"deviceManagementConfigurationSimpleSettingDefinition", "deviceManagementConfigurationSimpleSettingInstance",
	"deviceManagementConfigurationStringSettingValue", "enumeratedDeviceRegistrationMembership",
	"exclusionGroupAssignmentTarget", "groupAssignmentTarget", "microsoftStoreForBusinessApp",
	"noDeviceRegistrationMembership", "officeSuiteApp", "webApp", "win32LobApp", "winGetApp",
	"windows10CustomConfiguration", "windows10EnrollmentCompletionPageConfiguration",
	"windows10GeneralConfiguration", "windowsAppX", "windowsMicrosoftEdgeApp", "windowsMobileMSI",
	"windowsStoreApp", "windowsUniversalAppX", "windowsWebApp", "windowsWifiConfiguration",
	"windowsWifiEnterpriseEAPConfiguration",
)

func named(names ...string) []string {
	for i := range names {
		names[i] = "#microsoft.graph." + names[i]
	}
	return names
}

// codes are Graph's codes of errors, and phrases what the texts of errors say that a check or a reader looks for.
var (
	codes = []string{
		"Authorization_RequestDenied", "Authentication_RequestFromNonPremiumTenantOrB2CTenant", "BadRequest",
		"Forbidden", "InvalidAuthenticationToken", "No method match route template", "NotFound", "Request_BadRequest",
		"Request_ResourceNotFound", "Request_UnsupportedQuery", "ResourceNotFound", "TooManyRequests", "Unauthorized",
		"UnknownError", "Directory_ExpiredPageToken", "DirectoryPageTokenNotFoundException", "NotImplemented",
		"InternalServerError", "ServiceUnavailable", "UnsupportedMediaType",
	}
	phrases = []string{
		"app-only", noIntunePhrase, "no odata route exists", `"errorcode":"forbidden"`,
		"insufficient privileges", "not supported", "resource not found for the segment", "invalid page size",
		"lifetime validation failed", "premium license",
	}
)

// noIntunePhrase is what Intune says on each of its paths of a tenant that does not have it.
const noIntunePhrase = "request not applicable to target tenant"
