// Package license says what a Microsoft 365 license gives: an embedded catalog of products, the
// seven rows of the Windows Autopilot device preparation licensing requirement, and the engine that
// judges one user's licenses by the service plans that the tenant itself holds.
//
// It does not know where licenses are read from, which users matter, nor what a missing part
// means for a rule.
package license

import (
	"cmp"
	"fmt"
	"strings"

	"prepaudit/rules/tenant"
)

// Entitlement is what one user's licenses give.
type Entitlement struct {
	Known     bool   // false: Graph did not send assignedLicenses; nothing below means anything
	Qualified bool   // one of the seven rows is met
	Row       int    // the lowest row that is met, 1 to 7; 0 for none
	Match     Match  // how the SKU stands to the row's words; "" for row 7 and none
	SKU       string // part number of the SKU that qualifies alone; "" for row 7 met by several
	Rows      RowSet // every row that is met; 7 where licenses that meet no row alone meet it
	Entra     Part
	Intune    Part

	by       *tenantSKU // the product called SKU
	otherMDM bool       // the Intune part is not needed
}

// Of judges one user. It does not allocate.
func (t *Table) Of(u *tenant.User) Entitlement {
	if !u.LicensesKnown {
		return Entitlement{}
	}
	e := Entitlement{Known: true, Entra: Part{service: EntraID, why: noPlan},
		Intune: Part{service: Intune, why: noPlan}, otherMDM: t.otherMDM}
	var best alone
	var restEntra, restIntune bool // what the licenses that meet no row alone give together
	for i := range u.Licenses {
		l := &u.Licenses[i]
		entra, intune := t.judge(l, u.States)
		e.Entra.take(&entra)
		e.Intune.take(&intune)
		if entra.why.usable() && intune.why.usable() {
			h := entra.path.sku
			e.Rows |= 1 << h.rowOr7()
			best.take(h, max(entra.why, intune.why))
			continue
		}
		restEntra = restEntra || entra.why.usable()
		restIntune = restIntune || intune.why.usable()
	}
	if !e.Entra.why.usable() || !e.Intune.why.usable() {
		t.takeStates(u, &e)
	}
	e.Entra.State, e.Intune.State = e.Entra.why.state(), e.Intune.why.state()
	if restEntra && (restIntune || t.otherMDM) {
		e.Rows |= 1 << Rows
		e.Row = Rows
	}
	if best.by != nil {
		e.Row, e.by, e.SKU, e.Match = best.by.rowOr7(), best.by, best.by.part, best.by.match
	}
	e.Qualified = e.Row != 0
	return e
}

// takeStates adds what licenseAssignmentStates has as active and assignedLicenses does not have at all: whether the user
// has that is not known, and no more than what stands in the way anyway.
func (t *Table) takeStates(u *tenant.User, e *Entitlement) {
	for i := range u.States {
		s := &u.States[i]
		if !s.Active() || u.Holds(s.SKU) {
			continue
		}
		entra, intune := t.judge(&tenant.License{SKU: s.SKU, Disabled: s.Disabled}, nil)
		entra.hinder(stateAlone, "")
		intune.hinder(stateAlone, "")
		if entra.path != nil {
			e.Entra.take(&entra)
		}
		if intune.path != nil {
			e.Intune.take(&intune)
		}
	}
}

// alone is the best product that meets a row by itself.
type alone struct {
	by  *tenantSKU
	why reason
}

// take keeps the lowest row, then the nearest match, then the path with the least warning.
func (a *alone) take(h *tenantSKU, why reason) {
	if a.by == nil || cmp.Or(
		cmp.Compare(h.rowOr7(), a.by.rowOr7()),
		cmp.Compare(h.match.rank(), a.by.match.rank()),
		cmp.Compare(why, a.why),
		cmp.Compare(h.order, a.by.order),
	) < 0 {
		*a = alone{h, why}
	}
}

// Unsure reports whether the user may qualify, but hangs on status words that are not known: not
// qualified, each part that is needed is Unsure or usable. A user who lacks one part for certain
// does not qualify, whatever the other is.
func (e Entitlement) Unsure() bool {
	return !e.Qualified && e.Entra.State >= Unsure && (e.Intune.State >= Unsure || e.otherMDM)
}

// NeedsIntune reports whether the user lacks the Intune part, and needs it: with another MDM service Entra ID is enough.
func (e Entitlement) NeedsIntune() bool { return !e.otherMDM && !e.Intune.Usable() }

// Product is the name of the product called SKU, its part number when the catalog has no name
// for it; "" when there is no such product.
func (e Entitlement) Product() string {
	if e.by == nil {
		return ""
	}
	return cmp.Or(e.by.name, e.by.part)
}

// Why says in one lower-case clause what qualifies the user or what is missing.
func (e Entitlement) Why() string {
	switch {
	case !e.Qualified && e.Known && e.otherMDM:
		return e.Entra.Why()
	case !e.Qualified:
		return clauses(e.Entra, e.Intune, Missing, Unsure)
	}
	why := e.whyQualified()
	if e.by != nil {
		why += e.by.uncovered()
	}
	if doubts := clauses(e.Entra, e.Intune, Doubtful, Doubtful); doubts != "" {
		why += "; " + doubts
	}
	return why
}

func (e Entitlement) whyQualified() string {
	switch {
	case e.by != nil && e.by.row == 0:
		return e.by.String() + " qualifies (option 7), though Microsoft's requirements page doesn't list it"
	case e.by != nil && e.Match != Literal:
		return fmt.Sprintf("%s qualifies (option %d) as %s a product that Microsoft's page names", e.by, e.Row, e.Match.of())
	case e.by != nil:
		return fmt.Sprintf("%s qualifies (option %d)", e.by, e.Row)
	case !e.Intune.Usable():
		return fmt.Sprintf("%s of %s qualifies with another MDM service (option 7)", e.Entra.Plan(), e.Entra.path.sku)
	}
	return fmt.Sprintf("%s of %s and %s of %s qualify together (option 7)",
		e.Entra.Plan(), e.Entra.path.sku, e.Intune.Plan(), e.Intune.path.sku)
}

// clauses joins the words of the parts whose state lies between from and to.
func clauses(a, b Part, from, to State) string {
	var parts []string
	for _, h := range []Part{a, b} {
		if h.State < from || h.State > to {
			continue
		}
		if why := h.Why(); len(parts) == 0 || parts[0] != why {
			parts = append(parts, why)
		}
	}
	return strings.Join(parts, "; ")
}
