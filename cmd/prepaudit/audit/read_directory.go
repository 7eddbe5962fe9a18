package audit

import (
	"context"
	"slices"

	"prepaudit/rules/tenant"
)

// directory reads what Microsoft Entra ID says of joining and signing in.
func (r *Reading) directory(ctx context.Context) {
	s, c := &r.Settings, r.c
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
func (r *Reading) joining(ctx context.Context) {
	s, c := &r.Settings, r.c
	access, known := make(chan struct{}), false
	r.Go(func() {
		defer close(access)
		if r.want[tenant.AccessPolicies] || r.want[tenant.AuthMethods] {
			err := r.access(ctx)
			r.note(tenant.AccessPolicies, err)
			known = err == nil
		}
	})
	var err error
	s.Registration, err = c.Registration(ctx)
	r.note(tenant.Registration, err)
	if err != nil {
		return
	}
	if s.Registration.Limited() {
		r.read(tenant.OwnedDevices, func() (err error) { s.Owned, err = c.OwnedDevices(ctx); return err })
	}
	if r.want[tenant.RegistrationWho] {
		// No rule asks who of the users becomes local administrator, so Admins keeps its groups without members.
		if j := &s.Registration.Join; j.Kind == "enumerated" {
			r.Go(func() { r.membersOf(ctx, tenant.RegistrationWho, j.Groups) })
		}
	}
	<-access
	if r.want[tenant.AuthMethods] && (!known || joiningMayDemandMultiFactor(s)) {
		r.read(tenant.AuthMethods, func() (err error) { s.AuthMethod, s.NoAuthMethod, err = c.AuthMethods(ctx); return err })
	}
}

// access reads the Conditional Access policies, and whom those mean that may stand in the way.
func (r *Reading) access(ctx context.Context) error {
	s := &r.Settings
	var err error
	s.Access, err = r.c.AccessPolicies(ctx)
	for i, asked := range r.env.AccessInQuestion(s.Access) {
		if p := s.Access[i]; asked {
			r.Go(func() {
				r.whoAre(ctx, tenant.AccessWho, p.IncludeGroups)
				r.whoAre(ctx, tenant.AccessWho, p.ExcludeGroups)
			})
		}
	}
	return err
}

// JoiningOf reads of one user what joining reads of all, when the settings were read: in a large tenant that is many pages.
func (r *Reading) JoiningOf(ctx context.Context, s *tenant.Settings, want map[tenant.Dataset]bool, user tenant.GUID) {
	if !r.Has(tenant.Registration) {
		return
	}
	known := r.Has(tenant.AccessPolicies) // asked before the reads below may add gaps
	if want[tenant.OwnedDevices] && s.Registration.Limited() {
		r.Go(func() {
			var err error
			s.Owned, err = r.c.OwnedBy(ctx, user)
			r.note(tenant.OwnedDevices, err)
		})
	}
	if want[tenant.AuthMethods] && (!known || joiningMayDemandMultiFactor(s)) {
		r.Go(func() {
			var err error
			s.AuthMethod, s.NoAuthMethod, err = r.c.AuthMethodsOf(ctx, user)
			r.note(tenant.AuthMethods, err)
		})
	}
}

func joiningMayDemandMultiFactor(s *tenant.Settings) bool {
	return s.Registration.MultiFactor != "notRequired" || slices.ContainsFunc(s.Access, func(p tenant.AccessPolicy) bool {
		return p.State != "disabled" && slices.Contains(p.UserActions, "urn:user:registerdevice") && (p.Strength || slices.Contains(p.Controls, "mfa"))
	})
}
