package graph

import "prepaudit/rules/tenant"

// Access is the least permission that opens a dataset (Graph permissions reference, 2026-08).
type Access struct {
	Delegated   string // for a signed-in user
	Application string // for an app without a user; "" where Graph has none
}

func both(name string) Access { return Access{name, name} }

// Permission tells what a dataset needs; nothing for one that is not Graph's.
func Permission(ds tenant.Dataset) Access {
	switch ds {
	case tenant.Organization, tenant.Subscriptions:
		return both("Organization.Read.All")
	case tenant.SKUs:
		return both("LicenseAssignment.Read.All")
	case tenant.Users, tenant.AssignedPlans, tenant.OnPremisesUPNs:
		return both("User.Read.All")
	case tenant.SignIns, tenant.AuthMethods:
		return both("AuditLog.Read.All")
	case tenant.MDMMembers, tenant.OtherMDMMembers, tenant.ScopeGroups, tenant.LicenseGroups, tenant.LicenseMembers, tenant.RegistrationWho, tenant.AccessWho, tenant.RestrictionWho, tenant.PreparationWho:
		return both("GroupMember.Read.All")
	case tenant.MDMPolicies, tenant.MAMPolicies:
		return Access{"Policy.Read.All", ""}
	case tenant.AccessPolicies:
		return both("Policy.Read.All")
	case tenant.Registration:
		// For a person Policy.Read.DeviceConfiguration would do; Policy.Read.All is asked for anyway.
		return Access{"Policy.Read.All", "Policy.Read.DeviceConfiguration"}
	case tenant.OwnedDevices:
		return both("Device.Read.All")
	case tenant.Branding:
		return Access{"User.Read", "OrganizationalBranding.Read.All"}
	case tenant.Domains:
		return both("Domain.Read.All")
	case tenant.DeviceOwner:
		return both("Application.Read.All")
	case tenant.MDMAuthority, tenant.Restrictions, tenant.CorporateIDs, tenant.Autopilots:
		return both("DeviceManagementServiceConfig.Read.All")
	case tenant.IntuneState, tenant.DiagnosticsSet, tenant.Preparation, tenant.DeviceGroups, tenant.Configurations:
		return both("DeviceManagementConfiguration.Read.All")
	case tenant.Apps, tenant.PushedApps:
		return both("DeviceManagementApps.Read.All")
	case tenant.Scripts:
		return both("DeviceManagementScripts.Read.All")
	case tenant.ManagedDevices:
		return both("DeviceManagementManagedDevices.Read.All")
	case tenant.Roles, tenant.Operations:
		return both("DeviceManagementRBAC.Read.All")
	}
	return Access{}
}
