package graphtest

import "strings"

// roleActions are what somebody needs who sets device preparation up (deploymenttheory/terraform-provider-microsoft365
// and Microsoft's page of 2025-06-11).
var roleActions = []string{
	"Microsoft.Intune_DeviceConfigurations_Read", "Microsoft.Intune_DeviceConfigurations_Create",
	"Microsoft.Intune_DeviceConfigurations_Update",
	"Microsoft.Intune_DeviceConfigurations_Delete", "Microsoft.Intune_DeviceConfigurations_Assign",
	"Microsoft.Intune_EnrollmentProfiles_EnrollmentTimeMembershipAssign",
	"Microsoft.Intune_ManagedApps_Read", "Microsoft.Intune_MobileApps_Read", "Microsoft.Intune_Organization_Read",
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
	return s.mixed(req, "deviceManagement/roleDefinitions", []map[string]any{
		role(0, "Device preparation administrators", false, roleActions),
		role(1, "Read Only Operator", true, []string{roleActions[0], roleActions[7], roleActions[8]}),
	}), nil
}

// roleAssignments answers who holds them.
func (s *Server) roleAssignments(req *request) (reply, error) {
	held := 0
	if s.dir.unmanned {
		held = 1
	}
	o := map[string]any{"id": s.dir.guid("roleAssignment", 0), "displayName": "Help desk",
		"members": []string{s.dir.guid("helpdesk", 0)}, "resourceScopes": []string{}}
	if req.q.expands("roleDefinition") {
		o["roleDefinition"] = map[string]any{"id": s.dir.guid("role", held)}
	}
	b := s.open(req, nil, "deviceManagement/roleAssignments", -1, -1)
	return reply{body: append(append(b, plainJSON(o)...), "]}"...)}, nil
}

// resourceOperations answers the permissions of which roles are made.
func (s *Server) resourceOperations(req *request) (reply, error) {
	var list []map[string]any
	for _, action := range roleActions {
		_, words, _ := strings.Cut(action, "_")
		resource, name, _ := strings.Cut(words, "_")
		if name == "EnrollmentTimeMembershipAssign" {
			resource, name = "Enrollment programs", "Enrollment time device membership assignment"
		}
		list = append(list,
			map[string]any{"id": action, "resourceName": resource, "actionName": name, "description": ""})
	}
	return s.mixed(req, "deviceManagement/resourceOperations", list), nil
}
