package rules

import (
	"cmp"
	"slices"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Shortfall is what the users in scope who do not qualify lack, and the seats that would close it.
type Shortfall struct {
	Lacks []Lack    `json:"lacks"`
	Close []Closing `json:"close"`
}

// Lack counts users who lack the same and hold the same.
type Lack struct {
	Status LicenseStatus `json:"class"`           // LacksIntune, LacksEntra, LacksBoth or NoLicence
	Holds  []string      `json:"holds"`           // part numbers, or skuIds of products that the tenant does not have
	Others bool          `json:"others,omitzero"` // a collection of further, rarer combinations; Holds is empty
	Seat   bool          `json:"seat"`            // a seat is missing; false where a plan need only be made usable
	Users  int           `json:"users"`
}

// Closing is seats of one product that would close a part of the shortfall.
type Closing struct {
	Status     LicenseStatus `json:"class"`
	SKU        tenant.GUID   `json:"skuId"`
	PartNumber string        `json:"skuPartNumber"`
	Name       string        `json:"name,omitzero"` // of the catalogue; "" when unknown
	Free       int           `json:"free"`          // seats that nobody holds, set aside for these users
	Buy        int           `json:"buy"`           // seats that are left to buy
}

// mostLacks bounds the combinations that are told apart; a tenant has some dozens.
const mostLacks = 500

// lacks counts while users are judged.
type lacks map[lackKey]int

// lackKey is a status with up to eight products; who holds more lacks the same as those who hold these eight.
type lackKey struct {
	status LicenseStatus
	seat   bool
	skus   [8]tenant.GUID
}

// add counts a user and reports whether a seat is missing.
func (l lacks) add(s LicenseStatus, u *tenant.User, e *license.Entitlement) bool {
	k := lackKey{status: s}
	switch s {
	case LacksIntune:
		k.seat = !e.Intune.Seated()
	case LacksEntra:
		k.seat = !e.Entra.Seated()
	case LacksBoth:
		k.seat = !e.Intune.Seated() || !e.Entra.Seated()
	case NoLicense:
		k.seat = true
	default:
		return false
	}
	for i := range min(len(u.Licenses), len(k.skus)) {
		k.skus[i] = u.Licenses[i].SKU
	}
	slices.SortFunc(k.skus[:], func(a, b tenant.GUID) int { return slices.Compare(b[:], a[:]) })
	if _, ok := l[k]; !ok && len(l) >= mostLacks {
		k = lackKey{status: s, seat: k.seat, skus: [8]tenant.GUID{others}}
	}
	l[k]++
	return k.seat
}

// others stands for combinations beyond mostLacks; no product has this id.
var others = tenant.GUID{15: 1}

// shortfall closes the count: the most users first.
func (l lacks) shortfall(facts *Facts) Shortfall {
	var s Shortfall
	need := map[LicenseStatus]int{}
	for k, users := range l {
		lack := Lack{Status: k.status, Users: users, Seat: k.seat, Others: k.skus[0] == others}
		for _, id := range k.skus {
			if !id.IsZero() && !lack.Others {
				lack.Holds = append(lack.Holds, facts.partNumber(id))
			}
		}
		slices.Sort(lack.Holds)
		s.Lacks = append(s.Lacks, lack)
		if k.seat {
			need[k.status] += users
		}
	}
	slices.SortFunc(s.Lacks, func(a, b Lack) int {
		return cmp.Or(cmp.Compare(b.Users, a.Users), cmp.Compare(a.Status, b.Status),
			slices.Compare(a.Holds, b.Holds), compareFlags(a.Seat, b.Seat))
	})
	if facts.Licenses != nil {
		s.Close = closings(facts, need)
	}
	return s
}

func compareFlags(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// closings sets free seats aside for those who lack a part before those who lack both, and each time from the
// product that gives the least beyond what is lacking, from a trial last, then from two products together; what is left
// is to be bought.
func closings(facts *Facts, need map[LicenseStatus]int) []Closing {
	free := map[tenant.GUID]int{}
	for _, s := range facts.SKUs {
		free[s.ID] = s.Enabled + s.Warning - s.Consumed
	}
	var all []Closing
	take := func(lack LicenseStatus, s tenant.SKU, n int) {
		free[s.ID] -= n
		all = append(all, Closing{Status: lack, SKU: s.ID, PartNumber: s.PartNumber, Name: facts.productName(s.ID),
			Free: n})
	}
	for _, lack := range []LicenseStatus{LacksIntune, LacksEntra, LacksBoth, NoLicense} {
		left := need[lack]
		for _, s := range givers(facts, lack) {
			if n := min(left, free[s.ID]); n > 0 {
				left -= n
				take(lack, s, n)
			}
		}
		for _, i := range givers(facts, LacksIntune) {
			for _, e := range givers(facts, LacksEntra) {
				if n := min(left, free[i.ID], free[e.ID]); n > 0 {
					left -= n
					take(lack, i, n)
					take(lack, e, n)
				}
			}
		}
		if left > 0 {
			c := purchase(facts, lack)
			c.Buy = left
			all = append(all, c)
		}
	}
	return all
}

// givers are the tenant's products for persons that give what is lacking: those that are paid for first, a trial last,
// since its seats go away; among them the smallest first.
func givers(facts *Facts, lack LicenseStatus) []tenant.SKU {
	var all []tenant.SKU
	for _, s := range facts.SKUs {
		h, _ := facts.Licenses.Product(s.ID)
		if h.Match == license.Unattended || h.Match == license.Developer {
			continue
		}
		gives := h.Qualifies
		switch lack {
		case LacksIntune:
			gives = h.Intune.Usable()
		case LacksEntra:
			gives = h.Entra.Usable()
		}
		if gives {
			all = append(all, s)
		}
	}
	rank := map[Offer]int{PerDevice: 1, Free: 2, Trial: 3}
	slices.SortStableFunc(all, func(a, b tenant.SKU) int {
		return cmp.Or(cmp.Compare(rank[facts.offer(&a)], rank[facts.offer(&b)]),
			cmp.Compare(len(a.Plans), len(b.Plans)), cmp.Compare(a.PartNumber, b.PartNumber))
	})
	return all
}

// purchase names the product to buy: for one part its own product, for both the one that the tenant pays for most
// seats of, or Enterprise Mobility + Security E3 where it has none.
func purchase(facts *Facts, lack LicenseStatus) Closing {
	part := "EMS"
	switch lack {
	case LacksIntune:
		part = "INTUNE_A"
	case LacksEntra:
		part = "AAD_PREMIUM"
	default:
		var most tenant.SKU
		for _, s := range givers(facts, lack) {
			if s.Enabled > most.Enabled && facts.offer(&s) == Paid {
				most = s
			}
		}
		if most.Enabled > 0 {
			return Closing{Status: lack, SKU: most.ID, PartNumber: most.PartNumber, Name: facts.productName(most.ID)}
		}
	}
	p := license.Lookup(part)[0]
	return Closing{Status: lack, SKU: p.SKU, PartNumber: part, Name: p.Name}
}
