package license

import "prepaudit/rules/tenant"

// Held is a product of the tenant beside what it means here.
type Held struct {
	Name  string // product name of the catalogue; "" when it has none
	Row   int    // 1 to 6; 0 when no row of the requirement document counts it
	Match Match  // "" without a row
	Class Class
	// Entra and Intune are the halves of a person who holds this product alone with all plans
	// on. Whether a seat is left for that person is not asked.
	Entra, Intune State
	// Why says what is wrong with a half that is Inactive or Doubtful (suspended, a plan
	// unusable, a device licence); "" when nothing is.
	Why string
}

// Product says what a SKU of the tenant is and gives; false when the tenant does not hold it.
func (t *Table) Product(sku tenant.GUID) (Held, bool) {
	h := t.skus[sku]
	if h == nil {
		return Held{}, false
	}
	entra, intune := t.judge(&tenant.License{SKU: sku}, nil)
	return Held{
		Name: h.name, Row: h.row, Match: h.match, Class: h.class,
		Entra: entra.why.state(), Intune: intune.why.state(),
		Why: clauses(entra, intune, Inactive, Doubtful),
	}, true
}
