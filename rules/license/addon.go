package license

import (
	"cmp"
	"slices"

	"prepaudit/rules/tenant"
)

// addOns are the service plans of Microsoft Intune Suite, which Microsoft calls advanced capabilities since August 2026,
// and of the products that are sold for one of them (Product names and service plan identifiers for licensing,
// 2026-08-20; Intune, What's new, 2026-08-25). Which suites include some of them, tenants alone say: Microsoft's list
// does not.
var addOns = []tenant.GUID{
	tenant.MustGUID("d9923fe3-a2de-4d29-a5be-e3e83bb786be"), // INTUNE_P2
	tenant.MustGUID("a4c6cf29-1168-4076-ba5c-e8fe0e62b17e"), // REMOTE_HELP
	tenant.MustGUID("2a4baa0e-5e99-4c38-b1f2-6864960f1bd1"), // Intune_AdvancedEA
	tenant.MustGUID("bb73f429-78ef-4ff2-83c8-722b04c3e7d1"), // Intune-EPM
	tenant.MustGUID("a6e407da-7411-4397-8a2e-d9b52780849e"), // Intune-MAMTunnel
	tenant.MustGUID("3afa0b92-83ef-41c1-8d64-586ab882a951"), // 3_PARTY_APP_PATCH
	tenant.MustGUID("795aec3a-93a2-45be-92c4-47b9a76340ca"), // CLOUD_PKI
}

// isAddOn reports whether a product of the tenant gives nothing but these, and plans that the catalog doesn't know.
func (h *tenantSKU) isAddOn() bool {
	some := false
	for i := range h.gives {
		one := slices.Contains(addOns, h.gives[i].id)
		if !one && PlanName(h.gives[i].id) != "" {
			return false
		}
		some = some || one
	}
	return some && h.plain() && len(h.paths) == 0
}

// AddOn lists the plans of an add-on of Intune that the tenant has, by the names that people know; false for any other
// product.
func (t *Table) AddOn(sku tenant.GUID) (plans []string, ok bool) {
	h := t.skus[sku]
	if h == nil || !h.addOn {
		return nil, false
	}
	for i := range h.gives {
		plans = append(plans, cmp.Or(embedded().plans[h.gives[i].id].display, h.gives[i].what))
	}
	return plans, true
}

// AddOns reports whether the tenant has any.
func (t *Table) AddOns() bool { return t.addOns }

// Again says which plans of an add-on, one of a user's licenses, the user has by products that are no add-ons: bit i
// stands for the plan at i of AddOn; all says that nothing is left. What covers a license is as in Redundant.
func (t *Table) Again(u *tenant.User, i int, passing map[tenant.GUID]bool) (again uint64, all bool) {
	l := &u.Licenses[i]
	h := t.skus[l.SKU]
	if h == nil || !h.addOn {
		return 0, false
	}
	all = true
	for k := range min(len(h.gives), 64) {
		g := &h.gives[k]
		if slices.Contains(l.Disabled, g.id) {
			continue
		}
		if t.hasElsewhere(u, g, passing) {
			again |= 1 << k
		} else {
			all = false
		}
	}
	if why, _ := assignment(l.SKU, u.States); again == 0 || why != fine {
		return 0, false
	}
	return again, all
}

func (t *Table) hasElsewhere(u *tenant.User, g *given, passing map[tenant.GUID]bool) bool {
	return slices.ContainsFunc(u.Licenses, func(o tenant.License) bool {
		h := t.skus[o.SKU]
		if h == nil || h.addOn || !h.plain() || h.over > 0 || passing[o.SKU] || !h.has(g, o.Disabled) {
			return false
		}
		why, _ := assignment(o.SKU, u.States)
		return why == fine
	})
}
