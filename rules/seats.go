package rules

import (
	"cmp"
	"maps"
	"slices"
	"sort"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// parts are what a seat gives, or a user needs one for.
type parts uint8

const (
	noPart    parts = 0
	intune    parts = 1
	entra     parts = 2
	bothParts       = intune | entra
)

// missingSeat is a seat that a user needs, and the status that the user is in.
type missingSeat struct {
	status LicenseStatus
	gives  parts
}

// wanted says which seat a user of a status needs, noPart where what is there need only be made usable; false for one
// who lacks nothing, or of whom that is not known.
func wanted(s LicenseStatus, e *license.Entitlement) (missingSeat, bool) {
	w := missingSeat{status: s}
	switch s {
	case LacksIntune, LacksEntra, LacksBoth, NoLicense:
	default:
		return w, false
	}
	if e.NeedsIntune() && !e.Intune.Seated() {
		w.gives |= intune
	}
	if !e.Entra.Usable() && !e.Entra.Seated() {
		w.gives |= entra
	}
	return w, true
}

// seat is a product of the tenant with free seats that count.
type seat struct {
	tenant.SKU
	gives parts
	free  int
}

// closings sets free seats aside so that they go round: for as many users as can be, and among the ways of doing that
// with few pairs of products, with seats that are paid for rather than those that go away, and with small products rather
// than suites. What is left is to be bought, a seat for each user.
func closings(facts *Facts, need map[missingSeat]int) []closing {
	a := allotment{facts: facts, left: maps.Clone(need), said: map[missingSeat][]closing{}}
	seats := freeSeats(facts)
	pairs := enough(seats, need)
	wants := slices.SortedFunc(maps.Keys(need), func(a, b missingSeat) int {
		return cmp.Or(cmp.Compare(a.status, b.status), cmp.Compare(a.gives, b.gives))
	})
	// The same three steps as those of served.
	for _, w := range wants {
		for i := range seats {
			if s := &seats[i]; s.gives == w.gives && w.gives != bothParts {
				a.assign(w, s.free, s)
			}
		}
	}
	for _, w := range wants {
		for i := range seats {
			for e := range seats {
				if w.gives == bothParts && seats[i].gives == intune && seats[e].gives == entra {
					pairs -= a.assign(w, pairs, &seats[i], &seats[e])
				}
			}
		}
	}
	var all []closing
	for _, w := range wants {
		for i := range seats {
			if s := &seats[i]; s.gives == bothParts && w.gives != noPart {
				a.assign(w, s.free, s)
			}
		}
		all = append(all, a.said[w]...)
		if n := a.left[w]; n > 0 && w.gives != noPart {
			c := purchase(facts, w)
			c.Buy = n
			all = append(all, c)
		}
	}
	return all
}

// closing is seats of one product that some of those who lack the same would have.
type closing struct {
	Status     LicenseStatus
	SKU        tenant.GUID
	PartNumber string
	Name       string // of the catalog; "" when unknown
	Free       int    // seats that nobody has, set aside for these users
	Buy        int    // seats that are left to buy
}

// allotment is free seats on their way to users.
type allotment struct {
	facts *Facts
	left  map[missingSeat]int
	said  map[missingSeat][]closing
}

// assign gives as many users as there are, and most at most, a seat of each of the products; it returns how many.
func (a *allotment) assign(w missingSeat, most int, of ...*seat) int {
	n := min(a.left[w], most)
	for _, s := range of {
		n = min(n, s.free)
	}
	if n == 0 {
		return 0
	}
	a.left[w] -= n
	for _, s := range of {
		s.free -= n
		a.said[w] = append(a.said[w], closing{Status: w.status, SKU: s.ID, PartNumber: s.PartNumber,
			Name: a.facts.productName(s.ID), Free: n})
	}
	return n
}

// served is for how many users seats go round, with so many pairs at most. Whoever lacks one part takes a seat that gives no more, what is left of
// these serves those who lack both in pairs, and a seat of both serves whoever is left: an exchange shows that no other
// way serves more, since a seat of one part serves a user whole in the first use and half a user in the second.
func served(seats []seat, need map[missingSeat]int, most int) int {
	var have, lack [bothParts + 1]int
	for _, s := range seats {
		have[s.gives] += s.free
	}
	for w, n := range need {
		lack[w.gives] += n
	}
	i, e := min(have[intune], lack[intune]), min(have[entra], lack[entra])
	pairs := min(have[intune]-i, have[entra]-e, lack[bothParts], most)
	rest := lack[intune] - i + lack[entra] - e + lack[bothParts] - pairs
	return i + e + pairs + min(have[bothParts], rest)
}

// enough takes seats away that are not needed for as many users to be served, those of the last products first, and
// returns how many pairs it takes.
func enough(seats []seat, need map[missingSeat]int) (pairs int) {
	users := 0
	for _, n := range need {
		users += n
	}
	all := served(seats, need, users)
	pairs = sort.Search(users, func(n int) bool { return served(seats, need, n) == all })
	for i := len(seats) - 1; i >= 0; i-- {
		seats[i].free = sort.Search(seats[i].free, func(n int) bool {
			fewer := slices.Clone(seats)
			fewer[i].free = n
			return served(fewer, need, pairs) == all
		})
	}
	return pairs
}

// freeSeats are the tenant's products for persons that give a part and have free seats.
func freeSeats(facts *Facts) []seat {
	var all []seat
	for _, s := range givers(facts) {
		if s.free = s.Enabled + s.Warning - s.Consumed; s.free > 0 {
			all = append(all, s)
		}
	}
	return all
}

// givers are the tenant's products for persons that give a part: those that are paid for first, a trial last, since its
// seats go away; among them the smallest first.
func givers(facts *Facts) []seat {
	var all []seat
	for _, s := range facts.SKUs {
		h, _ := facts.Licenses.Product(s.ID)
		if h.Match == license.Unattended || h.Match == license.Developer || facts.offer(&s) == TrialEnded {
			continue
		}
		g := noPart
		if h.Intune.Usable() {
			g |= intune
		}
		if h.Entra.Usable() {
			g |= entra
		}
		if facts.OtherMDM {
			g &= entra // the Intune part is not needed
		}
		if g != noPart {
			all = append(all, seat{SKU: s, gives: g})
		}
	}
	rank := map[Offer]int{PerDevice: 1, Free: 2, Trial: 3}
	slices.SortStableFunc(all, func(a, b seat) int {
		return cmp.Or(cmp.Compare(rank[facts.offer(&a.SKU)], rank[facts.offer(&b.SKU)]),
			cmp.Compare(len(a.Plans), len(b.Plans)), cmp.Compare(a.PartNumber, b.PartNumber))
	})
	return all
}

// purchase names the product to buy: for one part its own product, for both the one that the tenant pays for most
// seats of, or Enterprise Mobility + Security E3 where it has none.
func purchase(facts *Facts, w missingSeat) closing {
	part := "EMS"
	switch w.gives {
	case intune:
		part = "INTUNE_A"
	case entra:
		part = "AAD_PREMIUM"
	default:
		var most tenant.SKU
		for _, s := range givers(facts) {
			if s.gives == bothParts && s.Enabled > most.Enabled && facts.offer(&s.SKU) == Paid {
				most = s.SKU
			}
		}
		if most.Enabled > 0 {
			return closing{Status: w.status, SKU: most.ID, PartNumber: most.PartNumber, Name: facts.productName(most.ID)}
		}
	}
	p := license.Lookup(part)[0]
	return closing{Status: w.status, SKU: p.SKU, PartNumber: part, Name: p.Name}
}
