package audit

import (
	"context"

	"prepaudit/rules/tenant"
)

// directory reads what Microsoft Entra ID says of joining and signing in.
func (r *reading) directory(ctx context.Context) {
	s, c := &r.settings, r.c
	r.read(tenant.MAMPolicies, func() (err error) { s.MAMPolicies, err = c.MAMPolicies(ctx); return err })
	r.read(tenant.Domains, func() (err error) { s.Domains, err = c.Domains(ctx); return err })
	if r.want[tenant.Registration] || r.want[tenant.AuthMethods] {
		r.Go(func() { r.joining(ctx) })
	} else {
		r.read(tenant.AccessPolicies, func() error { return r.access(ctx) })
	}
}

// joining reads who may join devices, and then what only some tenants need: a large one has a device and a
// sign-in method for each of its users.
func (r *reading) joining(ctx context.Context) {
	s, c := &r.settings, r.c
	access := make(chan struct{})
	r.Go(func() {
		defer close(access)
		if r.want[tenant.AccessPolicies] || r.want[tenant.AuthMethods] {
			r.note(tenant.AccessPolicies, r.access(ctx))
		}
	})
	var err error
	s.Registration, err = c.Registration(ctx)
	r.note(tenant.Registration, err)
	if err != nil {
		return
	}
	r.read(tenant.OwnedDevices, func() (err error) { s.Owned, err = c.OwnedDevices(ctx); return err })
	if r.want[tenant.RegistrationWho] {
		for _, g := range r.facts.Groups(tenant.RegistrationWho, s) {
			r.Go(func() { r.membersOf(ctx, tenant.RegistrationWho, g) })
		}
	}
	<-access
	r.read(tenant.AuthMethods, func() (err error) {
		s.AuthMethod, s.NoAuthMethod, err = c.AuthMethods(ctx)
		return err
	})
}

// access reads the Conditional Access policies, and whom those mean that may stand in the way.
func (r *reading) access(ctx context.Context) error {
	s := &r.settings
	var err error
	s.Access, err = r.c.AccessPolicies(ctx)
	r.whoAre(ctx, tenant.AccessWho)
	return err
}

// joiningOf reads of one user what joining reads of all, when the settings were read: in a large tenant that is many
// pages.
func (r *reading) joiningOf(ctx context.Context, s *tenant.Settings, want map[tenant.Dataset]bool, user tenant.GUID) {
	if !r.has(tenant.Registration) {
		return
	}
	if want[tenant.OwnedDevices] && r.facts.Matters(tenant.OwnedDevices, s, r.has) {
		r.Go(func() {
			var err error
			s.Owned, err = r.c.OwnedBy(ctx, user)
			r.note(tenant.OwnedDevices, err)
		})
	}
	if want[tenant.AuthMethods] && r.facts.Matters(tenant.AuthMethods, s, r.has) {
		r.Go(func() {
			var err error
			s.AuthMethod, s.NoAuthMethod, err = r.c.AuthMethodsOf(ctx, user)
			r.note(tenant.AuthMethods, err)
		})
	}
}
