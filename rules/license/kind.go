package license

import "prepaudit/rules/tenant"

// Kind says for whom a product is meant, whether the tenant holds it or not; Person for one that the catalogue
// does not know.
func Kind(sku tenant.GUID) (Class, Match) {
	if e := embedded().byID[sku]; e != nil {
		return e.class, e.match
	}
	return Person, ""
}

// Holds reports whether the tenant has the product at all.
func (t *Table) Holds(sku tenant.GUID) bool { return t.skus[sku] != nil }
