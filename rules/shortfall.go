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

// Closing is seats of one product that would close a part of the shortfall. Status is what the users stand in, not what
// the seats give: who lacks both and has one part switched off needs a seat of the other only.
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

// add counts a user and returns the seat that is missing, if one is.
func (l lacks) add(s LicenseStatus, u *tenant.User, e *license.Entitlement) (missingSeat, bool) {
	w, lacking := wanted(s, e)
	if !lacking {
		return missingSeat{}, false
	}
	k := lackKey{status: s, seat: w.gives != noPart}
	for i := range min(len(u.Licenses), len(k.skus)) {
		k.skus[i] = u.Licenses[i].SKU
	}
	slices.SortFunc(k.skus[:], func(a, b tenant.GUID) int { return slices.Compare(b[:], a[:]) })
	if _, ok := l[k]; !ok && len(l) >= mostLacks {
		k = lackKey{status: s, seat: k.seat, skus: [8]tenant.GUID{others}}
	}
	l[k]++
	return w, k.seat
}

// others stands for combinations beyond mostLacks; no product has this id.
var others = tenant.GUID{15: 1}

// shortfall closes the count: the most users first.
func (l lacks) shortfall(facts *Facts, need map[missingSeat]int) Shortfall {
	var s Shortfall
	for k, users := range l {
		lack := Lack{Status: k.status, Users: users, Seat: k.seat, Others: k.skus[0] == others}
		for _, id := range k.skus {
			if !id.IsZero() && !lack.Others {
				lack.Holds = append(lack.Holds, facts.partNumber(id))
			}
		}
		slices.Sort(lack.Holds)
		s.Lacks = append(s.Lacks, lack)
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
