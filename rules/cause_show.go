package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// shown are the addresses by which Graph shows what rules judge, the more telling first. ORGANIZATION stands for its id,
// and UPN for a person.
var shown = []struct {
	of      tenant.Dataset
	address string
}{
	{tenant.Associations, "beta/deviceManagement/tenantAssociatedDevices"},
	{tenant.Branding, "v1.0/organization/ORGANIZATION/branding"},
	{tenant.OnPremisesUPNs, "v1.0/users/UPN?$select=userPrincipalName,onPremisesUserPrincipalName"},
	{tenant.OwnedDevices, "v1.0/users/UPN/ownedDevices"},
	{tenant.AuthMethods, "v1.0/users/UPN/authentication/methods"},
	{tenant.SignIns, "v1.0/users/UPN?$select=signInActivity"},
	{tenant.AssignedPlans, "v1.0/users/UPN?$select=assignedPlans"},
	{tenant.Apps, "beta/deviceAppManagement/mobileApps?$expand=assignments"},
	{tenant.Scripts, "beta/deviceManagement/deviceManagementScripts?$expand=assignments"},
	{tenant.MDMAuthority, "v1.0/organization/ORGANIZATION?$select=mobileDeviceManagementAuthority"},
	{tenant.MDMPolicies, "beta/policies/mobileDeviceManagementPolicies?$expand=includedGroups"},
	{tenant.MAMPolicies, "beta/policies/mobileAppManagementPolicies"},
	{tenant.Registration, "v1.0/policies/deviceRegistrationPolicy"},
	{tenant.AccessPolicies, "v1.0/identity/conditionalAccess/policies"},
	{tenant.Autopilots, "v1.0/deviceManagement/windowsAutopilotDeviceIdentities"},
	{tenant.Restrictions, "beta/deviceManagement/deviceEnrollmentConfigurations"},
	{tenant.Preparation, "beta/deviceManagement/configurationPolicies?$filter=templateReference/templateFamily%20eq" +
		"%20%27enrollmentConfiguration%27"},
	{tenant.PushedApps, "beta/deviceAppManagement/mobileApps?$expand=assignments"},
	{tenant.Configurations, "beta/deviceManagement/deviceConfigurations"},
	{tenant.DiagnosticsSet, "beta/deviceManagement?$select=settings"},
	{tenant.IntuneState, "v1.0/deviceManagement?$select=subscriptionState"},
	{tenant.ManagedDevices, "v1.0/deviceManagement/managedDevices?$filter=operatingSystem%20eq%20%27Windows%27"},
	{tenant.Roles, "v1.0/deviceManagement/roleDefinitions"},
	{tenant.Domains, "v1.0/domains"},
	{tenant.LicenseGroups, "v1.0/groups?$filter=assignedLicenses/$count%20ne%200&$count=true"},
	{tenant.Subscriptions, "v1.0/directory/subscriptions"},
	{tenant.Organization, "v1.0/organization?$select=displayName,tenantType"},
	{tenant.SKUs, "v1.0/subscribedSkus"},
}

// licensesOf shows the licenses of a person, with the plans that are off and the assignments that failed.
const licensesOf = "v1.0/users/UPN?$select=usageLocation,assignedLicenses,licenseAssignmentStates"

// show fills in the request that shows what is to be changed, where none changes it.
func (f *Facts) show(row *Cause, ch *change) {
	address := ""
	switch ch.kind {
	case further:
		return
	case assign, turnOnPlan, reprocess, repairAssignment, await:
		address = licensesOf
	case addSeats:
		address = addressOf(tenant.SKUs)
	case renew:
		address = addressOf(tenant.Subscriptions)
	case mdmScope:
		address = addressOf(tenant.MDMPolicies)
	case localAdmins:
		address = addressOf(tenant.Registration)
	case target:
		address = addressOf(tenant.Preparation)
	case byRule:
		address = f.addressOf(ch)
	}
	if address == "" {
		return
	}
	row.shows(strings.Replace(address, "ORGANIZATION", quoted(f.Organization.ID), 1))
}

// shows fills in a request that changes nothing.
func (row *Cause) shows(address string) {
	row.PowerShell = "Invoke-MgGraphRequest -Uri '/" + address + "' -OutputType Json"
	row.Bash = "az rest --url '" + globalHosts.graph + address + "'"
	if strings.Contains(address, "$count=true") {
		row.PowerShell += " -Headers @{ConsistencyLevel='eventual'}"
		row.Bash += " --headers ConsistencyLevel=eventual"
	}
}

func addressOf(ds tenant.Dataset) string {
	for _, s := range shown {
		if s.of == ds {
			return s.address
		}
	}
	return ""
}

// addressOf shows the policy that a rule speaks of, or else what the rule needs.
func (f *Facts) addressOf(ch *change) string {
	for _, s := range shown {
		if !slices.Contains(ch.rule.Needs, s.of) && !(len(ch.rule.Needs) == 0 && slices.Contains(ch.rule.Uses, s.of)) {
			continue
		}
		switch id := quoted(ch.id); {
		case ch.rule.EachUser != nil && s.of == tenant.SKUs:
			return licensesOf
		case id == "":
		case s.of == tenant.Preparation:
			return "beta/deviceManagement/configurationPolicies/" + id + "/settings"
		case s.of == tenant.AccessPolicies, s.of == tenant.Restrictions:
			return s.address + "/" + id
		}
		return s.address
	}
	return ""
}
