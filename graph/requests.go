package graph

import (
	"slices"
	"strings"

	"prepaudit/graph/saved"
	"prepaudit/rules/tenant"
)

// Request is one whose answer a folder of saved answers has, see FromDir.
type Request struct {
	File    string // what its first page is called, without .json; ID stands for an id
	Address string // version, path and query, encoded; {id} stands for an id
	From    Source // where the ids stand; empty for a request without one
}

// Source is where ids stand in answers that were saved before.
type Source struct {
	File string // of the answers, as Request.File
	// At is the way to an id from an element of a collection, or from an object: names with dots, through lists.
	At string
	// If is the way to a property without which an element has no such id; Is is its value, "" for any but null.
	If, Is string
	// Setting is, in place of At, the settingDefinitionId of a setting of which all GUIDs in its values are ids.
	Setting string
}

const (
	ofEnrollment = "templateReference.templateFamily"
	allMembers   = "?$select=id&$top=999"
)

// requests are those of each dataset, in an order in which ids are there before they are asked for.
var requests = []struct {
	of []tenant.Dataset
	Request
}{
	{of(tenant.Organization, tenant.MDMAuthority, tenant.Branding), base("organization", "/v1.0/organization")},
	{of(tenant.SKUs), base("subscribedSkus", "/v1.0/subscribedSkus")},
	{of(tenant.Subscriptions), base("subscriptions", "/v1.0/directory/subscriptions")},
	// Also for the names of the groups that policies list by their ids.
	{of(tenant.LicenseGroups, tenant.Preparation, tenant.Registration, tenant.AccessPolicies, tenant.Restrictions),
		base("groups", "/v1.0/groups?$select="+groupProperties+"&$top=999")},
	{of(tenant.LicenseGroups), base(saved.GroupsInError,
		"/v1.0/groups?$filter=hasMembersWithLicenseErrors eq true&$select=id,displayName&$top=999")},
	{of(tenant.MDMPolicies),
		base("mobileDeviceManagementPolicies", "/beta/policies/mobileDeviceManagementPolicies?$expand=includedGroups")},
	{of(tenant.MAMPolicies), base("mobileAppManagementPolicies", "/beta/policies/mobileAppManagementPolicies")},
	{of(tenant.Domains), base("domains", "/v1.0/domains")},
	{of(tenant.Registration), base("deviceRegistrationPolicy", "/v1.0/policies/deviceRegistrationPolicy")},
	{of(tenant.OwnedDevices), base("devices", "/v1.0/devices?$expand=registeredOwners($select=id)&$select=id,trustType&$top=999")},
	{of(tenant.AccessPolicies), base("conditionalAccessPolicies", "/v1.0/identity/conditionalAccess/policies")},
	{of(tenant.AuthMethods), base("userRegistrationDetails", "/v1.0/reports/authenticationMethods/"+
		"userRegistrationDetails?$select=id,isMfaCapable,methodsRegistered&$top=999")},
	{of(tenant.IntuneState, tenant.DiagnosticsSet), base("deviceManagement", "/beta/deviceManagement")},
	{of(tenant.Restrictions),
		base("deviceEnrollmentConfigurations", "/beta/deviceManagement/deviceEnrollmentConfigurations")},
	{of(tenant.CorporateIDs), base("importedDeviceIdentities",
		"/beta/deviceManagement/importedDeviceIdentities?$select=id,importedDeviceIdentityType")},
	{of(tenant.Autopilots),
		base("windowsAutopilotDeviceIdentities", "/v1.0/deviceManagement/windowsAutopilotDeviceIdentities")},
	{of(tenant.Associations), base("tenantAssociatedDevices", "/beta/deviceManagement/tenantAssociatedDevices")},
	{of(tenant.Configurations), base("deviceConfigurations", "/beta/deviceManagement/deviceConfigurations")},
	{of(tenant.Preparation, tenant.Configurations), base("configurationPolicies", configurationPolicies)},
	{of(tenant.PushedApps), base("mobileApps", "/beta/deviceAppManagement/mobileApps?$expand=assignments")},
	{of(tenant.Operations), base("resourceOperations", "/v1.0/deviceManagement/resourceOperations")},
	{of(tenant.Roles), base("roleDefinitions", "/v1.0/deviceManagement/roleDefinitions")},
	{of(tenant.Roles), base("roleAssignments", "/v1.0/deviceManagement/roleAssignments")},
	{of(tenant.DeviceOwner),
		base("ownedObjects", "/v1.0/servicePrincipals(appId='"+tenant.ProvisioningApp+"')/ownedObjects?$select=id")},
	{of(tenant.ManagedDevices), base("managedDevices", "/beta/deviceManagement/managedDevices"+
		"?$filter=operatingSystem eq 'Windows'&$select="+betaDeviceProperties+"&$top=1000")},

	{of(tenant.MDMAuthority), by("organization-ID", "/v1.0/organization/{id}?$select=mobileDeviceManagementAuthority",
		Source{File: "organization", At: "id"})},
	{of(tenant.Branding), by("branding", "/v1.0/organization/{id}/branding?$select=id", Source{File: "organization", At: "id"})},
	{of(tenant.Roles), by("roleAssignments-ID", "/v1.0/deviceManagement/roleDefinitions/{id}/roleAssignments",
		Source{File: "roleDefinitions", At: "id"})},
	{of(tenant.Restrictions), by("assignments-ID", "/beta/deviceManagement/deviceEnrollmentConfigurations/{id}/assignments",
		Source{File: "deviceEnrollmentConfigurations", At: "id"})},
	{of(tenant.Configurations), by("assignments-ID", "/beta/deviceManagement/deviceConfigurations/{id}/assignments",
		Source{File: "deviceConfigurations", At: "id"})},
	{of(tenant.Configurations), by("settings-ID", configurationPolicies+"/{id}/settings?$expand=settingDefinitions",
		Source{File: "configurationPolicies", At: "id"})},
	{of(tenant.Configurations), by("assignments-ID", configurationPolicies+"/{id}/assignments",
		Source{File: "configurationPolicies", At: "id"})},
	{of(tenant.Preparation), by("settings-ID", configurationPolicies+"/{id}/settings?$expand=settingDefinitions",
		Source{File: "configurationPolicies", At: "id", If: ofEnrollment, Is: preparationFamily})},
	{of(tenant.Preparation), by("assignments-ID", configurationPolicies+"/{id}/assignments",
		Source{File: "configurationPolicies", At: "id", If: ofEnrollment, Is: preparationFamily})},
	{of(tenant.DeviceGroups), by("retrieveEnrollmentTimeDeviceMembershipTarget-ID",
		configurationPolicies+"/{id}/retrieveEnrollmentTimeDeviceMembershipTarget",
		Source{File: "configurationPolicies", At: "id", If: ofEnrollment, Is: preparationFamily})},
	{of(tenant.DeviceGroups), aGroup("enrollmentTimeDeviceMembershipTargetValidationStatuses.targetId")},
	{of(tenant.DeviceGroups), aGroup("enrollmentTimeDeviceMembershipTargets.targetId")},
	{of(tenant.Apps), by("mobileApps-ID", "/beta/deviceAppManagement/mobileApps/{id}?$expand=assignments",
		Source{File: "settings-ID", Setting: dppPrefix + "allowedappids"})},
	{of(tenant.Scripts),
		by("deviceManagementScripts-ID", "/beta/deviceManagement/deviceManagementScripts/{id}?$expand=assignments",
			Source{File: "settings-ID", Setting: dppPrefix + "allowedscriptids"})},
	{of(tenant.LicenseMembers), by("members-ID", "/v1.0/groups/{id}/members"+allMembers,
		Source{File: "groups", At: "id", If: "licenseProcessingState.state"})},
	{of(tenant.MDMMembers, tenant.OtherMDMMembers), membersOf("mobileDeviceManagementPolicies", "includedGroups.id")},
	{of(tenant.RegistrationWho), membersOf("deviceRegistrationPolicy", "azureADJoin.allowedToJoin.groups")},
	{of(tenant.AccessWho), membersOf("conditionalAccessPolicies", "conditions.users.includeGroups")},
	{of(tenant.AccessWho), membersOf("conditionalAccessPolicies", "conditions.users.excludeGroups")},
	{of(tenant.PreparationWho, tenant.RestrictionWho), membersOf("assignments-ID", "target.groupId")},
}

func of(all ...tenant.Dataset) []tenant.Dataset { return all }

func base(file, address string) Request { return Request{File: file, Address: address} }

func by(file, address string, from Source) Request { return Request{file, address, from} }

func aGroup(at string) Request {
	return by("groups-ID", "/v1.0/groups/{id}?$select=id,displayName,securityEnabled,groupTypes,isAssignableToRole",
		Source{File: "retrieveEnrollmentTimeDeviceMembershipTarget-ID", At: at})
}

func membersOf(file, at string) Request {
	return by("transitiveMembers-ID", "/v1.0/groups/{id}/transitiveMembers"+allMembers, Source{File: file, At: at})
}

// Requests lists those whose answers FromDir reads of datasets, in an order in which each finds its ids in answers to
// those before it. Of users they ask what q asks.
func Requests(want map[tenant.Dataset]bool, q UserQuery) []Request {
	var all []Request
	for _, r := range requests {
		if slices.ContainsFunc(r.of, func(ds tenant.Dataset) bool { return want[ds] }) {
			r.Address = encoded.Replace(r.Address)
			all = append(all, r.Request)
		}
	}
	if want[tenant.Users] {
		all = append(all, base("users", "/v1.0/users?$select="+q.properties()+"&$top=999"))
	}
	return all
}

var encoded = strings.NewReplacer(" ", "%20", "'", "%27")
