package license

import (
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// given is a plan that a product gives its user. Two plans of the same what are twins; what is better stands for
// what is lesser.
type given struct {
	id   tenant.GUID
	what string
	by   []string // whats that stand for it
	fine bool     // it can be used today without any doubt
}

// foundation are plans that every product of their service brings along and that give nothing by themselves.
var foundation = []string{"EXCHANGE_S_FOUNDATION", "EXCHANGE_S_FOUNDATION_GOV", "WINDOWS_STORE"}

// stands names the plans that give all that another one does: P2 contains P1, P1 contains the lesser plans of
// Entra ID, and Intune Plan 1 is the same service under each of its names (Microsoft, Intune licensing, 2024-05-09).
var stands = map[string][]string{
	"AAD_PREMIUM":         {"AAD_PREMIUM_P2"},
	"AAD_EDU":             {"AAD_PREMIUM", "AAD_PREMIUM_P2"},
	"AAD_SMB":             {"AAD_PREMIUM", "AAD_PREMIUM_P2"},
	"AAD_BASIC":           {"AAD_PREMIUM", "AAD_PREMIUM_P2"},
	"AAD_BASIC_EDU":       {"AAD_PREMIUM", "AAD_PREMIUM_P2"},
	"INTUNE_A_VL":         {"INTUNE_A"},
	"INTUNE_SMBIZ":        {"INTUNE_A"},
	"ADALLOM_S_DISCOVERY": {"ADALLOM_S_STANDALONE"}, // a part of Defender for Cloud Apps
}

// planSet is a set of plans by their number in the table.
type planSet []uint64

func (s planSet) add(n int) { s[n/64] |= 1 << (n % 64) }

// within reports whether all of s is in o.
func (s planSet) within(o planSet) bool {
	for i := range s {
		if s[i]&^o[i] != 0 {
			return false
		}
	}
	return true
}

// compare numbers the plans of all products, so that most pairs of products are told apart in a few
// instructions: wants is what a product gives with all plans on, stands is all that it could stand for.
func (t *Table) compare() {
	numbers := map[tenant.GUID]int{}
	stood := map[string][]int{} // the numbers of the plans that a plan stands for
	for _, h := range t.skus {
		for _, g := range h.gives {
			if _, ok := numbers[g.id]; ok {
				continue
			}
			n := len(numbers)
			numbers[g.id] = n
			for _, what := range append([]string{g.what}, g.by...) {
				stood[what] = append(stood[what], n)
			}
		}
	}
	words := (len(numbers) + 63) / 64
	for _, h := range t.skus {
		h.wants, h.stands = make(planSet, words), make(planSet, words)
		for _, g := range h.gives {
			h.wants.add(numbers[g.id])
			if !g.fine {
				continue
			}
			for _, n := range stood[g.what] {
				h.stands.add(n)
			}
		}
	}
}

func (h *tenantSKU) addGiven(id tenant.GUID, usable bool) {
	name := PlanName(id)
	if slices.Contains(foundation, name) {
		return
	}
	if name == "" {
		name = id.String()
	}
	what := strings.TrimSuffix(name, "_GOV")
	h.gives = append(h.gives, given{id, what, stands[what], usable})
}

// Redundant says which of a user's first 64 licenses give nothing that another license of the user does not give:
// bit i stands for u.Licenses[i]. Of two that give the same, one is. Plans that are switched off count on neither
// side. A product in passing, as a trial, covers nothing, since it goes away, nor does one of which more seats are
// assigned than the tenant has: the user's may be the one that stops. It does not allocate.
func (t *Table) Redundant(u *tenant.User, passing map[tenant.GUID]bool) uint64 {
	var found uint64
	for i := range min(len(u.Licenses), 64) {
		for j := range u.Licenses {
			if i == j || passing[u.Licenses[j].SKU] || !t.covers(u, j, i) {
				continue
			}
			if t.covers(u, i, j) && !passing[u.Licenses[i].SKU] &&
				t.skus[u.Licenses[i].SKU].order < t.skus[u.Licenses[j].SKU].order {
				continue // the same both ways: the later one goes
			}
			found |= 1 << i
			break
		}
	}
	return found
}

// covers reports whether license a of the user gives all that license b gives.
func (t *Table) covers(u *tenant.User, a, b int) bool {
	la, lb := &u.Licenses[a], &u.Licenses[b]
	ha, hb := t.skus[la.SKU], t.skus[lb.SKU]
	if ha == nil || hb == nil || !ha.plain() || !hb.plain() || ha.over > 0 {
		return false
	}
	if len(lb.Disabled) == 0 && !hb.wants.within(ha.stands) {
		return false
	}
	gives := false
	for i := range hb.gives {
		g := &hb.gives[i]
		if slices.Contains(lb.Disabled, g.id) {
			continue
		}
		if !ha.has(g, la.Disabled) {
			return false
		}
		gives = true
	}
	if !gives {
		return false
	}
	whyA, _ := assignment(la.SKU, u.States)
	whyB, _ := assignment(lb.SKU, u.States)
	return whyA == fine && whyB == fine
}

// plain reports whether the product is an ordinary one for persons: the right to use a developer's or a robot's
// license is another one.
func (h *tenantSKU) plain() bool {
	return h.class == Person && h.match != Unattended && h.match != Developer
}

func (h *tenantSKU) has(g *given, off []tenant.GUID) bool {
	for i := range h.gives {
		o := &h.gives[i]
		if o.fine && (o.what == g.what || slices.Contains(g.by, o.what)) && !slices.Contains(off, o.id) {
			return true
		}
	}
	return false
}
