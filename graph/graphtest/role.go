package graphtest

import (
	"slices"
	"strings"
)

// roleActions are what somebody needs who sets device preparation up (deploymenttheory/terraform-provider-microsoft365
// and Microsoft's page of 2025-06-11).
var roleActions = []string{
	"Microsoft.Intune_DeviceConfigurations_Read", "Microsoft.Intune_DeviceConfigurations_Create",
	"Microsoft.Intune_DeviceConfigurations_Update",
	"Microsoft.Intune_DeviceConfigurations_Delete", "Microsoft.Intune_DeviceConfigurations_Assign",
	"Microsoft.Intune_EnrollmentProfiles_EnrollmentTimeMembershipAssign",
	"Microsoft.Intune_ManagedApps_Read", "Microsoft.Intune_MobileApps_Read", "Microsoft.Intune_Organization_Read",
}

// enrollmentPrograms are the permissions that go by another name in the portal. Those for devices are needed to
// associate them (Microsoft's page of 2026-08-25); their ids speak of Apple alone, whose devices were the first.
var enrollmentPrograms = [][2]string{
	{"Microsoft.Intune_EnrollmentProfiles_EnrollmentTimeMembershipAssign", "Enrollment time device membership assignment"},
	{"Microsoft.Intune_AppleDeviceSerialNumbers_Read", "Read device"},
	{"Microsoft.Intune_AppleDeviceSerialNumbers_Create", "Create device"},
	{"Microsoft.Intune_AppleDeviceSerialNumbers_Delete", "Delete device"},
}

// roleDefinitions answers two roles: one has all that device preparation needs, the other reads only.
func (s *Server) roleDefinitions(req *request) (reply, error) {
	role := func(i int, name string, builtIn bool, actions []string) map[string]any {
		return map[string]any{
			"id": s.dir.guid("role", i), "displayName": name, "description": "", "isBuiltIn": builtIn,
			"rolePermissions": []any{map[string]any{"resourceActions": []any{
				map[string]any{"allowedResourceActions": actions, "notAllowedResourceActions": []string{}},
			}}},
		}
	}
	all := slices.Clone(roleActions)
	for _, action := range enrollmentPrograms[1:] {
		all = append(all, action[0])
	}
	return s.mixed(req, "deviceManagement/roleDefinitions", []map[string]any{
		role(0, "Device preparation administrators", false, all),
		role(1, "Read Only Operator", true, []string{roleActions[0], roleActions[7], roleActions[8]}),
	}), nil
}

// roleAssignments answers who holds them. Which role each is of stands in no row: the property that expands to it is
// null, and costs others (rknightion/graph2otel, internal/collectors/intune/rbac, measured 2026-07-24).
func (s *Server) roleAssignments(req *request) (reply, error) {
	o := s.dir.roleAssignment()
	o["members"] = []string{s.dir.guid("helpdesk", 0)}
	if req.q.expands("roleDefinition") {
		o["roleDefinition"] = nil
	} else {
		o["scopeMembers"], o["scopeType"] = []string{}, "allDevicesAndLicensedUsers"
		o["roleScopeTagIds"] = []string{"0"}
	}
	return s.mixed(req, "deviceManagement/roleAssignments", []map[string]any{o}), nil
}

// assignmentsOfRole answers which of the assignments are of one role.
func (s *Server) assignmentsOfRole(req *request) (reply, error) {
	held := 0
	if s.dir.unmanned {
		held = 1
	}
	var list []map[string]any
	if strings.EqualFold(req.parameters[0], s.dir.guid("role", held)) {
		list = append(list, s.dir.roleAssignment())
	}
	return s.mixed(req, "deviceManagement/roleDefinitions('"+req.parameters[0]+"')/roleAssignments", list), nil
}

// roleAssignment is the only one.
func (d *directory) roleAssignment() map[string]any {
	return map[string]any{"id": d.guid("roleAssignment", 0), "displayName": "Help desk", "description": nil,
		"resourceScopes": []string{}}
}

// resourceOperations answers the permissions of which roles are made.
func (s *Server) resourceOperations(req *request) (reply, error) {
	var list []map[string]any
	operation := func(id, resource, name string) {
		list = append(list, map[string]any{"id": id, "resourceName": resource, "actionName": name, "description": ""})
	}
	for _, action := range roleActions {
		_, words, _ := strings.Cut(action, "_")
		if resource, name, _ := strings.Cut(words, "_"); name != "EnrollmentTimeMembershipAssign" {
			operation(action, resource, name)
		}
	}
	for _, action := range enrollmentPrograms {
		operation(action[0], "Enrollment programs", action[1])
	}
	return s.mixed(req, "deviceManagement/resourceOperations", list), nil
}
