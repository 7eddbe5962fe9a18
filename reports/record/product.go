package record

import (
	"slices"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Product is a product of the tenant that the catalog lacks, as the tenant calls it.
type Product struct {
	SKU        tenant.GUID `json:"skuId"`
	PartNumber string      `json:"skuPartNumber"`
}

// NewProducts lists those that the catalog has no skuId of, subscribed to or only bought.
func NewProducts(s *tenant.Settings) []Product {
	var all []Product
	add := func(id tenant.GUID, part string) {
		known, _ := license.Named(id)
		if known == "" && part != "" && !slices.ContainsFunc(all, func(p Product) bool { return p.SKU == id }) {
			all = append(all, Product{id, part})
		}
	}
	for i := range s.SKUs {
		add(s.SKUs[i].ID, s.SKUs[i].PartNumber)
	}
	for i := range s.Subscriptions {
		add(s.Subscriptions[i].SKU, s.Subscriptions[i].PartNumber)
	}
	return all
}

// Product is the part number and the name of a product: the catalog's, or else the tenant's own, which has nothing but
// the part number. Both are "" where neither knows it.
func (r *Run) Product(sku tenant.GUID) (partNumber, name string) {
	if part, name := license.Named(sku); part != "" {
		return part, name
	}
	for i := range r.Products {
		if p := &r.Products[i]; p.SKU == sku {
			return p.PartNumber, p.PartNumber
		}
	}
	return "", ""
}
