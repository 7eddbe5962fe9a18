package graph

import "prepaudit/rules/tenant"

// Access is the least permission that opens a dataset (Graph permissions reference, 2026-08).
type Access struct {
	Delegated   string // for a signed-in user
	Application string // for an app without a user; "" where Graph has none
}

// Permission tells what a dataset needs.
func Permission(ds tenant.Dataset) Access {
	switch ds {
	case tenant.Organization, tenant.Subscriptions:
		return Access{"Organization.Read.All", "Organization.Read.All"}
	case tenant.MDMAuthority:
		return Access{"DeviceManagementServiceConfig.Read.All", "DeviceManagementServiceConfig.Read.All"}
	case tenant.SKUs:
		return Access{"LicenseAssignment.Read.All", "LicenseAssignment.Read.All"}
	case tenant.MDMPolicies:
		return Access{"Policy.Read.All", ""}
	case tenant.MDMMembers, tenant.ScopeGroups:
		return Access{"GroupMember.Read.All", "GroupMember.Read.All"}
	case tenant.Users:
		return Access{"User.Read.All", "User.Read.All"}
	}
	return Access{}
}
