package rules

import "prepaudit/rules/tenant"

// Counts is what was counted while users and devices were judged.
type Counts struct {
	Scope     ScopeCount
	Standings StandingCount
	Holders   map[tenant.GUID]*Holding // by skuId
	Devices   DeviceCount
}

// Holding counts the users who were seen to hold one product, each under one reason.
type Holding struct {
	InScope, OutOfScope, Guests, Disabled int
	Redundant                             int // of InScope: another product gives them all that this one does
}

// hold counts a user's licences under the place where the user stands.
func (c *Counts) hold(u *tenant.User, p Place) {
	for _, l := range u.Licenses {
		h := c.Holders[l.SKU]
		if h == nil {
			h = &Holding{}
			c.Holders[l.SKU] = h
		}
		switch p {
		case InScope:
			h.InScope++
		case Guest, External:
			h.Guests++
		case Disabled:
			h.Disabled++
		default:
			h.OutOfScope++
		}
	}
}

// place counts a user in the scope, or under the reason of being left out.
func (c *ScopeCount) place(p Place) {
	switch p {
	case NotInGroup:
		c.NotInGroup++
	case ExcludedGroup:
		c.ExcludedGroup++
	case ExcludedName:
		c.ExcludedName++
	case Guest:
		c.Guests++
	case External:
		c.External++
	case Disabled:
		c.Disabled++
	case InScope:
		c.InScope++
	}
}
