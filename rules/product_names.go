package rules

import (
	"fmt"
	"strings"

	"prepaudit/rules/tenant"
)

// product names a product of the tenant with its part number; one that the tenant does not hold keeps its skuId, unless
// there is a subscription that names it.
func (f *Facts) product(sku tenant.GUID) string {
	for _, s := range f.SKUs {
		if s.ID != sku {
			continue
		}
		if h, _ := f.Licenses.Product(sku); h.Name != "" && !strings.EqualFold(h.Name, s.PartNumber) {
			return fmt.Sprintf("%s (%s)", s.PartNumber, h.Name)
		}
		return s.PartNumber
	}
	return f.partNumber(sku)
}

func (f *Facts) partNumber(id tenant.GUID) string {
	for _, s := range f.SKUs {
		if s.ID == id {
			return s.PartNumber
		}
	}
	for _, s := range f.Subscriptions {
		if s.SKU == id && s.PartNumber != "" {
			return s.PartNumber
		}
	}
	return id.String()
}

func (f *Facts) productName(id tenant.GUID) string {
	h, _ := f.Licenses.Product(id)
	return h.Name
}
