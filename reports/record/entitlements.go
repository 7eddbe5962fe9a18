package record

import (
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// entitlements keeps what was put into words. Many users have the same entitlement, and its words take longer than the
// rest of a user.
type entitlements map[license.Entitlement]*Entitlement

// mostKept bounds them, for tenants where groups make each a little different.
const mostKept = 4096

func (kept entitlements) of(e *license.Entitlement) *Entitlement {
	if words := kept[*e]; words != nil {
		return words
	}
	if len(kept) == mostKept {
		clear(kept)
	}
	words := &Entitlement{Why: e.Why()}
	if e.Known {
		*words = Entitlement{
			Known: true, Qualified: tenant.No, Row: e.Row, Match: e.Match, SKU: e.SKU, Rows: []int{},
			Entra: newPart(e.Entra), Intune: newPart(e.Intune), Why: e.Why(), Product: product(e), Fix: fix(e),
		}
		if e.Qualified {
			words.Qualified = tenant.Yes
		}
		for row := 1; row <= license.Rows; row++ {
			if e.Rows.Has(row) {
				words.Rows = append(words.Rows, row)
			}
		}
	}
	kept[*e] = words
	return words
}

func newPart(h license.Part) Part {
	return Part{State: h.State.String(), Usable: h.Usable(), Plan: h.Plan(), SKU: h.SKU(), Why: h.Why()}
}

// product names what qualifies the user, or else what has a part.
func product(e *license.Entitlement) string {
	if e.SKU != "" {
		return e.Product()
	}
	entra, intune := e.Entra.Product(), e.Intune.Product()
	switch {
	case entra == intune, intune == "":
		return entra
	case entra == "":
		return intune
	}
	return entra + ", " + intune
}

// fix says what would give the parts that an entitlement lacks.
func fix(e *license.Entitlement) string {
	entra, intune := !e.Entra.Usable(), e.NeedsIntune()
	entraThere, intuneThere := fixable(e.Entra), fixable(e.Intune)
	switch {
	case entra && intune && !entraThere && !intuneThere:
		return "assign a qualifying product"
	case entra && intune && entraThere && intuneThere && e.Entra.SKU() == e.Intune.SKU():
		return revive(e.Entra, e.Entra.Plan()+" and "+e.Intune.Plan()+" of "+e.Entra.SKU())
	}
	words := ""
	if entra {
		words = fixPart(e.Entra, entraThere, "Entra ID P1 or P2")
	}
	if intune {
		if words != "" {
			words += "; "
		}
		words += fixPart(e.Intune, intuneThere, "an Intune plan")
	}
	return words
}

func fixPart(h license.Part, there bool, what string) string {
	if there {
		return revive(h, h.Plan()+" of "+h.SKU())
	}
	return "assign " + what
}

// revive says how a part becomes usable that is there.
func revive(h license.Part, what string) string {
	switch obstacle, _ := h.Obstacle(); obstacle {
	case license.Lapsed:
		return "renew the subscription of " + h.SKU()
	case license.PlanOff:
		return "turn on " + what
	}
	return "make " + what + " usable (see Why)"
}

// fixable reports whether a plan is there that could be made usable. No fix makes a device or
// room license license a person.
func fixable(h license.Part) bool {
	return h.State == license.Inactive && h.Class() == license.Person
}
