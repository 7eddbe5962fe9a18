package audit

import (
	"context"
	"errors"
	"sync"

	"prepaudit/graph"
	"prepaudit/reports/answer"
	"prepaudit/rules/tenant"
)

// readOne reads of one user, when the settings were read, what they make necessary, which in a large tenant is many
// pages of all users; and what no rule needs: devices, and why Intune refused some.
func (r *reading) readOne(ctx context.Context, s *tenant.Settings, want map[tenant.Dataset]bool, user tenant.GUID,
	known *answer.Known) {
	matters := func(ds tenant.Dataset) bool {
		return r.has(tenant.Registration) && want[ds] && r.facts.Matters(ds, s, r.has)
	}
	if matters(tenant.AuthMethods) {
		r.Go(func() { r.note(tenant.AuthMethods, r.c.AuthMethodsOf(ctx, s, user)) })
	}
	var mu sync.Mutex
	lack := func(ds tenant.Dataset, err error) {
		mu.Lock()
		defer mu.Unlock()
		denied, ok := errors.AsType[*graph.DeniedError](err)
		if err != nil && !(ok && denied.NoIntune) {
			known.Extra = append(known.Extra, gap(ds, err))
		}
	}
	owned := matters(tenant.OwnedDevices)
	r.Go(func() {
		devices, err := r.c.DevicesOf(ctx, user)
		known.Entra = devices
		if owned {
			r.note(tenant.OwnedDevices, r.c.OwnedBy(ctx, s, user, devices, err))
		}
		lack(tenant.OwnedDevices, err)
	})
	r.Go(func() {
		var err error
		known.Managed, err = r.c.ManagedOf(ctx, user)
		lack(tenant.ManagedDevices, err)
	})
	r.Go(func() {
		var err error
		known.Failures, err = r.c.EnrollmentFailures(ctx, user)
		lack(answer.Failures, err)
	})
}
