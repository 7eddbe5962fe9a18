package license

import "prepaudit/rules/tenant"

// TenantProduct is a product of the tenant beside what it means here.
type TenantProduct struct {
	Name  string // product name of the catalog; "" when it has none
	Row   int    // 1 to 6; 0 when no row of the requirement document counts it
	Match Match  // "" without a row
	Class Class
	// Entra and Intune are the parts of a person who holds this product alone with all plans
	// on; their Why says what stands in the way (suspended, a plan unusable, a device license).
	// Whether a seat is left for that person is not asked.
	Entra, Intune Part
	Qualifies     bool // such a person is licensed
}

// Product says what a SKU of the tenant is and gives; false when the tenant does not hold it.
func (t *Table) Product(sku tenant.GUID) (TenantProduct, bool) {
	h := t.skus[sku]
	if h == nil {
		return TenantProduct{}, false
	}
	e := t.Of(&tenant.User{LicensesKnown: true, Licenses: []tenant.License{{SKU: sku}}})
	return TenantProduct{
		Name: h.name, Row: h.row, Match: h.match, Class: h.class,
		Entra: e.Entra, Intune: e.Intune, Qualifies: e.Qualified,
	}, true
}

// Holds reports whether the tenant has the product at all.
func (t *Table) Holds(sku tenant.GUID) bool { return t.skus[sku] != nil }

// IfActive is what one assignment would give if it were active: l is its SKU with its own
// disabledPlans (those of a licenseAssignmentState; assignedLicenses has the union). It says
// whether curing an assignment in error gives a part. Whether a seat is left is not asked.
func (t *Table) IfActive(l tenant.License, of Service) Part {
	part, intune := t.judge(&l, nil)
	if of == Intune {
		part = intune
	}
	part.State = part.why.state()
	return part
}

// Tenant is what a user would have who held every SKU of the tenant with all plans on: the best
// that the tenant's subscriptions can give. Seats are not asked.
func (t *Table) Tenant() Entitlement {
	u := tenant.User{LicensesKnown: true}
	for sku := range t.skus {
		u.Licenses = append(u.Licenses, tenant.License{SKU: sku})
	}
	return t.Of(&u)
}
