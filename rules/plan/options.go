package plan

import (
	"slices"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// How somebody comes to a product.
type How uint8

// The ways, the best first where they cost the same.
const (
	Reprocess How = iota // the assignment failed for want of a seat
	Swap                 // for what it includes
	Renew                // the seats that people have
	Keep                 // what they have, as a trial or beyond renewal: a seat is bought
	Assign
)

// Change is what is done to one person, so that they are licensed.
type Change struct {
	TurnOn   []TurnOn
	Gain     []Gain
	Free     []Freed // seats that they no longer need
	Location bool    // a usage location is set first

	takes, frees []int // places of stock
	cost         cost
}

// TurnOn is a product whose plans are turned on, in the assignment of a group or, where it is zero, direct.
type TurnOn struct {
	SKU           tenant.GUID
	Group         tenant.GUID
	Intune, Entra bool
}

// Gain is a product that a person comes to; a group is one that assigns it already.
type Gain struct {
	SKU   tenant.GUID
	Group tenant.GUID
	How   How
}

// Freed is a seat that somebody no longer needs.
type Freed struct{ SKU, Group tenant.GUID }

// optionsOf are the changes that license a person of a class, less those that are no better than another.
func (p *Planner) optionsOf(c *class) []Change {
	var all []Change
	try := func(gains ...Gain) bool {
		ch, ok := p.try(c, gains)
		if ok {
			all = append(all, ch)
		}
		return ok
	}
	try()
	gains := p.gains(c)
	var alone []bool // that do alone
	for _, g := range gains {
		alone = append(alone, try(g))
	}
	stays := func(g Gain) bool { return g.How == Renew || g.How == Keep }
	for i := range gains {
		for j := range gains[:i] { // two that do not do alone, or what is kept beside what does
			if !alone[i] && !alone[j] || stays(gains[i]) || stays(gains[j]) {
				try(gains[j], gains[i])
			}
		}
	}
	var good []Change
	for i := range all {
		worse := func(o Change) bool { return o.serves(&all[i]) }
		if !slices.ContainsFunc(all[:i], worse) && !slices.ContainsFunc(all[i+1:], func(o Change) bool {
			return worse(o) && !all[i].serves(&o)
		}) {
			good = append(good, all[i])
		}
	}
	return good
}

// serves reports whether a change takes no more seats than another, frees all that it frees, and costs no more.
func (ch *Change) serves(o *Change) bool {
	within := func(a, b []int) bool {
		return !slices.ContainsFunc(a, func(s int) bool { return !slices.Contains(b, s) })
	}
	return within(ch.takes, o.takes) && within(o.frees, ch.frees) && ch.cost.compare(o.cost) <= 0
}

// gains are the products that a person of a class may come to.
func (p *Planner) gains(c *class) (all []Gain) {
	u := &c.user
	kind, frontline := p.kinds(u)
	for i := range p.products {
		o := &p.products[i]
		if !o.gives {
			continue
		}
		g := Gain{SKU: o.id, Group: via(u, o.id), How: Assign}
		word, has := errorOf(u, o.id), u.Holds(o.id)
		switch {
		case has && word == "" && o.dead && o.renewable > 0:
			g.How = Renew
		case has && word == "" && o.dead && (o.trial || o.paid()):
			g.How = Keep
		case has && word == "", o.dead || !o.paid(), slices.Contains(p.t.Away, o.id):
			continue
		case word == "CountViolation":
			g.How = Reprocess
		case word == "" || word == "MutuallyExclusiveViolation" ||
			word == "ProhibitedInUsageLocationViolation" && u.UsageLocation == "" && u.UsageLocationKnown:
			if !o.suits(kind, frontline) {
				continue
			}
		default:
			continue
		}
		all = append(all, g)
	}
	return all
}

// try says what it takes that a person of a class comes to these products; false where they would not be licensed, or
// products exclude each other.
func (p *Planner) try(c *class, gains []Gain) (Change, bool) {
	ch := Change{Gain: slices.Clone(gains)}
	u := tenant.User{LicensesKnown: true, StatesKnown: c.user.StatesKnown, States: c.user.States,
		Licenses: slices.Clone(c.user.Licenses)}
	for i := range ch.Gain {
		g := &ch.Gain[i]
		l := tenant.License{SKU: g.SKU}
		for _, s := range c.user.States {
			if s.SKU == g.SKU && g.How == Reprocess {
				l.Disabled = s.Disabled
			}
		}
		if g.How == Renew || g.How == Keep {
			continue // see below: it is not buried
		}
		u.States = slices.DeleteFunc(slices.Clone(u.States), func(s tenant.LicenseState) bool { return s.SKU == g.SKU })
		u.Licenses = slices.DeleteFunc(u.Licenses, func(o tenant.License) bool { return o.SKU == g.SKU })
		if !p.swap(c, &u, &ch, g, l) {
			return ch, false
		}
		u.Licenses = append(u.Licenses, l)
	}
	for i := range u.Licenses {
		kept := slices.ContainsFunc(ch.Gain, func(g Gain) bool { return g.SKU == u.Licenses[i].SKU })
		if !kept {
			p.bury(u.Licenses[i : i+1])
		}
	}
	e := p.table.Of(&u)
	if !e.Qualified && !p.turnOn(c, &u, &ch, &e) {
		return ch, false
	}
	p.price(c, &ch)
	return ch, true
}

// swap takes away what a product includes; false where something is left that excludes it.
func (p *Planner) swap(c *class, u *tenant.User, ch *Change, g *Gain, gained tenant.License) bool {
	mine := p.place[g.SKU]
	var left []tenant.License
	for _, l := range u.Licenses {
		i, known := p.place[l.SKU]
		if !known {
			left = append(left, l)
			continue
		}
		o := &p.products[i]
		own := slices.ContainsFunc(ch.Gain, func(g Gain) bool { return g.SKU == l.SKU })
		if !own && o.paid() && errorOf(&c.user, l.SKU) == "" && p.table.Includes(gained, l) {
			ch.Free = append(ch.Free, Freed{l.SKU, via(&c.user, l.SKU)})
			if g.How == Assign {
				g.How = Swap
			}
			continue
		}
		left = append(left, l)
		if p.learned[[2]int{mine, i}] || p.products[mine].conflicts(o, l.Disabled) {
			return false
		}
	}
	if errorOf(&c.user, g.SKU) == "MutuallyExclusiveViolation" && g.How != Swap {
		return false // nothing is known to be in its way, and something is
	}
	u.Licenses = left
	return true
}

// turnOn turns on the plans that are missing in one license, or else in two; false where that isn't enough.
func (p *Planner) turnOn(c *class, u *tenant.User, ch *Change, e *license.Entitlement) bool {
	var off []int // licenses with plans turned off
	for i := range u.Licenses {
		if l := &u.Licenses[i]; len(l.Disabled) > 0 && errorOf(u, l.SKU) == "" {
			off = append(off, i)
		}
	}
	with := func(places ...int) bool {
		licenses := slices.Clone(u.Licenses)
		var on []TurnOn
		for _, i := range places {
			l := &licenses[i]
			t := TurnOn{SKU: l.SKU, Group: via(&c.user, l.SKU)}
			l.Disabled = slices.DeleteFunc(slices.Clone(l.Disabled), func(id tenant.GUID) bool {
				entra := !e.Entra.Usable() && license.Gives(id, l.SKU, license.EntraID)
				intune := e.NeedsIntune() && license.Gives(id, l.SKU, license.Intune)
				t.Entra, t.Intune = t.Entra || entra, t.Intune || intune
				return entra || intune
			})
			on = append(on, t)
		}
		after := tenant.User{LicensesKnown: true, StatesKnown: u.StatesKnown, States: u.States, Licenses: licenses}
		if !p.table.Of(&after).Qualified {
			return false
		}
		ch.TurnOn = on
		return true
	}
	for _, i := range off {
		if with(i) {
			return true
		}
	}
	for _, i := range off {
		for _, j := range off {
			if i < j && with(i, j) {
				return true
			}
		}
	}
	return false
}

// price says what a change takes, frees and costs.
func (p *Planner) price(c *class, ch *Change) {
	for i := range ch.Gain {
		g := &ch.Gain[i]
		at := p.place[g.SKU]
		o := &p.products[at]
		if g.How == Swap || g.How == Assign { // no suite where a part is enough, and rather a swap
			ch.cost[rank] += float64(10*len(o.sku.Plans) + int(g.How))
		}
		switch g.How {
		case Renew:
			at += len(p.products)
			ch.cost = ch.cost.plus(p.costOf(o))
		case Keep:
		default:
			ch.cost[changes]++
			ch.Location = ch.Location || c.user.UsageLocationKnown && c.user.UsageLocation == "" && g.Group.IsZero()
		}
		ch.takes = append(ch.takes, at)
	}
	for _, f := range ch.Free {
		if at := p.place[f.SKU]; p.products[at].credit {
			ch.frees = append(ch.frees, at)
		}
	}
	ch.cost[lost] += float64(p.loses(c, ch))
	ch.cost[changes] += float64(len(ch.TurnOn))
	if ch.Location {
		ch.cost[changes]++
	}
}

// loses counts the products of a person that give a part and are paid for, that nobody can use or soon nobody can, and
// that a change neither renews nor leaves to another that includes them: whoever had only another license of what this
// plan is about would go without their mailbox.
func (p *Planner) loses(c *class, ch *Change) (n int) {
	gained := func(sku tenant.GUID) bool {
		return slices.ContainsFunc(ch.Gain, func(g Gain) bool { return g.SKU == sku })
	}
	for _, l := range c.user.Licenses {
		i, known := p.place[l.SKU]
		if !known || !p.products[i].passes() || gained(l.SKU) {
			continue
		}
		stands := slices.ContainsFunc(ch.Gain, func(g Gain) bool { return p.table.Includes(tenant.License{SKU: g.SKU}, l) }) ||
			slices.ContainsFunc(c.user.Licenses, func(o tenant.License) bool {
				k, known := p.place[o.SKU]
				return known && o.SKU != l.SKU && !p.products[k].dead && p.table.Includes(o, l)
			})
		if !stands {
			n++
		}
	}
	return n
}

// passes reports whether people have a product that gives a part, that was paid for, and that ends.
func (p *product) passes() bool { return p.dead && p.listed && p.gives && p.paid() }

// costOf is what one seat costs that is bought or renewed.
func (p *Planner) costOf(o *product) cost {
	c := cost{seats: 1}
	v, known := p.t.Prices[o.id]
	switch {
	case p.t.Prices == nil:
	case known:
		c[price] = float64(v)
	default:
		c[unpriced] = 1
	}
	return c
}
