package plan

import (
	"slices"
	"time"

	"prepaudit/rules/tenant"
)

// Assumption is what is taken as done with products in one tenant: Count everybody in scope, then ask what the tenant is
// After it. Swaps are made at once: who gets a product by one of them keeps it.
type Assumption struct {
	tenant *Tenant // as it is
	by     time.Time
	swaps  []swap
	buys   []bought
	delta  map[tenant.GUID]int // how many more people have a product
	paid   map[tenant.GUID]int // seats that are bought, of After
}

type swap struct {
	from, to tenant.SKU
	people   int
}

type bought struct {
	sku   tenant.SKU
	seats int
}

// In makes it one of a tenant that something else was changed in besides.
func (a *Assumption) In(t *Tenant) { a.tenant = t }

// Count takes so many people in scope who have the same.
func (a *Assumption) Count(u *tenant.User, people int) {
	for i := range a.swaps {
		if u.Holds(a.swaps[i].from.ID) {
			a.swaps[i].people += people
		}
	}
	then := *u
	if !a.Of(&then) {
		return
	}
	for _, l := range u.Licenses {
		if !then.Holds(l.SKU) {
			a.delta[l.SKU] -= people
		}
	}
	for _, l := range then.Licenses {
		if !u.Holds(l.SKU) {
			a.delta[l.SKU] += people
		}
	}
}

// Of makes of a person in scope who they would be, and reports whether anything of it is another. Service plans that
// are turned off stay so; what people have is not changed in place.
func (a *Assumption) Of(u *tenant.User) bool {
	if !slices.ContainsFunc(u.Licenses, func(l tenant.License) bool { _, ok := a.instead(l.SKU); return ok }) {
		return false
	}
	had := u.Licenses
	u.Licenses = a.Licenses(had)
	has := func(sku tenant.GUID) bool {
		return slices.ContainsFunc(had, func(l tenant.License) bool { return l.SKU == sku })
	}
	gets := func(sku tenant.GUID) bool {
		return slices.ContainsFunc(a.swaps, func(w swap) bool { return w.to.ID == sku && has(w.from.ID) })
	}
	var states []tenant.LicenseState
	for _, s := range u.States {
		to, ok := a.instead(s.SKU)
		switch {
		case !s.Active() && (ok && has(s.SKU) || gets(s.SKU)):
			continue // what failed besides is no longer wanted
		case ok && s.Active():
			s.SKU, s.Disabled = to.ID, within(s.Disabled, to)
		}
		again := func(o tenant.LicenseState) bool { return o.SKU == s.SKU && o.Group == s.Group }
		if i := slices.IndexFunc(states, again); i >= 0 {
			states[i].Disabled = both(states[i].Disabled, s.Disabled)
			continue
		}
		states = append(states, s)
	}
	u.States = states
	return true
}

// Licenses are what somebody, or a group, has in place of others.
func (a *Assumption) Licenses(all []tenant.License) (then []tenant.License) {
	for _, l := range all {
		if to, ok := a.instead(l.SKU); ok {
			l = tenant.License{SKU: to.ID, Disabled: within(l.Disabled, to)}
		}
		again := func(o tenant.License) bool { return o.SKU == l.SKU }
		if i := slices.IndexFunc(then, again); i >= 0 {
			then[i].Disabled = both(then[i].Disabled, l.Disabled)
			continue
		}
		then = append(then, l)
	}
	return then
}

// instead is the product that somebody gets in place of another.
func (a *Assumption) instead(sku tenant.GUID) (*tenant.SKU, bool) {
	for i := range a.swaps {
		if a.swaps[i].from.ID == sku {
			return &a.swaps[i].to, true
		}
	}
	return nil, false
}

// within are those of some service plans that a product has.
func within(off []tenant.GUID, s *tenant.SKU) (left []tenant.GUID) {
	for _, id := range off {
		if slices.ContainsFunc(s.Plans, func(p tenant.Plan) bool { return p.ID == id }) {
			left = append(left, id)
		}
	}
	return left
}

// both are the service plans that are turned off in two assignments of one product.
func both(a, b []tenant.GUID) (off []tenant.GUID) {
	for _, id := range a {
		if slices.Contains(b, id) {
			off = append(off, id)
		}
	}
	return off
}

// Paid are the seats of each product that are taken as bought, once After was asked.
func (a *Assumption) Paid() map[tenant.GUID]int { return a.paid }

// Freed are the seats of each product that people no longer have.
func (a *Assumption) Freed() map[tenant.GUID]int {
	all := map[tenant.GUID]int{}
	for id, n := range a.delta {
		if n < 0 {
			all[id] = -n
		}
	}
	return all
}

// Swapped is an Instead as it was found, and of how many people.
type Swapped struct {
	From, To tenant.GUID
	People   int
}

// Swaps are those that are taken as made.
func (a *Assumption) Swaps() (all []Swapped) {
	for _, s := range a.swaps {
		all = append(all, Swapped{s.from.ID, s.to.ID, s.people})
	}
	return all
}

// Bought are seats of a product that are taken as bought, whoever takes them.
type Bought struct {
	SKU   tenant.GUID
	Seats int
}

// Buys are those that were asked for.
func (a *Assumption) Buys() (all []Bought) {
	for _, b := range a.buys {
		all = append(all, Bought{b.sku.ID, b.seats})
	}
	return all
}
