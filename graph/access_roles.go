package graph

import "slices"

// Entra roles as wids names them, by their template ids (Microsoft Entra built-in roles, 2026-01-20; the last three are
// of everybody: Default user role permissions).
const (
	globalAdministrator = "62e90394-69f5-4237-9190-012177145e10"
	globalReader        = "f2ef992c-3afb-46b9-b7cf-a126ee74c451"
	intuneAdministrator = "3a2c62db-5318-420d-8d74-23affee5d9d5"
	memberUser          = "b79fbf4d-3ef9-4689-8143-76b194e85509"
	guestUser           = "10dae51f-b6af-4016-8d66-8c2a99b929b3"
	restrictedGuest     = "2af84b1e-32c8-42b7-82bc-daa82404023b"
)

// IntuneRole reports whether an Entra role is active that may read all of Intune. Roles of Intune itself aren't in
// tokens.
func (a *Access) IntuneRole() bool {
	return a.hasRole(globalAdministrator, globalReader, intuneAdministrator)
}

// Guest reports whether the account is a guest in the tenant.
func (a *Access) Guest() bool { return a.hasRole(guestUser, restrictedGuest) }

// EntraRoles are the template ids of roles that somebody gave the account.
func (a *Access) EntraRoles() []string {
	return slices.DeleteFunc(slices.Clone(a.Roles), func(id string) bool {
		return id == memberUser || id == guestUser || id == restrictedGuest
	})
}

func (a *Access) hasRole(ids ...string) bool {
	return slices.ContainsFunc(a.Roles, func(id string) bool { return slices.Contains(ids, id) })
}

// mayRead reports whether the account's Entra roles let it read what a delegated permission opens. Of a token that
// doesn't tell roles, and of an account with any role, Graph knows better: only who is nothing but a member or a guest
// is refused for certain. Intune asks roles of its own, see IntuneRole.
func (a *Access) mayRead(permission string) bool {
	if len(a.Roles) == 0 || len(a.EntraRoles()) > 0 {
		return true
	}
	switch permission {
	case "Policy.Read.All", "AuditLog.Read.All", "LicenseAssignment.Read.All":
		return false
	}
	return !a.Guest() || !ofDirectoryReaders(permission)
}
