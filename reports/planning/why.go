package planning

import (
	"cmp"
	"slices"
	"strings"

	"prepaudit/rules"
	"prepaudit/rules/plan"
	"prepaudit/rules/tenant"
)

// why says what the people of a kind lack, and what is wrong with what they have.
func (m *Maker) why(k *kind, ch *plan.Change) string {
	var said []string
	if ch == nil || len(ch.Gain) > 0 {
		said = append(said, lacking[k.status])
	}
	add := func(words string) {
		if !slices.Contains(said, words) {
			said = append(said, words)
		}
	}
	for _, l := range k.licenses {
		if gone := m.gone(l.SKU); gone != "" {
			add(m.name(l.SKU) + ": " + gone)
		}
	}
	if ch != nil {
		for _, t := range ch.TurnOn {
			add(parts(t) + " turned off in " + m.name(t.SKU))
		}
	}
	for _, s := range k.states {
		if s.Error != "" && s.Error != "None" {
			add(m.name(s.SKU) + " in error: " + cmp.Or(wrong[s.Error], s.Error))
		}
	}
	return strings.Join(said, "; ")
}

// lacking is what people of a status lack.
var lacking = map[rules.LicenseStatus]string{
	rules.Qualified:   "Licensed until something ends",
	rules.LacksIntune: "No Intune",
	rules.LacksEntra:  "No Entra ID P1",
	rules.LacksBoth:   "Neither Intune nor Entra ID P1",
	rules.NoLicense:   "No license",
}

// wrong is what the errors of an assignment mean.
var wrong = map[string]string{
	"CountViolation":                     "no seat was left",
	"MutuallyExclusiveViolation":         "it conflicts with another product",
	"DependencyViolation":                "it needs a plan that is not there",
	"ProhibitedInUsageLocationViolation": "it isn't offered in the usage location, or no location is set",
	"UniquenessViolation":                "its address belongs to somebody else",
}

// gone says why nobody can count on a product that the tenant has; "" where people can.
func (m *Maker) gone(sku tenant.GUID) string {
	if ends := m.product(sku).Ends; ends != "" {
		return ends
	}
	for i := range m.tenant.SKUs {
		if s := &m.tenant.SKUs[i]; s.ID == sku {
			return map[string]string{"Suspended": "its subscription is suspended", "LockedOut": "its subscription was canceled",
				"Deleted": "its subscription was deleted"}[s.CapabilityStatus]
		}
	}
	return ""
}
