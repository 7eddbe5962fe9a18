package rules

import (
	"slices"
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// subscriptions are the parts of a product that were bought, tried or lapsed by themselves.
func (f *Facts) subscriptions(sku tenant.GUID) []tenant.Subscription {
	var all []tenant.Subscription
	for _, l := range f.Subscriptions {
		if l.SKU == sku {
			all = append(all, l)
		}
	}
	return all
}

// unlisted are products of which there are subscriptions though subscribedSkus does not list them: canceled ones that are not
// gone yet, and new ones that are not set up yet.
func (f *Facts) unlisted() []tenant.SKU {
	var skus []tenant.SKU
	for _, l := range f.Subscriptions {
		of := func(s tenant.SKU) bool { return s.ID == l.SKU }
		if !slices.ContainsFunc(f.SKUs, of) && !slices.ContainsFunc(skus, of) {
			skus = append(skus, tenant.SKU{ID: l.SKU, PartNumber: l.PartNumber})
		}
	}
	return skus
}

// offer says how the tenant has a product.
func (f *Facts) offer(s *tenant.SKU) Offer {
	of := f.subscriptions(s.ID)
	row := SKURow{SKU: *s, Name: f.productName(s.ID), Class: license.ClassOf(s.ID), Subscriptions: of, Over: f.over(of)}
	return row.Offer()
}

// over reports whether all subscriptions of a product are trials that have ended.
func (f *Facts) over(all []tenant.Subscription) bool {
	lasts := func(l tenant.Subscription) bool { return !l.IsTrial || !f.ended(&l) }
	return len(all) > 0 && !slices.ContainsFunc(all, lasts)
}

// ended reports whether the day of a subscription has passed; without a day that is not known, and false.
func (f *Facts) ended(l *tenant.Subscription) bool {
	return !l.NextLifecycle.IsZero() && l.NextLifecycle.Before(f.Now)
}

// passing are the products that go away by themselves.
func (f *Facts) passing() map[tenant.GUID]bool {
	passing := map[tenant.GUID]bool{}
	for i := range f.SKUs {
		if s := &f.SKUs[i]; f.Licenses != nil && slices.Contains([]Offer{Trial, TrialEnded}, f.offer(s)) {
			passing[s.ID] = true
		}
	}
	return passing
}

// weight is the level of a finding about a product: advisory where it has nothing to do with the requirement.
func (f *Facts) weight(s *tenant.SKU, level Level) Level {
	if p, _ := license.ProductOf(s.ID); !f.Licenses.Holds(s.ID) && p.Class == license.Person && (p.Entra || p.Intune) {
		return level
	}
	h, _ := f.Licenses.Product(s.ID)
	if h.Class == license.Person && (h.Entra.State != license.Missing || h.Intune.State != license.Missing) {
		return level
	}
	return Advisory
}

// subscriptionStates counts seats by the state of their subscriptions: "Enabled 200, Suspended 50"; "" where all are in one state.
func subscriptionStates(all []tenant.Subscription) string {
	seats := map[string]int{}
	for _, l := range all {
		seats[l.Status] += l.TotalLicenses
	}
	if len(seats) < 2 {
		return ""
	}
	var said []string
	for status, n := range seats {
		said = append(said, status+" "+english.Number(n))
	}
	slices.Sort(said)
	return strings.Join(said, ", ")
}
