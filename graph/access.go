package graph

import (
	"context"
	"errors"
	"slices"
	"strings"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// Access is what the token of a sign-in says that it opens, and is good for words only: nobody checked it.
type Access struct{ odata.Claims }

// errOpaque is a token that is no JWT, as Graph's are.
var errOpaque = errors.New("the access token can't be looked into: it isn't one of Microsoft Entra ID")

// Access looks into the token of the sign-in. It asks Graph nothing.
func (c *Client) Access(ctx context.Context) (*Access, error) {
	if err := c.odata.SignIn(ctx); err != nil {
		return nil, err
	}
	if a := c.Granted(); a != nil {
		return a, nil
	}
	return nil, errOpaque
}

// Granted is what the last token says of itself; nil before the first, and where nothing is known.
func (c *Client) Granted() *Access {
	if claims := c.odata.Claims(); claims != nil {
		return &Access{*claims}
	}
	return nil
}

// Lack is why Graph will refuse a dataset. The zero Lack says that nothing speaks against it.
type Lack struct {
	Permission string // the least that would open it, which the token doesn't have
	UserOnly   bool   // no app may read it; Permission is a signed-in user's
	Role       string // an Entra role that may read it, where no active one of the account may
}

// Lacks compares a token with what a dataset needs.
func (a *Access) Lacks(ds tenant.Dataset) Lack {
	needed := PermissionFor(ds)
	switch {
	case needed == Permission{}: // not Graph's
		return Lack{}
	case a.AppOnly && needed.Application == "":
		return Lack{Permission: needed.Delegated, UserOnly: true}
	case a.Opens(ds) == "":
		if a.AppOnly {
			return Lack{Permission: needed.Application}
		}
		return Lack{Permission: needed.Delegated}
	case !a.AppOnly && !a.mayRead(needed.Delegated):
		return Lack{Role: "Global Reader"}
	}
	return Lack{}
}

// Text is one line, "" for the zero Lack.
func (l Lack) Text() string {
	switch {
	case l.UserOnly:
		return "no app can read it without a signed-in user, who needs " + l.Permission
	case l.Permission != "":
		return "the token lacks " + l.Permission
	case l.Role != "":
		return "no active Entra role of the account may read it; " + l.Role + " may"
	}
	return ""
}

// Opens is the permission of the token that opens a dataset: the least one where it is there, else a wider one; "" for
// none.
func (a *Access) Opens(ds tenant.Dataset) string {
	for _, name := range opening(ds, a.AppOnly) {
		if slices.Contains(a.Granted, name) {
			return name
		}
	}
	return ""
}

// opening are the permissions that open a dataset, the least first (Graph permissions reference, 2026-08).
func opening(ds tenant.Dataset, appOnly bool) []string {
	needed := PermissionFor(ds)
	least := needed.Delegated
	if appOnly {
		least = needed.Application
	}
	if least == "" {
		return nil
	}
	all := []string{least}
	switch ds {
	case tenant.MDMPolicies, tenant.MAMPolicies:
		return append(all, "Policy.ReadWrite.MobilityManagement")
	case tenant.Registration:
		return append(all, "Policy.Read.DeviceConfiguration", "Policy.ReadWrite.DeviceConfiguration")
	case tenant.Organization:
		all = append(all, "DeviceManagementServiceConfig.Read.All")
		if !appOnly {
			all = append(all, "User.Read")
		}
	case tenant.IntuneState, tenant.DiagnosticsSet: // the singleton of Intune, which any of these opens
		all = append(all, "DeviceManagementApps.Read.All", "DeviceManagementManagedDevices.Read.All",
			"DeviceManagementServiceConfig.Read.All")
	}
	all = append(all, strings.Replace(least, ".Read", ".ReadWrite", 1))
	switch least {
	case "GroupMember.Read.All":
		all = append(all, "Group.Read.All", "Group.ReadWrite.All")
	case "DeviceManagementScripts.Read.All":
		all = append(all, "DeviceManagementConfiguration.Read.All", "DeviceManagementConfiguration.ReadWrite.All")
	case "LicenseAssignment.Read.All":
		all = append(all, "Organization.Read.All", "Organization.ReadWrite.All")
	case "User.Read":
		all = append(all, "OrganizationalBranding.Read.All", "OrganizationalBranding.ReadWrite.All")
	}
	if ofDirectoryReaders(least) {
		all = append(all, "Directory.Read.All", "Directory.ReadWrite.All")
		if !appOnly {
			all = append(all, "Directory.AccessAsUser.All")
		}
	}
	return all
}

// ofDirectoryReaders reports whether Directory.Read.All opens what a permission does.
func ofDirectoryReaders(permission string) bool {
	return slices.Contains([]string{"Application.Read.All", "Device.Read.All", "Domain.Read.All", "GroupMember.Read.All",
		"LicenseAssignment.Read.All", "Organization.Read.All", "User.Read.All"}, permission)
}

// MayWrite reports whether a permission opens more than reading.
func MayWrite(permission string) bool {
	_, may, ok := strings.Cut(permission, ".")
	return ok && (!strings.HasPrefix(may, "Read") || strings.HasPrefix(may, "ReadWrite"))
}

// Reads reports whether a permission opens reading alone. Those of OpenID, such as profile, open nothing.
func Reads(permission string) bool { return strings.Contains(permission, ".") && !MayWrite(permission) }

// OfIntune reports whether Intune itself decides who may read a dataset.
func OfIntune(ds tenant.Dataset) bool {
	return strings.HasPrefix(PermissionFor(ds).Delegated, "DeviceManagement")
}
