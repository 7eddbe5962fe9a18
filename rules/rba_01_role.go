package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

var preparationRole = &Rule{
	ID:       "RBA-01",
	Title:    "Somebody has an Intune role with all permissions that device preparation needs",
	Level:    Recommended,
	Effect:   Effect{Target, Information, Information},
	Citation: requirement("rbac", rolesSection),
	Rationale: "Without these permissions, whoever sets device preparation up sees empty pages and fails to save. " +
		"The Microsoft Entra role Intune Administrator includes them all, which Intune's own roles don't show. A " +
		"role counts if an assignment of it has a group; who is in that group isn't read. Assignments with " +
		"different scope tags don't add up.",
	Remediation: "Microsoft Intune admin center > Tenant administration > Roles > All roles > Create: Device " +
		"configurations Read, Delete, Assign, Create and Update; Enrollment programs Enrollment time device membership assignment; " +
		"Managed apps Read; Mobile apps Read; Organization Read. Then assign it.",
	Needs: []tenant.Dataset{tenant.Roles},
	Uses:  []tenant.Dataset{tenant.Operations},
	Once: overTenant(func(env *Env) Verdict {
		return judgeRoles(env.Roles, neededActions(preparationActions, env.Operations))
	}),
	Shown: []Shown{
		{Pass, "a role with members has all"},
		{Manual, "a role that has all has no members"},
		{Manual, "a role with members lacks one"},
		{Manual, "no role"},
	},
}

// preparationActions are the permissions of the document's edition of 2025-06-11 as Graph names them
// (deploymenttheory/terraform-provider-microsoft365, 2026-08).
var preparationActions = []string{
	"Microsoft.Intune_DeviceConfigurations_Read", "Microsoft.Intune_DeviceConfigurations_Delete",
	"Microsoft.Intune_DeviceConfigurations_Assign",
	"Microsoft.Intune_DeviceConfigurations_Create", "Microsoft.Intune_DeviceConfigurations_Update",
	"Microsoft.Intune_ManagedApps_Read", "Microsoft.Intune_MobileApps_Read", "Microsoft.Intune_Organization_Read",
	membershipAction,
}

// membershipAction is inferred from the label in the document, which resourceOperations puts beside its name.
const (
	membershipAction = "Microsoft.Intune_EnrollmentProfiles_EnrollmentTimeMembershipAssign"
	programs         = "Enrollment programs" // its resource, and that of associationActions
)

// programLabels are the labels of the permissions whose ids are inferred.
var programLabels = map[string]string{
	membershipAction: "Enrollment time device membership assignment",
	readAssociated:   "Read device", createAssociated: "Create device", deleteAssociated: "Delete device",
}

// neededActions are permissions, with the names that this tenant has for those that are inferred.
func neededActions(actions []string, operations []tenant.Operation) []string {
	needed := slices.Clone(actions)
	for i, id := range needed {
		label, inferred := programLabels[id]
		is := func(o tenant.Operation) bool {
			return strings.EqualFold(o.Resource, programs) && strings.EqualFold(o.Action, label)
		}
		if j := slices.IndexFunc(operations, is); inferred && j >= 0 {
			needed[i] = operations[j].ID
		}
	}
	return needed
}

// mayBeHeld ranks roles: one of which it is not known may be held, one that nobody holds is not.
func mayBeHeld(held tenant.Tri) int {
	return map[tenant.Tri]int{tenant.No: 0, tenant.Unknown: 1, tenant.Yes: 2}[held]
}

func judgeRoles(roles []tenant.Role, needed []string) Verdict {
	const elsewhere = "; an Intune Administrator has them all, which this does not show"
	nearest, missing := tenant.Role{}, needed
	for _, r := range roles {
		lacks := slices.DeleteFunc(slices.Clone(needed), func(want string) bool {
			return slices.ContainsFunc(r.Actions, func(has string) bool { return strings.EqualFold(has, want) })
		})
		if len(lacks) == 0 && r.Held == tenant.Yes {
			return Passf("role %s has all permissions and is assigned to a group", r.Name)
		}
		if len(lacks) < len(missing) || len(lacks) == len(missing) && mayBeHeld(r.Held) > mayBeHeld(nearest.Held) {
			nearest, missing = r, lacks
		}
	}
	switch {
	case len(missing) == len(needed):
		return Manualf("no role of Intune has any of the permissions" + elsewhere)
	case len(missing) > 0 && rolesTogether(roles, needed) != "":
		return Manualf("no role has all permissions; %s%s", rolesTogether(roles, needed), elsewhere)
	case len(missing) > 0:
		return Manualf("role %s comes nearest and lacks %s"+elsewhere, nearest.Name, strings.Join(missing, ", "))
	case nearest.Held == tenant.No:
		return Manualf("role %s has all permissions and no members"+elsewhere, nearest.Name)
	}
	return Manualf("role %s has all permissions, and whether it has members is not known"+elsewhere, nearest.Name)
}

// rolesTogether says which roles that are held have all permissions together, though none has them alone, "" for none.
// Permissions of assignments with different scope tags are not merged (Intune, in development, 2026-09-24).
func rolesTogether(roles []tenant.Role, needed []string) string {
	missing := needed
	var names []string
	var tags [][]string
	for _, r := range roles {
		lacks := slices.DeleteFunc(slices.Clone(missing), func(want string) bool {
			return slices.ContainsFunc(r.Actions, func(has string) bool { return strings.EqualFold(has, want) })
		})
		if r.Held != tenant.Yes || len(lacks) == len(missing) {
			continue
		}
		missing, names = lacks, append(names, r.Name)
		for _, a := range r.Assignments {
			tags = append(tags, slices.Sorted(slices.Values(a.ScopeTags)))
		}
	}
	switch {
	case len(missing) > 0:
		return ""
	case slices.ContainsFunc(tags, func(t []string) bool { return !slices.Equal(t, tags[0]) }):
		return "roles " + enumerate(names) + " have them together, but their assignments have different scope tags, " +
			"and those do not add up"
	}
	return "roles " + enumerate(names) + " have them together: make sure that the same people have both roles"
}
