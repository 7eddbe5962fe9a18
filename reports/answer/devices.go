package answer

import (
	"cmp"
	"slices"

	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

// devices puts what Microsoft Entra ID and Intune say of each device together, the newest first; or, where the person
// may join no more, the oldest, which is the one to delete.
func (k *Known) devices(a *record.Answer) {
	all := slices.Clone(k.Entra)
	for _, m := range k.Managed {
		i := slices.IndexFunc(all, func(d tenant.OwnDevice) bool { return !d.Entra.IsZero() && d.Entra == m.Entra })
		if i < 0 {
			all = append(all, m)
			continue
		}
		d := &all[i]
		d.Name, d.Version = cmp.Or(d.Name, m.Name), cmp.Or(m.Version, d.Version)
		d.Serial, d.Managed, d.LastSync = m.Serial, m.Managed, m.LastSync
	}
	f := k.Facts
	a.LimitReached = f.Has(tenant.Registration) && f.Has(tenant.OwnedDevices) && f.Registration.Limited() &&
		f.Owned.Of(k.Row.User.ID) >= f.Registration.DeviceQuota
	slices.SortStableFunc(all, func(x, y tenant.OwnDevice) int {
		order := y.LastSeen().Compare(x.LastSeen())
		if a.LimitReached {
			order = -order
		}
		return cmp.Or(order, cmp.Compare(x.Name, y.Name))
	})
	a.Devices = all
}
