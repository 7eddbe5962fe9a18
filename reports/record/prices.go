package record

import (
	"fmt"

	"prepaudit/rules/tenant"
)

// Prices is what seats cost, as the operator states it, in the order of the file.
type Prices []Price

// Price is what one seat of one product costs for a year. A product may have prices in several currencies.
type Price struct {
	SKU      tenant.GUID `json:"skuId"`
	Currency string      `json:"currency"` // three letters, as stated
	Year     Money       `json:"year"`
}

// Money is an amount in ten-thousandths of its currency's unit.
type Money int64

// String writes an amount with two decimals, rounded half up.
func (m Money) String() string {
	sign, n := "", int64(m)
	if n < 0 {
		sign, n = "-", -n
	}
	n = (n + 50) / 100
	return fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
}

// Amount is m as a number of its currency's units, for a cell.
func (m Money) Amount() float64 { return float64(m) / 10_000 }

// Of gives the prices of a product, in the order of the file.
func (p Prices) Of(sku tenant.GUID) []Price {
	var all []Price
	for _, price := range p {
		if price.SKU == sku {
			all = append(all, price)
		}
	}
	return all
}

// In is the price of a product in a currency; false where none is stated.
func (p Prices) In(sku tenant.GUID, currency string) (Money, bool) {
	for _, price := range p {
		if price.SKU == sku && price.Currency == currency {
			return price.Year, true
		}
	}
	return 0, false
}
