package plan

import (
	"slices"

	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// After is the tenant as it would be when everybody was counted: who has what, and the seats that are bought for it.
func (a *Assumption) After() *Tenant {
	t := *a.tenant
	t.SKUs, t.Subscriptions = slices.Clone(t.SKUs), slices.Clone(t.Subscriptions)
	a.paid = map[tenant.GUID]int{}
	if !a.by.IsZero() {
		t.By = a.by
	}
	for i := range a.swaps {
		t.own(&a.swaps[i].to)
	}
	for i := range a.buys {
		t.own(&a.buys[i].sku)
	}
	for i := range t.SKUs {
		t.SKUs[i].Consumed = max(0, t.SKUs[i].Consumed+a.delta[t.SKUs[i].ID])
	}
	pay := func(id tenant.GUID, seats int) {
		if seats > 0 {
			t.pay(id, seats)
			a.paid[id] += seats
		}
	}
	for _, b := range a.buys {
		pay(b.sku.ID, b.seats)
	}
	for i := range a.swaps {
		s := &t.SKUs[t.sku(a.swaps[i].to.ID)]
		o := newProduct(s, &t)
		have := o.owned
		if !o.paid() && !o.trial { // it costs nothing
			have = s.Enabled + s.Warning
		}
		pay(s.ID, s.Consumed-have)
	}
	t.Away = a.away()
	return &t
}

// away are the products in place of which people have others, but those that come in place of others, or are bought.
func (a *Assumption) away() (all []tenant.GUID) {
	for i := range a.swaps {
		id := a.swaps[i].from.ID
		if !slices.ContainsFunc(a.swaps, func(s swap) bool { return s.to.ID == id }) &&
			!slices.ContainsFunc(a.buys, func(b bought) bool { return b.sku.ID == id }) {
			all = append(all, id)
		}
	}
	return all
}

// own is a product that the tenant has from now on.
func (t *Tenant) own(s *tenant.SKU) {
	if t.sku(s.ID) < 0 {
		t.SKUs = append(t.SKUs, *s)
	}
}

func (t *Tenant) sku(id tenant.GUID) int {
	return slices.IndexFunc(t.SKUs, func(s tenant.SKU) bool { return s.ID == id })
}

// pay adds seats that are paid for. What could not be used can be from now on.
func (t *Tenant) pay(id tenant.GUID, seats int) {
	s := &t.SKUs[t.sku(id)]
	s.Enabled += seats
	if s.CapabilityStatus != "Enabled" {
		s.CapabilityStatus, s.Plans = "Enabled", slices.Clone(s.Plans)
		for k := range s.Plans {
			s.Plans[k].ProvisioningStatus = "Success"
		}
	}
	mine := func(l tenant.Subscription) bool { return l.SKU == id }
	if slices.ContainsFunc(t.Subscriptions, mine) {
		t.Subscriptions = append(t.Subscriptions, tenant.Subscription{SKU: id, PartNumber: s.PartNumber, Status: "Enabled",
			TotalLicenses: seats})
	}
}

// Gone is a product that goes away before the day, and why.
type Gone struct {
	SKU tenant.SKU
	Why string
}

// Ended is the tenant on the day, without what has gone away by then; paid subscriptions are taken to renew.
func (t *Tenant) Ended() (*Tenant, []Gone) {
	then := *t
	then.SKUs, then.Subscriptions = slices.Clone(t.SKUs), slices.Clone(t.Subscriptions)
	var gone []Gone
	for i := range then.SKUs {
		s := &then.SKUs[i]
		if o := newProduct(s, t); o.ends != "" {
			gone = append(gone, Gone{*s, o.ends})
			s.CapabilityStatus, s.Suspended = "Suspended", s.Suspended+s.Enabled+s.Warning
			s.Enabled, s.Warning = 0, 0
		}
	}
	for i := range then.Subscriptions {
		l := &then.Subscriptions[i]
		ends := l.IsTrial && l.Status == "Enabled" && !l.NextLifecycle.IsZero() && l.NextLifecycle.Before(t.By)
		k := then.sku(l.SKU)
		switch {
		case k < 0 || !ends && l.Status != "Warning":
			continue
		case then.SKUs[k].CapabilityStatus == "Enabled" && ends: // a trial beside seats that are paid for
			then.SKUs[k].Enabled = max(0, then.SKUs[k].Enabled-l.TotalLicenses)
		}
		l.Status = "Suspended"
	}
	return &then, gone
}

// Judge says how people who have something stand with licenses today.
func (t *Tenant) Judge() func(*tenant.User) rules.LicenseStatus {
	table := license.NewTable(t.SKUs, license.Options{OtherMDM: t.OtherMDM})
	return func(u *tenant.User) rules.LicenseStatus {
		e := table.Of(u)
		return rules.StatusOfPerson(u, &e)
	}
}
