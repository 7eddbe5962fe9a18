package rules

import "prepaudit/rules/tenant"

var associationRole = &Rule{
	ID:       "RBA-02",
	Title:    "Somebody has an Intune role with all permissions that device association needs",
	Level:    Recommended,
	Effect:   Effect{Target, Information, Information},
	Citation: Citation{association, "Required RBAC permissions", associationURL + "?tabs=rbac#required-rbac-permissions"},
	Rationale: "Without these permissions, adding devices is refused, and no policy can be assigned to them. As " +
		"with device preparation, Intune Administrators have them all, and who is in a role's group isn't read.",
	Remediation: "Microsoft Intune admin center > Tenant administration > Roles > All roles > Create: Enrollment " +
		"programs Read device, Create device and Delete device; Device configurations Assign. Then assign it.",
	Needs: []tenant.Dataset{tenant.Roles},
	Uses:  []tenant.Dataset{tenant.Operations, tenant.Associations},
	Once: overTenant(func(env *Env) Verdict {
		if all, known := env.associations(); known && len(all) == 0 {
			return NA("no device is associated with the tenant")
		}
		return judgeRoles(env.Roles, neededActions(associationActions, env.Operations))
	}),
	Shown: []Shown{
		{Pass, "a role with members has all"},
		{Manual, "a role with members lacks one"},
		{NotApplicable, "no device"},
	},
}

// What Graph calls the permissions for devices of enrollment programs: those of Apple were the first.
const (
	readAssociated   = "Microsoft.Intune_AppleDeviceSerialNumbers_Read"
	createAssociated = "Microsoft.Intune_AppleDeviceSerialNumbers_Create"
	deleteAssociated = "Microsoft.Intune_AppleDeviceSerialNumbers_Delete"
)

// associationActions are the permissions of Microsoft's page of 2026-08-25.
var associationActions = []string{readAssociated, createAssociated, deleteAssociated,
	"Microsoft.Intune_DeviceConfigurations_Assign"}
