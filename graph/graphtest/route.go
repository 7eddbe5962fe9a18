package graphtest

import (
	"net/http"
	"slices"
	"strings"

	"prepaudit/graph/graphtest/metadata"
)

// route is one path of the API.
type route struct {
	pattern     string   // below the version; {} is an id
	post        bool     // takes POST beside GET
	permissions []string // any of them will do
	delegated   []string // or of these, for a person
	personOnly  bool     // refuses applications
	cost        int      // resource units without modifiers; 0: Intune counts requests
	page        int      // size of a page, by default and at most; 0: the directory's own
	options     []string // query options that it takes, $expand aside
	expand      []string // navigation properties that it expands
	serve       func(*Server, *request) (reply, error)
}

// routes lists what can be read. Permissions: the least privileged one first, then wider ones that do as well
// (microsoftgraph/microsoft-graph-devx-content permissions.json, 2026-08; for directory/subscriptions the reference
// page).
func routes() []route {
	user := []string{"User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"}
	member := []string{"GroupMember.ReadBasic.All", "GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"}
	org := []string{"Organization.Read.All", "Directory.Read.All", "User.Read",
		"DeviceManagementServiceConfig.Read.All"}
	policy := []string{"Policy.Read.All", "Policy.ReadWrite.MobilityManagement"}
	list := []string{"$select", "$filter", "$top", "$count", "$skiptoken"}
	devices := []string{"Device.Read.All", "Device.ReadWrite.All", "Directory.Read.All"}
	managed := []string{"DeviceManagementManagedDevices.Read.All", "DeviceManagementManagedDevices.ReadWrite.All"}
	plans := []string{"DeviceManagementConfiguration.Read.All", "DeviceManagementConfiguration.ReadWrite.All"}
	roles := []string{"DeviceManagementRBAC.Read.All", "DeviceManagementRBAC.ReadWrite.All"}
	service := []string{"DeviceManagementServiceConfig.Read.All", "DeviceManagementServiceConfig.ReadWrite.All"}
	return []route{
		{pattern: "/users", permissions: user, cost: 2, options: list, serve: (*Server).users},
		{pattern: "/users/$count", permissions: user, cost: 2,
			options: []string{"$filter"}, serve: (*Server).userCount},
		{pattern: "/users/{}", permissions: user, cost: 1, options: []string{"$select"}, serve: (*Server).oneUser},
		{pattern: "/users/{}/transitiveMemberOf/microsoft.graph.group", permissions: member, cost: 2,
			options: list, serve: (*Server).groupsOf},
		// The reference knows no application permission for it; a wide one is let through here.
		{pattern: "/users/{}/ownedDevices", permissions: []string{"Directory.Read.All", "Directory.ReadWrite.All"},
			delegated: []string{"User.Read", "User.Read.All"}, cost: 1,
			options: []string{"$select", "$top", "$skiptoken"}, serve: (*Server).ownedDevices},
		{pattern: "/users/{}/managedDevices", permissions: managed, page: 1000, options: []string{"$select", "$top"},
			serve: (*Server).managedDevicesOf},
		{pattern: "/users/{}/deviceManagementTroubleshootingEvents", permissions: managed, page: 1000,
			options: []string{"$top"}, serve: (*Server).troubleshootingEvents},
		{pattern: "/subscribedSkus", permissions: []string{"LicenseAssignment.Read.All", "Organization.Read.All",
			"Directory.Read.All"}, cost: 3, options: []string{"$select"}, serve: (*Server).subscribedSKUs},
		{pattern: "/directory/subscriptions", permissions: []string{"Organization.Read.All", "Directory.Read.All"},
			cost: 1, options: []string{"$select", "$filter"}, serve: (*Server).subscriptions},
		{pattern: "/organization", permissions: org, cost: 1, options: []string{"$select"},
			serve: (*Server).organizations},
		{pattern: "/organization/{}", permissions: org, cost: 1, options: []string{"$select"},
			serve: (*Server).organization},
		{pattern: "/groups", permissions: append([]string{"Group.ReadBasic.All"}, member[1:]...), cost: 1,
			options: list, serve: (*Server).groupList},
		{pattern: "/groups/{}", permissions: append([]string{"Group.ReadBasic.All"}, member[1:]...), cost: 1,
			options: []string{"$select"}, serve: (*Server).oneGroup},
		{pattern: "/groups/{}/members", permissions: member, cost: 3, options: list, serve: (*Server).members},
		{pattern: "/groups/{}/members/microsoft.graph.user", permissions: member, cost: 3,
			options: list, serve: (*Server).members},
		{pattern: "/groups/{}/members/$count", permissions: member, cost: 3, serve: (*Server).memberCount},
		{pattern: "/groups/{}/transitiveMembers", permissions: member, cost: 5,
			options: list, serve: (*Server).members},
		{pattern: "/groups/{}/transitiveMembers/microsoft.graph.user", permissions: member, cost: 5,
			options: list, serve: (*Server).members},
		{pattern: "/groups/{}/transitiveMembers/$count", permissions: member, cost: 5, serve: (*Server).memberCount},
		{pattern: "/groups/{}/owners", permissions: member[1:], cost: 1,
			options: []string{"$select", "$top"}, serve: (*Server).owners},
		{pattern: "/servicePrincipals(appId='" + provisioningClient + "')/ownedObjects",
			permissions: []string{"Application.Read.All", "Directory.Read.All"}, cost: 1,
			options: []string{"$select", "$top"}, serve: (*Server).ownedObjects},
		{pattern: "/devices", permissions: devices, cost: 1,
			options: list, expand: []string{"registeredOwners"}, serve: (*Server).devices},
		{pattern: "/devices/$count", permissions: devices, cost: 1, options: []string{"$filter"},
			serve: (*Server).deviceCount},
		{pattern: "/deviceManagement/managedDevices", permissions: managed, page: 1000, options: list,
			serve: (*Server).managedDevices},
		{pattern: "/deviceManagement/managedDevices/{}", permissions: managed, options: []string{"$select"},
			serve: (*Server).managedDevice},
		{pattern: "/deviceManagement/managedDeviceOverview", permissions: managed, serve: (*Server).deviceOverview},
		{pattern: "/deviceManagement/configurationPolicies", permissions: plans, page: 1000,
			options: list, expand: []string{"settings", "assignments"}, serve: (*Server).configurationPolicies},
		{pattern: "/deviceManagement/configurationPolicies/{}", permissions: plans,
			options: []string{"$select"}, expand: []string{"settings", "assignments"}, serve: (*Server).configurationPolicy},
		{pattern: "/deviceManagement/configurationPolicies/{}/settings", permissions: plans, page: 1000,
			options: []string{"$select", "$top", "$skiptoken"}, expand: []string{"settingDefinitions"},
			serve: (*Server).policySettings},
		{pattern: "/deviceManagement/configurationPolicies/{}/assignments", permissions: plans,
			page: 1000, options: []string{"$select", "$top", "$skiptoken"}, serve: (*Server).policyAssignments},
		{pattern: membershipPath, post: true, permissions: plans, serve: (*Server).membershipTarget},
		{pattern: "/deviceManagement", permissions: []string{"DeviceManagementApps.Read.All",
			"DeviceManagementConfiguration.Read.All", "DeviceManagementManagedDevices.Read.All",
			"DeviceManagementServiceConfig.Read.All"}, options: []string{"$select"}, serve: (*Server).deviceManagement},
		{pattern: "/deviceManagement/deviceEnrollmentConfigurations", permissions: service, page: 1000,
			options: []string{"$select", "$top", "$skiptoken"}, serve: (*Server).enrollmentConfigurations},
		{pattern: "/deviceManagement/windowsAutopilotDeviceIdentities", permissions: service, page: 1000,
			options: []string{"$select", "$top", "$skiptoken"}, serve: (*Server).autopilotIdentities},
		{pattern: "/deviceManagement/tenantAssociatedDevices", permissions: service, page: 25,
			options: []string{"$skiptoken"}, serve: (*Server).associatedDevices},
		{pattern: "/deviceManagement/deviceEnrollmentConfigurations/{}/assignments", permissions: service, page: 1000,
			options: []string{"$select"}, serve: (*Server).restrictionAssignments},
		{pattern: "/deviceManagement/importedDeviceIdentities", permissions: service, page: 1000,
			options: []string{"$select", "$top", "$skiptoken"}, serve: (*Server).corporateIDs},
		{pattern: "/deviceManagement/deviceConfigurations", permissions: plans, page: 1000,
			options: []string{"$select", "$top", "$skiptoken"}, serve: (*Server).deviceConfigurations},
		{pattern: "/deviceManagement/deviceConfigurations/{}/assignments", permissions: plans, page: 1000,
			options: []string{"$select"}, serve: (*Server).configurationAssignments},
		{pattern: "/deviceManagement/deviceManagementScripts/{}",
			permissions: []string{"DeviceManagementScripts.Read.All", "DeviceManagementConfiguration.Read.All"},
			options:     []string{"$select"}, expand: []string{"assignments"}, serve: (*Server).script},
		{pattern: "/deviceAppManagement/mobileApps/{}", permissions: []string{"DeviceManagementApps.Read.All",
			"DeviceManagementApps.ReadWrite.All"}, options: []string{"$select"}, expand: []string{"assignments"},
			serve: (*Server).intuneApp},
		{pattern: "/deviceAppManagement/mobileApps",
			permissions: []string{"DeviceManagementApps.Read.All", "DeviceManagementApps.ReadWrite.All"}, page: 1000,
			options: list, expand: []string{"assignments"}, serve: (*Server).intuneApps},
		{pattern: "/deviceManagement/resourceOperations", permissions: roles, page: 1000,
			options: []string{"$select", "$top", "$skiptoken"}, serve: (*Server).resourceOperations},
		{pattern: "/deviceManagement/roleDefinitions", permissions: roles, page: 1000,
			options: []string{"$select", "$top", "$skiptoken"}, serve: (*Server).roleDefinitions},
		{pattern: "/deviceManagement/roleDefinitions/{}/roleAssignments", permissions: roles, page: 1000,
			options: []string{"$select", "$top", "$skiptoken"}, serve: (*Server).assignmentsOfRole},
		{pattern: "/deviceManagement/roleAssignments", permissions: roles, page: 1000,
			options: []string{"$select", "$top", "$skiptoken"}, expand: []string{"roleDefinition"},
			serve: (*Server).roleAssignments},
		{pattern: "/domains", permissions: []string{"Domain.Read.All", "Directory.Read.All"}, cost: 1,
			options: []string{"$select", "$top"}, serve: (*Server).domains},
		{pattern: "/organization/{}/branding", permissions: []string{"OrganizationalBranding.Read.All"},
			delegated: []string{"User.Read"}, cost: 1, options: []string{"$select"}, serve: (*Server).branding},
		{pattern: "/identity/conditionalAccess/policies", permissions: []string{"Policy.Read.All"}, cost: 1,
			options: []string{"$select", "$filter", "$top", "$skiptoken"}, serve: (*Server).accessPolicies},
		{pattern: "/reports/authenticationMethods/userRegistrationDetails", permissions: []string{"AuditLog.Read.All"},
			cost: 1, options: []string{"$select", "$filter", "$top", "$skiptoken"}, serve: (*Server).registrationDetails},
		{pattern: "/reports/authenticationMethods/userRegistrationDetails/{}", permissions: []string{"AuditLog.Read.All"}, cost: 1, options: []string{"$select"}, serve: (*Server).registrationDetail},
		{pattern: "/policies/mobileAppManagementPolicies", permissions: policy, personOnly: true,
			cost: 1, options: []string{"$select"}, expand: []string{"includedGroups"}, serve: (*Server).mamPolicies},
		{pattern: "/policies/deviceRegistrationPolicy",
			permissions: []string{"Policy.Read.DeviceConfiguration", "Policy.ReadWrite.DeviceConfiguration"},
			delegated:   []string{"Policy.Read.All"}, cost: 1, serve: (*Server).registrationPolicy},
		{pattern: "/policies/mobileDeviceManagementPolicies", permissions: policy, personOnly: true,
			cost: 1, options: []string{"$select"}, expand: []string{"includedGroups"}, serve: (*Server).mdmPolicies},
		{pattern: "/policies/mobileDeviceManagementPolicies/{}", permissions: policy, personOnly: true,
			cost: 1, options: []string{"$select"}, expand: []string{"includedGroups"}, serve: (*Server).mdmPolicy},
		{pattern: "/policies/mobileDeviceManagementPolicies/{}/includedGroups", permissions: policy,
			personOnly: true, cost: 1, options: []string{"$select"}, serve: (*Server).includedGroups},
	}
}

// Permissions names what a caller may be granted, sorted; any other name opens nothing here.
func Permissions() []string {
	names := []string{"User.ReadBasic.All"} // opens members of groups, and no path of its own
	for _, rt := range routes() {
		names = append(append(names, rt.permissions...), rt.delegated...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// find gives the route of a request and notes the parameters in it. A literal segment comes before an id.
func (s *Server) find(req *request) (*route, error) {
	segments := strings.Split(strings.Trim(req.path, "/"), "/")
	var best *route
	for i := range s.routes {
		rt := &s.routes[i]
		pattern := strings.Split(rt.pattern[1:], "/")
		if len(pattern) != len(segments) || metadata.Of(req.version).Paths[rt.pattern] == nil {
			continue
		}
		var parameters []string
		match := true
		for j, p := range pattern {
			switch {
			case p == "{}" && !strings.HasPrefix(segments[j], "$"):
				parameters = append(parameters, segments[j])
			case p != segments[j]:
				match = false
			}
		}
		if match && (best == nil || len(parameters) < len(req.parameters)) {
			best, req.pattern, req.parameters = rt, rt.pattern, parameters
		}
	}
	if best == nil {
		return nil, noSegment(segments[min(1, len(segments)-1)])
	}
	var known bool
	req.resource, known = metadata.Of(req.version).Paths[best.pattern][req.method]
	if !known || req.method != http.MethodGet && !best.post {
		return nil, refuse(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.")
	}
	return best, nil
}

// allow checks what the caller is and may.
func (rt *route) allow(c caller) error {
	if rt.personOnly && c.appOnly {
		return refuse(401, "Unauthorized", "Unsupported app-only call.")
	}
	if slices.ContainsFunc(rt.permissions, c.may) || !c.appOnly && slices.ContainsFunc(rt.delegated, c.may) {
		return nil
	}
	return denied()
}

// units is what the request costs of the resource units that a tenant may spend.
func (rt *route) units(q *query) int {
	n := rt.cost
	if len(q.selected) > 0 {
		n--
	}
	if q.expanded != nil {
		n++
	}
	if q.top > 0 && q.top < 20 {
		n--
	}
	return max(n, 1)
}

// Served lists the paths that are served, and of each the navigation properties that it expands.
func Served() map[string][]string {
	m := map[string][]string{}
	for _, rt := range routes() {
		m[rt.pattern] = rt.expand
	}
	return m
}
