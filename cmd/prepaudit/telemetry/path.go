package telemetry

import "strings"

// words are all that paths of Graph have beside ids and names, one of a resource or of a function each.
var words = func() map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields(`v1.0 beta $count $batch $ref
		users transitiveMemberOf ownedDevices managedDevices deviceManagementTroubleshootingEvents
		subscribedSkus directory subscriptions organization branding domains
		groups members transitiveMembers owners servicePrincipals ownedObjects devices
		microsoft.graph.user microsoft.graph.group microsoft.graph.device
		deviceManagement managedDeviceOverview configurationPolicies settings assignments
		retrieveEnrollmentTimeDeviceMembershipTarget deviceEnrollmentConfigurations windowsAutopilotDeviceIdentities
		tenantAssociatedDevices importedDeviceIdentities deviceConfigurations deviceManagementScripts
		deviceAppManagement mobileApps resourceOperations roleDefinitions roleAssignments
		identity conditionalAccess policies reports authenticationMethods userRegistrationDetails
		mobileAppManagementPolicies mobileDeviceManagementPolicies deviceRegistrationPolicy includedGroups`) {
		all[word] = true
	}
	return all
}()

// template is a path of Graph with {} for whatever isn't a word of Graph's: ids, and names by which something is asked
// for. What this version doesn't know is one of these too.
func template(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		word, _, function := strings.Cut(part, "(")
		switch {
		case part == "":
		case !words[word]:
			parts[i] = "{}"
		case function:
			parts[i] = word + "({})"
		}
	}
	return strings.Join(parts, "/")
}
