// Package plan says which license each person gets who has none, so that the least is bought: which plans are turned
// on, which seats are assigned, swapped, renewed or bought. It changes nothing.
package plan

import (
	"slices"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Tenant is what a plan is made for.
type Tenant struct {
	SKUs          []tenant.SKU
	Subscriptions []tenant.Subscription
	OtherMDM      bool
	Now           time.Time
	By            time.Time // what goes away before this day is gone
	Frontline     bool      // frontline products may be given to everybody
	// Away are products that nobody is given: people are taken to have others in their place.
	Away []tenant.GUID
	// Prices are what a seat costs a year, in ten-thousandths of one currency; nil where none are known.
	Prices map[tenant.GUID]int64
}

// Planner takes people one by one, then plans. It keeps what tells classes of people apart, and a number for each
// person who needs a change.
type Planner struct {
	t        *Tenant
	table    *license.Table // as if all were renewed, and twins of products that go away
	products []product
	place    map[tenant.GUID]int
	twins    map[tenant.GUID]tenant.GUID
	kind     kind // of people who have nothing
	classes  []*class
	index    map[string]int
	key      []byte
	learned  map[[2]int]bool // products that were seen to exclude each other
	people   []uint32        // the class of each person, in their order
	seen     tenant.User     // reused
}

// class is people who have the same.
type class struct {
	user     tenant.User // licenses and states; the location is "" or "?"
	people   int
	lapsing  bool // licensed today
	options  []Change
	assigned []share
}

// share is how many people of a class get a change.
type share struct{ change, people int }

// New begins a plan.
func New(t *Tenant) *Planner {
	p := &Planner{t: t, place: map[tenant.GUID]int{}, twins: map[tenant.GUID]tenant.GUID{}, index: map[string]int{},
		learned: map[[2]int]bool{}}
	all := slices.Clone(t.SKUs)
	for _, part := range sold {
		all = append(all, ofCatalog(&license.Lookup(part)[0]))
	}
	var skus []tenant.SKU
	for i := range all {
		s := &all[i]
		if _, again := p.place[s.ID]; again {
			continue
		}
		one := newProduct(s, t)
		one.listed = i < len(t.SKUs)
		p.place[s.ID] = len(p.products)
		p.products = append(p.products, one)
		well := *s
		well.Consumed = 0            // seats are counted here, not by the table
		if one.dead || !one.listed { // a license of what the tenant has not gives nothing
			twin := well
			twin.ID, twin.CapabilityStatus = twinOf(s.ID), "Suspended"
			p.twins[s.ID] = twin.ID
			skus = append(skus, twin)
		}
		if one.dead {
			well.CapabilityStatus, well.Plans = "Enabled", slices.Clone(s.Plans)
			for k := range well.Plans {
				well.Plans[k].ProvisioningStatus = "Success"
			}
		}
		skus = append(skus, well)
	}
	p.table = license.NewTable(skus, license.Options{OtherMDM: t.OtherMDM})
	p.settle()
	return p
}

// twinOf is the id of a product as it is once it has gone away.
func twinOf(id tenant.GUID) tenant.GUID {
	for i := range id {
		id[i] ^= 0xff
	}
	return id
}

// settle finds out what each product gives, and what kind of tenant this is: that of its suites.
func (p *Planner) settle() {
	var used [students + 1]int
	for i := range p.products {
		o := &p.products[i]
		e := p.table.Of(&tenant.User{LicensesKnown: true, Licenses: []tenant.License{{SKU: o.id}}})
		o.gives = p.table.Plain(o.id) && (e.Entra.Usable() || e.Intune.Usable() && !p.t.OtherMDM)
		o.count()
		if e.Qualified && o.offer == rules.Paid {
			used[o.kind] += o.sku.Consumed
		}
	}
	for k, n := range used {
		if n > used[p.kind] {
			p.kind = kind(k)
		}
	}
}

// Add takes one person in scope, and says whether a change is needed, and of which class the person is. What it is
// given is not kept.
func (p *Planner) Add(u *tenant.User, status rules.LicenseStatus) (class int, needed bool) {
	lapsing := false
	switch status {
	case rules.LacksIntune, rules.LacksEntra, rules.LacksBoth, rules.NoLicense:
	case rules.Qualified:
		if !p.lapses(u) {
			return 0, false
		}
		lapsing = true
	default:
		return 0, false
	}
	p.key = append(AppendKey(p.key[:0], u), flag(lapsing))
	i, ok := p.index[string(p.key)]
	if !ok {
		i = len(p.classes)
		p.index[string(p.key)] = i
		p.classes = append(p.classes, newClass(u, lapsing))
		p.learn(u)
	}
	p.classes[i].people++
	p.people = append(p.people, uint32(i))
	return i, true
}

// lapses reports whether somebody who is licensed today is not once what goes away is gone.
func (p *Planner) lapses(u *tenant.User) bool {
	if !slices.ContainsFunc(u.Licenses, func(l tenant.License) bool { _, dies := p.twins[l.SKU]; return dies }) {
		return false
	}
	p.seen = tenant.User{LicensesKnown: true, StatesKnown: u.StatesKnown,
		States: append(p.seen.States[:0], u.States...), Licenses: append(p.seen.Licenses[:0], u.Licenses...)}
	p.bury(p.seen.Licenses)
	for i := range p.seen.States {
		if twin, dies := p.twins[p.seen.States[i].SKU]; dies {
			p.seen.States[i].SKU = twin
		}
	}
	e := p.table.Of(&p.seen)
	return !e.Qualified && !e.Unsure()
}

// Depends are the products of a person without any one of which they would not be licensed, if all were renewed.
func (p *Planner) Depends(u *tenant.User) (on []tenant.GUID) {
	if !p.table.Of(u).Qualified {
		return nil
	}
	for i, l := range u.Licenses {
		p.seen = tenant.User{LicensesKnown: true, StatesKnown: u.StatesKnown, States: u.States,
			Licenses: slices.Delete(append(p.seen.Licenses[:0], u.Licenses...), i, i+1)}
		if e := p.table.Of(&p.seen); !e.Qualified {
			on = append(on, l.SKU)
		}
	}
	return on
}

// bury makes licenses of products that go away those of their twins.
func (p *Planner) bury(all []tenant.License) {
	for i := range all {
		if twin, dies := p.twins[all[i].SKU]; dies {
			all[i].SKU = twin
		}
	}
}

// learn notes which two products exclude each other in this tenant: what is in error, and the only other product that
// might be why.
func (p *Planner) learn(u *tenant.User) {
	for _, s := range u.States {
		if s.Error != "MutuallyExclusiveViolation" {
			continue
		}
		other, n := 0, 0
		for _, l := range u.Licenses {
			if i, ok := p.place[l.SKU]; ok && l.SKU != s.SKU && p.products[i].offer == rules.Paid {
				other, n = i, n+1
			}
		}
		if i, ok := p.place[s.SKU]; ok && n == 1 {
			p.learned[[2]int{i, other}], p.learned[[2]int{other, i}] = true, true
		}
	}
}
