package rules

import (
	"math/bits"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// counts is what was counted while users and devices were judged.
type counts struct {
	Scope        ScopeCount
	Statuses     LicenseStatusCount
	Holders      map[tenant.GUID]*holding // by skuId
	Seatless     map[missingSeat]int      // users in scope who need a seat that they do not have
	Apps         recommendedCount
	Windows      recommendedCount
	Devices      DeviceCount
	Access       accessCount
	Restrictions restrictionCount
	Associated   associatedCount
	Primary      primaryCount
	Ready        ReadyCount
}

// holding counts the users who were seen to hold one product.
type holding struct {
	All        int
	InScope    int
	Disabled   int // of All, in scope or not: their accounts are disabled
	Guests     int // likewise: guests and external members, disabled or not
	OutOfScope int // the rest of All: left out by group or name
	Redundant  int // of InScope: another product gives them all that this one does
	// Of an add-on of Intune: the rest of InScope to whom other products give some of it, and which of its plans, in the
	// order of license.Table.AddOn, how many.
	Partly int
	Again  [16]int
}

// extras counts what else a user's licenses give, and which of them give nothing more.
func (c *counts) extras(t *license.Table, u *tenant.User, passing map[tenant.GUID]bool) {
	x := t.Extras(u)
	c.Apps.add(x, license.AppsOn, license.AppsOff, license.AppsPartly)
	c.Windows.add(x, license.WindowsOn, license.WindowsOff, license.WindowsPartly)
	redundant := t.Redundant(u, passing)
	for r := redundant; r != 0; r &= r - 1 {
		c.Holders[u.Licenses[bits.TrailingZeros64(r)].SKU].Redundant++
	}
	if t.AddOns() {
		c.addOns(t, u, redundant, passing)
	}
}

// addOns counts what of a user's add-ons other licenses give, beyond those that are redundant beside one of them.
func (c *counts) addOns(t *license.Table, u *tenant.User, redundant uint64, passing map[tenant.GUID]bool) {
	for i := range u.Licenses {
		again, all := t.Again(u, i, passing)
		h := c.Holders[u.Licenses[i].SKU]
		switch {
		case again == 0 || i < 64 && redundant>>i&1 == 1:
			continue
		case all:
			h.Redundant++
			continue
		}
		h.Partly++
		for ; again != 0; again &= again - 1 {
			if plan := bits.TrailingZeros64(again); plan < len(h.Again) {
				h.Again[plan]++
			}
		}
	}
}

// hold counts a user's licenses under the place where the user stands.
func (c *counts) hold(u *tenant.User, p place) {
	for _, l := range u.Licenses {
		h := c.Holders[l.SKU]
		if h == nil {
			h = &holding{}
			c.Holders[l.SKU] = h
		}
		h.All++
		disabled, visiting := u.Enabled == tenant.No, guest(u) || external(u)
		if p == inScope {
			h.InScope++
		}
		if disabled {
			h.Disabled++
		}
		if visiting {
			h.Guests++
		}
		if p != inScope && !disabled && !visiting {
			h.OutOfScope++
		}
	}
}

// ScopeCount says who was read, who was in scope, and what each exclusion removed.
type ScopeCount struct {
	Description   string // "enabled members", "enabled members of group Sales, without test*@contoso.com"
	Why           string // what decided the scope
	Doubt         string // what could not be found out that might have, so that every member is judged; "" for nothing
	Asked         bool   // users were asked for; false where no selected rule is about users
	Expected      int    // users the tenant says it has ($count); -1 when it did not say
	After         int    // the same, asked again when all were read
	Read          int
	InScope       int
	Unlicensed    int // of InScope: members without license, or with a room's, who may not be persons
	Disabled      int // the rest of Read, each user counted once, under the first reason
	Guests        int
	External      int // external members
	NotInGroup    int
	ExcludedGroup int
	ExcludedName  int
}

// place counts a user in the scope, or under the reason of being left out.
func (c *ScopeCount) place(p place) {
	switch p {
	case notInGroup:
		c.NotInGroup++
	case excludedGroup:
		c.ExcludedGroup++
	case excludedName:
		c.ExcludedName++
	case guestAccount:
		c.Guests++
	case externalAccount:
		c.External++
	case disabledAccount:
		c.Disabled++
	case inScope:
		c.InScope++
	}
}

// begin notes what is to be counted, before the first user.
func (e *Env) begin() {
	e.count.Access.begin(e)
	e.count.Restrictions.begin(e.Restrictions)
	e.count.Associated.begin(e.Associations)
}

// meet counts by which policies a user in scope is affected, who is known to be a person or not.
func (e *Env) meet(u *tenant.User, s LicenseStatus) {
	e.count.Access.count(u, s)
	e.count.Restrictions.count(e.Restrictions, u, s)
}
