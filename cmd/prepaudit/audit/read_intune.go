package audit

import (
	"context"
	"fmt"

	"prepaudit/rules/tenant"
)

// intune reads what Intune says of itself and of device preparation.
func (r *reading) intune(ctx context.Context) {
	s, c := &r.settings, r.c
	r.read(tenant.IntuneState, func() (err error) { s.Intune, err = c.Intune(ctx); return err })
	r.read(tenant.DiagnosticsSet, func() (err error) { s.Diagnostics, err = c.Diagnostics(ctx); return err })
	if r.want[tenant.Restrictions] {
		r.Go(func() { r.restrictions(ctx) })
	}
	r.read(tenant.Autopilots, func() (err error) { s.Autopilots, err = c.Autopilots(ctx); return err })
	r.read(tenant.Configurations, func() (err error) { s.Configurations, err = c.Configurations(ctx); return err })
	r.read(tenant.PushedApps, func() (err error) { s.PushedApps, err = c.PushedApps(ctx); return err })
	r.read(tenant.Operations, func() (err error) { s.Operations, err = c.Operations(ctx); return err })
	r.read(tenant.Roles, func() (err error) { s.Roles, err = c.Roles(ctx); return err })
	if r.want[tenant.Preparation] {
		r.Go(func() { r.preparation(ctx) })
	}
}

// restrictions reads what keeps devices from enrolling and, where something does, whom that means and which devices are
// known: a tenant may have an identifier for each.
func (r *reading) restrictions(ctx context.Context) {
	s := &r.settings
	var err error
	s.Restrictions, s.DeviceLimits, err = r.c.Restrictions(ctx)
	r.note(tenant.Restrictions, err)
	if err != nil {
		return
	}
	r.read(tenant.CorporateIDs, func() (err error) { s.CorporateIDs, err = r.c.CorporateIDs(ctx); return err })
	r.whoAre(ctx, tenant.RestrictionWho)
}

// preparation reads the device preparation policies and what they name.
func (r *reading) preparation(ctx context.Context) {
	s, c := &r.settings, r.c
	var err error
	s.Preparation, err = c.Preparation(ctx)
	r.note(tenant.Preparation, err)
	if err != nil {
		return
	}
	r.whoAre(ctx, tenant.PreparationWho)
	var apps, scripts []string
	for i := range s.Preparation {
		p := &s.Preparation[i]
		apps, scripts = append(apps, p.AppIDs...), append(scripts, p.ScriptIDs...)
		if p.Mode != tenant.UserDriven {
			continue
		}
		if r.want[tenant.DeviceGroups] {
			if p.Device, err = c.DeviceGroup(ctx, p.ID); err != nil {
				r.notePart(tenant.DeviceGroups, fmt.Errorf("policy %s: %w", p.Name, err))
			}
		}
	}
	r.read(tenant.Apps, func() (err error) { s.Apps, err = c.Apps(ctx, apps); return err })
	r.read(tenant.Scripts, func() (err error) { s.Scripts, err = c.Scripts(ctx, scripts); return err })
	if !r.want[tenant.DeviceOwner] {
		return
	}
	owned, err := c.ProvisioningClientOwns(ctx)
	r.note(tenant.DeviceOwner, err)
	for i := range s.Preparation {
		if d := &s.Preparation[i].Device; err == nil && !d.ID.IsZero() {
			d.Owned = tenant.No
			if owned.Has(d.ID) {
				d.Owned = tenant.Yes
			}
		}
	}
}
