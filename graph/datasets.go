package graph

import (
	"context"
	"errors"
	"slices"
	"strings"

	"prepaudit/graph/saved"
	"prepaudit/rules/tenant"
)

// Dataset is what Graph grants or refuses as a whole.
type Dataset struct {
	Name       tenant.Dataset
	Permission Permission
	saved      string // its answers in files, see saved.Parse
	// After are those that have to be read before it. Without the first there is no reading it; the others need only
	// have been tried.
	After []tenant.Dataset
	read  func(*Client, context.Context, *tenant.Settings) error // nil for what has a method of its own
}

// Permission is the least that opens a dataset (Graph permissions reference, 2026-08).
type Permission struct {
	Delegated   string // for a signed-in user
	Application string // for an app without a user; "" where Graph has none
}

func both(name string) Permission { return Permission{name, name} }

func after(ds ...tenant.Dataset) []tenant.Dataset { return ds }

// Datasets lists all of Graph's in the order of reading, each in one line: its name, the permission, its saved answers,
// what is read before it, and its reader.
func Datasets() []Dataset {
	var (
		ofPerson = Permission{"Policy.Read.All", ""}
		// For a person the latter would do too, but the former is asked for anyway.
		joining      = Permission{"Policy.Read.All", "Policy.Read.DeviceConfiguration"}
		branding     = Permission{"User.Read", "OrganizationalBranding.Read.All"}
		organization = both("Organization.Read.All")
		application  = both("Application.Read.All")
		auditLog     = both("AuditLog.Read.All")
		groupMember  = both("GroupMember.Read.All")
		service      = both("DeviceManagementServiceConfig.Read.All")
		config       = both("DeviceManagementConfiguration.Read.All")
		apps         = both("DeviceManagementApps.Read.All")
		scripts      = both("DeviceManagementScripts.Read.All")
		roles        = both("DeviceManagementRBAC.Read.All")

		tenantNames = "organization?$select=id,displayName,tenantType,verifiedDomains"
		mdmPolicies = "mobileDeviceManagementPolicies?$expand=includedGroups includedGroups-ID"
		members     = "transitiveMembers-ID?$select=id&$top=999 members-ID?$select=id&$top=999"
		licensing   = "groups " + saved.GroupsInError
		deviceGroup = "retrieveEnrollmentTimeDeviceMembershipTarget-ID{} groups-ID{}"
		allUsers    = "users?$select=" + tenant.UserProperties + "&$top=999"
		demands     = after(tenant.Registration, tenant.AccessPolicies)
	)
	return []Dataset{
		{tenant.Organization, organization, tenantNames, nil, (*Client).organization},
		{tenant.MDMAuthority, service, "organization-ID{}", after(tenant.Organization), (*Client).mdmAuthority},
		{tenant.Branding, branding, "branding{}", after(tenant.Organization), (*Client).branding},
		{tenant.SKUs, both("LicenseAssignment.Read.All"), "subscribedSkus", nil, (*Client).skus},
		{tenant.LicenseGroups, groupMember, licensing, after(tenant.SKUs), (*Client).licenseGroups},
		{tenant.LicenseMembers, groupMember, members, after(tenant.LicenseGroups), nil},
		{tenant.Subscriptions, organization, "subscriptions", nil, (*Client).subscriptions},
		{tenant.MDMPolicies, ofPerson, mdmPolicies, nil, (*Client).mdmPolicies},
		{tenant.MDMMembers, groupMember, members, after(tenant.MDMPolicies), nil},
		{tenant.OtherMDMMembers, groupMember, members, after(tenant.MDMPolicies), nil},
		{tenant.MAMPolicies, ofPerson, "mobileAppManagementPolicies", nil, (*Client).mamPolicies},
		{tenant.Domains, both("Domain.Read.All"), "domains", nil, (*Client).domains},
		{tenant.Registration, joining, "deviceRegistrationPolicy{}", nil, (*Client).registration},
		{tenant.RegistrationWho, groupMember, members, after(tenant.Registration), nil},
		{tenant.OwnedDevices, both("Device.Read.All"), "devices", after(tenant.Registration), (*Client).ownedDevices},
		{tenant.AccessPolicies, both("Policy.Read.All"), "conditionalAccessPolicies", nil, (*Client).accessPolicies},
		{tenant.AccessWho, groupMember, members, after(tenant.AccessPolicies), nil},
		{tenant.AuthMethods, auditLog, "userRegistrationDetails", demands, (*Client).authMethods},
		{tenant.IntuneState, config, "beta/deviceManagement{}?", nil, (*Client).intune},
		{tenant.DiagnosticsSet, config, "beta/deviceManagement{}?", nil, (*Client).diagnostics},
		{tenant.Restrictions, service, "deviceEnrollmentConfigurations assignments-ID", nil, (*Client).restrictions},
		{tenant.RestrictionWho, groupMember, members, after(tenant.Restrictions), nil},
		{tenant.CorporateIDs, service, "importedDeviceIdentities", after(tenant.Restrictions), (*Client).corporateIDs},
		{tenant.Autopilots, service, "windowsAutopilotDeviceIdentities", nil, (*Client).autopilots},
		{tenant.Associations, service, "tenantAssociatedDevices", nil, (*Client).associations},
		{tenant.Configurations, config, "deviceConfigurations assignments-ID", nil, (*Client).configurations},
		{tenant.PushedApps, apps, "mobileApps", nil, (*Client).pushedApps},
		{tenant.Operations, roles, "resourceOperations", nil, (*Client).operations},
		{tenant.Roles, roles, "roleDefinitions roleAssignments roleAssignments-ID", nil, (*Client).roles},
		{tenant.Preparation, config, "configurationPolicies? settings-ID assignments-ID", nil, (*Client).preparation},
		{tenant.PreparationWho, groupMember, members, after(tenant.Preparation), nil},
		{tenant.DeviceGroups, config, deviceGroup, after(tenant.Preparation), (*Client).deviceGroups},
		{tenant.DeviceOwner, application, "ownedObjects", after(tenant.DeviceGroups), (*Client).deviceOwner},
		{tenant.Apps, apps, "mobileApps-ID{}", after(tenant.Preparation), (*Client).apps},
		{tenant.Scripts, scripts, "deviceManagementScripts-ID{}", after(tenant.Preparation), (*Client).scripts},
		{tenant.ScopeGroups, groupMember, "groups transitiveMemberOf-ID?$select=id&$top=999 " + members, nil, nil},
		{tenant.Users, both("User.Read.All"), allUsers, nil, nil},
		{tenant.OnPremisesUPNs, both("User.Read.All"), allUsers, nil, nil},
		{tenant.SignIns, auditLog, allUsers, nil, nil},
		{tenant.AssignedPlans, both("User.Read.All"), allUsers, nil, nil},
		{tenant.ManagedDevices, both("DeviceManagementManagedDevices.Read.All"), "managedDevices", nil, nil},
	}
}

// InSettings reports whether Read reads it. The others have methods of their own.
func (d Dataset) InSettings() bool { return d.read != nil }

// OfGroups reports whether it is the members of groups that the settings before it name, see rules.Facts.Groups.
func (d Dataset) OfGroups() bool { return d.read == nil && d.After != nil }

// lookup finds the line of a dataset; it is empty for one that is not Graph's.
func lookup(ds tenant.Dataset) Dataset {
	all := Datasets()
	if i := slices.IndexFunc(all, func(d Dataset) bool { return d.Name == ds }); i >= 0 {
		return all[i]
	}
	return Dataset{Name: ds}
}

// PermissionFor is what a dataset needs; nothing for one that is not Graph's.
func PermissionFor(ds tenant.Dataset) Permission { return lookup(ds).Permission }

// savedAnswers are those of all datasets.
func savedAnswers() string {
	var all []string
	for _, d := range Datasets() {
		all = append(all, d.saved)
	}
	return strings.Join(all, " ")
}

// Read reads a dataset into s, where those that come before it stand. The rest of s may be filled meanwhile.
func (c *Client) Read(ctx context.Context, ds tenant.Dataset, s *tenant.Settings) error {
	return c.confirmed(ctx, c.failed(ds, lookup(ds).read(c, ctx, s)))
}

// Parts are what could not be read of a dataset, an error for each; the rest of it stands.
type Parts []error

func (p Parts) Error() string { return errors.Join(p...).Error() }

// err is nil where nothing failed.
func (p Parts) err() error {
	if p == nil {
		return nil
	}
	return p
}
