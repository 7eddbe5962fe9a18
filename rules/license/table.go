package license

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"sync"

	"prepaudit/rules/tenant"
)

// Options changes how users are judged.
type Options struct {
	// the operator states that another MDM service is used: row 7 needs the Entra part only
	OtherMDM bool
	Groups   []tenant.LicenseGroup // their names, for words
}

// Table is the tenant's subscribedSkus made ready for judging users. It does not change once
// made, so several goroutines may share it.
type Table struct {
	skus     map[tenant.GUID]*tenantSKU
	otherMDM bool
	addOns   bool // there are some
}

// tenantSKU is one product as the tenant holds it.
type tenantSKU struct {
	id         tenant.GUID
	part, name string
	known      bool // to the catalog
	row        int
	match      Match
	class      Class
	order      int
	paths      []path // Intune plans first, since AAD_EDU depends on them
	basic      bool   // a usable INTUNE_O365 is among its plans
	over       int    // seats consumed beyond those enabled or in their grace period; below zero where some are free
	gives      []given
	wants      planSet
	stands     planSet
	addOn      bool // of Intune
	extras     []extraPlan
	groups     map[tenant.GUID]string // names of the groups that assign licenses; nil where nobody asked
}

// path is a way to a part that is the same for every user: one plan of one product.
type path struct {
	sku   *tenantSKU
	plan  plan
	order int // decides between equals
	why   reason
	word  string
}

// String is the part number with the product name.
func (h *tenantSKU) String() string {
	if !h.known {
		return h.part + " (unknown SKU)"
	}
	return h.part + " (" + h.name + ")"
}

// NewTable prepares the tenant's own SKUs. What a SKU holds is read off skus alone; the
// catalog gives names, rows and for whom a product is meant.
func NewTable(skus []tenant.SKU, o Options) *Table {
	t := &Table{skus: make(map[tenant.GUID]*tenantSKU, len(skus)), otherMDM: o.OtherMDM}
	names := make(map[tenant.GUID]string, len(o.Groups))
	for _, g := range o.Groups {
		names[g.ID] = g.DisplayName
	}
	for i := range skus {
		s := &skus[i]
		h := t.skus[s.ID]
		if h == nil {
			h = newTenantSKU(s.ID, s.PartNumber)
			h.groups = names
			t.skus[s.ID] = h
		}
		h.addSubscription(s)
	}
	for _, h := range t.skus {
		h.addOn = h.isAddOn()
		t.addOns = t.addOns || h.addOn
	}
	number(t.skus, 0)
	t.compare()
	return t
}

func newTenantSKU(id tenant.GUID, part string) *tenantSKU {
	h := &tenantSKU{id: id, part: part, class: Person}
	if e := embedded().of(id, part); e != nil {
		h.known, h.name, h.row, h.match, h.class = true, e.name, e.row, e.match, e.class
	}
	if h.part == "" {
		h.part = id.String()
	}
	return h
}

func (h *tenantSKU) addSubscription(s *tenant.SKU) {
	h.over += s.Consumed - s.Enabled - s.Warning
	for _, sp := range s.Plans {
		if subscriptionReason(s.CapabilityStatus).usable() && s.AppliesTo != "Company" && sp.AppliesTo != "Company" &&
			planReason(sp.ProvisioningStatus).usable() {
			h.addExtra(sp.ID)
		}
		if s.AppliesTo != "Company" && sp.AppliesTo != "Company" {
			h.addGiven(sp.ID, subscriptionReason(s.CapabilityStatus) == fine &&
				planReason(sp.ProvisioningStatus) == fine)
		}
		if sp.ID == basicMobilityID &&
			max(planReason(sp.ProvisioningStatus), subscriptionReason(s.CapabilityStatus)).usable() {
			h.basic = true
		}
		p, ok := h.addPath(sp.ID)
		if !ok {
			continue
		}
		p.hinder(planReason(sp.ProvisioningStatus), sp.ProvisioningStatus)
		p.hinder(subscriptionReason(s.CapabilityStatus), s.CapabilityStatus)
		if s.AppliesTo == "Company" || sp.AppliesTo == "Company" {
			p.hinder(tenantWide, "")
		}
	}
}

// addPath notes that h holds a plan, with the warnings and obstacles that hang on the product
// and the plan alone.
func (h *tenantSKU) addPath(id tenant.GUID) (*path, bool) {
	pl, ok := planOf(id, h.id)
	if !ok {
		return nil, false
	}
	p := path{sku: h, plan: pl, why: fine}
	p.hinder(classReason(h.class), "")
	if h.match == Unattended {
		p.hinder(unattendedLicense, "")
	}
	if pl.lone() {
		p.hinder(lonePlan, "")
	}
	h.paths = append(h.paths, p)
	return &h.paths[len(h.paths)-1], true
}

// hinder adds an obstacle or a warning; the graver one stands.
func (p *path) hinder(r reason, word string) {
	if r > p.why {
		p.why, p.word = r, word
	}
}

// number gives products and paths their order: by row, match, part number and id, whatever the
// order in which they came. Paths are numbered from first.
func number(skus map[tenant.GUID]*tenantSKU, first int) {
	all := make([]*tenantSKU, 0, len(skus))
	for _, h := range skus {
		all = append(all, h)
		slices.SortFunc(h.paths, func(a, b path) int {
			return cmp.Or(cmp.Compare(a.plan, b.plan), strings.Compare(a.word, b.word))
		})
	}
	slices.SortFunc(all, func(a, b *tenantSKU) int {
		return cmp.Or(cmp.Compare(a.rowOr7(), b.rowOr7()), cmp.Compare(a.match.rank(), b.match.rank()),
			strings.Compare(a.part, b.part), compareGUID(a.id, b.id))
	})
	for i, h := range all {
		h.order = i
		for j := range h.paths {
			h.paths[j].order = first
			first++
		}
	}
}

func (h *tenantSKU) rowOr7() int {
	if h.row == 0 {
		return Rows
	}
	return h.row
}

func compareGUID(a, b tenant.GUID) int { return bytes.Compare(a[:], b[:]) }

// unsubscribed is every product of the catalog whose plans are known, as a tenant without a
// subscription for it holds it: it explains a license that subscribedSkus does not have.
var unsubscribed = sync.OnceValue(func() map[tenant.GUID]*tenantSKU {
	skus := map[tenant.GUID]*tenantSKU{}
	for i := range embedded().skus {
		e := &embedded().skus[i]
		if e.plans == plansUnknown {
			continue
		}
		h := newTenantSKU(e.id, e.part)
		for id := range e.planIDs() {
			if p, ok := h.addPath(id); ok {
				p.hinder(noSubscription, "")
			}
		}
		skus[e.id] = h
	}
	number(skus, 1<<30) // after every product that the tenant has
	return skus
})
