package plan

import (
	"cmp"
	"regexp"
	"slices"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// kind is for whom a product is sold. Government and education products go to nobody else.
type kind uint8

const (
	commercial kind = iota
	gcc             // Government Community Cloud
	gccHigh
	dod
	education // staff or students
	faculty
	students
)

// government reports whether it is for an authority. The three clouds share no product.
func (k kind) government() bool { return k == gcc || k == gccHigh || k == dod }

var (
	dodName        = regexp.MustCompile(`(?i)_dod\b|\bdod\b`)
	gccHighName    = regexp.MustCompile(`(?i)gcc ?high`)
	governmentName = regexp.MustCompile(`(?i)_gov|usgov|gcc|government`)
	studentName    = regexp.MustCompile(`(?i)student|_stu`)
	facultyName    = regexp.MustCompile(`(?i)faculty`)
	educationName  = regexp.MustCompile(`(?i)edu\b|edu_|education|academic| A[135]\b`)
	// Microsoft 365 F1, F3 and F5 and Office 365 F3 are for frontline workers only: users without a device of their
	// own, or with one shared or up to 10.9 inches (Product Terms, Microsoft 365, Frontline Worker).
	frontlineName = regexp.MustCompile(`\bF[135]\b|(?i:frontline|firstline|kiosk)`)
	// Microsoft 365 Business Premium is sold up to 300 seats (Microsoft 365 Business Premium service description).
	businessName = regexp.MustCompile(`Microsoft 365 Business Premium`)
)

const mostBusinessSeats = 300

// product is a product that people have, or may be given.
type product struct {
	id         tenant.GUID
	part, name string
	sku        *tenant.SKU
	listed     bool // the tenant has it
	offer      rules.Offer
	trial      bool // that can be bought
	kind       kind
	frontline  bool
	gives      bool // a part, to whoever has it alone
	owned      int  // paid seats
	renewable  int  // seats that are suspended or in their grace period
	// paid seats that nobody has; below zero where more are used, which are to be bought first
	free     int
	credit   bool   // a seat that is freed can be given to somebody else
	dead     bool   // nobody can use it, or soon nobody can
	ends     string // why it is not counted on though it can be used
	most     int    // seats that may be bought
	families map[string]string
}

func kindOf(part, name string) kind {
	text := part + " " + name
	switch {
	case dodName.MatchString(text):
		return dod
	case gccHighName.MatchString(text):
		return gccHigh
	case governmentName.MatchString(text):
		return gcc
	case facultyName.MatchString(text):
		return faculty
	case studentName.MatchString(text):
		return students
	case educationName.MatchString(text):
		return education
	}
	return commercial
}

// newProduct describes a product by what the tenant has of it.
func newProduct(s *tenant.SKU, t *Tenant) product {
	_, name := license.Named(s.ID)
	p := product{id: s.ID, part: s.PartNumber, name: cmp.Or(name, s.PartNumber), sku: s, families: map[string]string{}}
	p.kind, p.frontline = kindOf(p.part, p.name), frontlineName.MatchString(p.name)
	for i := range s.Plans {
		if of, which := family(planName(&s.Plans[i])); of != "" {
			p.families[of] = which
		}
	}
	var mine []tenant.Subscription
	over := true
	trial := 0
	for _, l := range t.Subscriptions {
		if l.SKU != s.ID {
			continue
		}
		mine = append(mine, l)
		if l.IsTrial && l.Status == "Enabled" {
			trial += l.TotalLicenses
		}
		over = over && l.IsTrial && !l.NextLifecycle.IsZero() && l.NextLifecycle.Before(t.Now)
	}
	p.offer = rules.SKURow{SKU: *s, Name: name, Class: license.ClassOf(s.ID), Subscriptions: mine,
		Over: over && len(mine) > 0}.Offer()
	p.trial = len(mine) > 0 && !slices.ContainsFunc(mine, func(l tenant.Subscription) bool { return !l.IsTrial })
	p.ends = t.ends(p.offer, s, mine)
	p.dead = p.ends != "" || slices.Contains([]string{"Suspended", "LockedOut", "Deleted"}, s.CapabilityStatus)
	p.most = maxSeats
	if businessName.MatchString(p.name) {
		p.most = max(0, mostBusinessSeats-s.Enabled, s.Consumed-s.Enabled)
	}
	p.renewable = s.Suspended + s.Warning // what is locked out can't be renewed
	if p.offer != rules.Paid {
		p.renewable = 0
		return p
	}
	if !p.dead {
		p.owned = max(0, s.Enabled-trial)
	}
	return p
}

// paid reports whether seats of it are bought for people.
func (p *product) paid() bool { return p.offer == rules.Paid }

// count finds the free seats, once it is known what the product gives.
func (p *product) count() {
	p.free, p.credit = p.owned-p.sku.Consumed, !p.dead && p.owned > 0
	if !p.gives || p.dead || !p.paid() {
		p.free, p.credit = max(0, p.free), p.credit && p.free >= 0
	}
}

// maxSeats is more than anybody buys.
const maxSeats = 10_000_000

// ends says why the whole product goes away before the day, or is gone; "" where it stays.
func (t *Tenant) ends(offer rules.Offer, s *tenant.SKU, all []tenant.Subscription) string {
	switch {
	case offer == rules.TrialEnded:
		return "its trial has ended"
	case offer == rules.Trial:
		for _, l := range all {
			if l.NextLifecycle.IsZero() || l.NextLifecycle.After(t.By) {
				return ""
			}
		}
		if len(all) > 0 {
			return "its trial ends on " + last(all).Format("2006-01-02")
		}
	case s.CapabilityStatus == "Warning":
		return "its subscription has lapsed and is in its grace period"
	}
	return ""
}

// suits reports whether a product may be given to somebody who has these.
func (p *product) suits(k kind, frontline bool) bool {
	switch {
	case p.frontline && !frontline:
		return false
	case p.kind == k:
		return true
	case p.kind == commercial:
		return !k.government()
	case p.kind == education:
		return k == faculty || k == students
	}
	return false
}

// sold are products that can be bought by whoever lacks a part, whether the tenant has them or not. Microsoft's list of
// 2026-08-20 has no Entra ID P1 by itself for the Government Community Cloud, and none of these for the Department of
// Defense.
var sold = []string{"INTUNE_A", "AAD_PREMIUM", "EMS", "INTUNE_A_GOV", "EMS_GOV", "INTUNE_A_VL_USGOV_GCCHIGH",
	"AAD_PREMIUM_USGOV_GCCHIGH", "EMSPREMIUM_USGOV_GCCHIGH"}

// ofCatalog is a product that the tenant does not have.
func ofCatalog(p *license.Product) tenant.SKU {
	s := tenant.SKU{ID: p.SKU, PartNumber: p.PartNumber, AppliesTo: "User", CapabilityStatus: "Enabled"}
	for _, one := range p.Plans {
		s.Plans = append(s.Plans, tenant.Plan{ID: one.ID, Name: one.Name, AppliesTo: "User",
			ProvisioningStatus: "Success"})
	}
	return s
}

// last is when the last of subscriptions ends.
func last(all []tenant.Subscription) time.Time {
	return slices.MaxFunc(all, func(a, b tenant.Subscription) int { return a.NextLifecycle.Compare(b.NextLifecycle) }).
		NextLifecycle
}
