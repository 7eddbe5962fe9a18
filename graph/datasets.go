package graph

import (
	"context"
	"errors"
	"slices"

	"prepaudit/rules/tenant"
)

// Dataset is what Graph grants or refuses as a whole.
type Dataset struct {
	Name       tenant.Dataset
	Permission Permission
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

// Datasets lists all of Graph's in the order of reading, each in one line: its name, the permission, what is read
// before it, and its reader.
func Datasets() []Dataset {
	var (
		ofPerson = Permission{"Policy.Read.All", ""}
		// For a person the latter would do too, but the former is asked for anyway.
		joining       = Permission{"Policy.Read.All", "Policy.Read.DeviceConfiguration"}
		branding      = Permission{"User.Read", "OrganizationalBranding.Read.All"}
		auditLog      = both("AuditLog.Read.All")
		groupMember   = both("GroupMember.Read.All")
		serviceConfig = both("DeviceManagementServiceConfig.Read.All")
		configuration = both("DeviceManagementConfiguration.Read.All")
		apps          = both("DeviceManagementApps.Read.All")
	)
	return []Dataset{
		{tenant.Organization, both("Organization.Read.All"), nil, (*Client).organization},
		{tenant.MDMAuthority, serviceConfig, after(tenant.Organization), (*Client).mdmAuthority},
		{tenant.Branding, branding, after(tenant.Organization), (*Client).branding},
		{tenant.SKUs, both("LicenseAssignment.Read.All"), nil, (*Client).skus},
		{tenant.LicenseGroups, groupMember, after(tenant.SKUs), (*Client).licenseGroups},
		{tenant.LicenseMembers, groupMember, after(tenant.LicenseGroups), nil},
		{tenant.Subscriptions, both("Organization.Read.All"), nil, (*Client).subscriptions},
		{tenant.MDMPolicies, ofPerson, nil, (*Client).mdmPolicies},
		{tenant.MDMMembers, groupMember, after(tenant.MDMPolicies), nil},
		{tenant.OtherMDMMembers, groupMember, after(tenant.MDMPolicies), nil},
		{tenant.MAMPolicies, ofPerson, nil, (*Client).mamPolicies},
		{tenant.Domains, both("Domain.Read.All"), nil, (*Client).domains},
		{tenant.Registration, joining, nil, (*Client).registration},
		{tenant.RegistrationWho, groupMember, after(tenant.Registration), nil},
		{tenant.OwnedDevices, both("Device.Read.All"), after(tenant.Registration), (*Client).ownedDevices},
		{tenant.AccessPolicies, both("Policy.Read.All"), nil, (*Client).accessPolicies},
		{tenant.AccessWho, groupMember, after(tenant.AccessPolicies), nil},
		{tenant.AuthMethods, auditLog, after(tenant.Registration, tenant.AccessPolicies), (*Client).authMethods},
		{tenant.IntuneState, configuration, nil, (*Client).intune},
		{tenant.DiagnosticsSet, configuration, nil, (*Client).diagnostics},
		{tenant.Restrictions, serviceConfig, nil, (*Client).restrictions},
		{tenant.RestrictionWho, groupMember, after(tenant.Restrictions), nil},
		{tenant.CorporateIDs, serviceConfig, after(tenant.Restrictions), (*Client).corporateIDs},
		{tenant.Autopilots, serviceConfig, nil, (*Client).autopilots},
		{tenant.Configurations, configuration, nil, (*Client).configurations},
		{tenant.PushedApps, apps, nil, (*Client).pushedApps},
		{tenant.Operations, both("DeviceManagementRBAC.Read.All"), nil, (*Client).operations},
		{tenant.Roles, both("DeviceManagementRBAC.Read.All"), nil, (*Client).roles},
		{tenant.Preparation, configuration, nil, (*Client).preparation},
		{tenant.PreparationWho, groupMember, after(tenant.Preparation), nil},
		{tenant.DeviceGroups, configuration, after(tenant.Preparation), (*Client).deviceGroups},
		{tenant.DeviceOwner, both("Application.Read.All"), after(tenant.DeviceGroups), (*Client).deviceOwner},
		{tenant.Apps, apps, after(tenant.Preparation), (*Client).apps},
		{tenant.Scripts, both("DeviceManagementScripts.Read.All"), after(tenant.Preparation), (*Client).scripts},
		{tenant.ScopeGroups, groupMember, nil, nil},
		{tenant.Users, both("User.Read.All"), nil, nil},
		{tenant.OnPremisesUPNs, both("User.Read.All"), nil, nil},
		{tenant.SignIns, auditLog, nil, nil},
		{tenant.AssignedPlans, both("User.Read.All"), nil, nil},
		{tenant.ManagedDevices, both("DeviceManagementManagedDevices.Read.All"), nil, nil},
	}
}

// InSettings reports whether Read reads it.
func (d Dataset) InSettings() bool { return d.read != nil }

// OfGroups reports whether it is the members of groups that the settings before it name, see rules.Env.Groups.
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

// Read reads a dataset into s, where those that come before it stand. The rest of s may be filled meanwhile.
func (c *Client) Read(ctx context.Context, ds tenant.Dataset, s *tenant.Settings) error {
	return c.failed(ds, lookup(ds).read(c, ctx, s))
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
