package reports

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"prepaudit/rules/english"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Prices is what seats cost, as the operator states it. The zero Prices knows none.
type Prices struct{ list []Price }

// Price is that of one seat of one product in one currency. A product may have prices in several.
type Price struct {
	SKU      tenant.GUID
	Currency string // three letters, as stated
	Year     Money  // for a seat for a year
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
	for _, price := range p.list {
		if price.SKU == sku {
			all = append(all, price)
		}
	}
	return all
}

// Known reports whether any price was stated.
func (p Prices) Known() bool { return len(p.list) > 0 }

// mostPrices bounds the file; the catalogue has some 600 products.
const mostPrices = 100_000

// ReadPrices reads a CSV file with the columns SKU (skuId or part number), currency, price and period (month or
// year), in any order, separated by commas, semicolons or tabs. A price has a decimal point, or a decimal comma
// where commas don't separate columns. An error names the line.
func ReadPrices(r io.Reader) (Prices, error) {
	text, err := io.ReadAll(io.LimitReader(r, 10<<20))
	if err != nil {
		return Prices{}, err
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	first, _, _ := bytes.Cut(text, []byte("\n"))
	in := csv.NewReader(bytes.NewReader(text))
	in.TrimLeadingSpace = true
	for _, separator := range ";\t" {
		if bytes.ContainsRune(first, separator) {
			in.Comma = separator
		}
	}
	columns := map[string]int{}
	head, err := in.Read()
	if err != nil {
		return Prices{}, fmt.Errorf("the first line names no columns: %w", err)
	}
	for i, name := range head {
		columns[strings.ToLower(strings.TrimSpace(name))] = i
	}
	for _, name := range []string{"sku", "currency", "price", "period"} {
		if _, ok := columns[name]; !ok {
			return Prices{}, fmt.Errorf("there is no column %q; the first line names sku, currency, price and period", name)
		}
	}
	var p Prices
	for {
		row, err := in.Read()
		if err == io.EOF {
			return p, nil
		}
		if err != nil {
			return Prices{}, err
		}
		line, _ := in.FieldPos(0)
		cell := func(name string) string { return strings.TrimSpace(row[columns[name]]) }
		prices, err := priceOf(cell("sku"), cell("currency"), cell("price"), cell("period"), in.Comma == ',')
		if err != nil {
			return Prices{}, fmt.Errorf("line %d: %w", line, err)
		}
		for _, price := range prices {
			for _, other := range p.Of(price.SKU) {
				if other.Currency == price.Currency {
					return Prices{}, fmt.Errorf("line %d: %s has a second price in %s", line, cell("sku"), price.Currency)
				}
			}
			p.list = append(p.list, price)
		}
		if len(p.list) > mostPrices {
			return Prices{}, fmt.Errorf("line %d: there are more than %s prices", line, english.Number(mostPrices))
		}
	}
}

// priceOf reads one line. A part number may stand for several products.
func priceOf(sku, currency, price, period string, point bool) ([]Price, error) {
	var ids []tenant.GUID
	if id, err := tenant.ParseGUID(sku); err == nil {
		ids = append(ids, id)
	} else {
		for _, product := range license.Lookup(sku) {
			ids = append(ids, product.SKU)
		}
	}
	if len(ids) == 0 {
		return nil, fmt.Errorf("no product %.60q in the catalogue; give its skuId", sku)
	}
	if len(currency) != 3 || strings.Trim(strings.ToUpper(currency), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return nil, fmt.Errorf("%.20q is no currency; write three letters, like EUR", currency)
	}
	if !point {
		price = strings.Replace(price, ",", ".", 1)
	}
	amount, err := parseMoney(price)
	if err != nil {
		return nil, err
	}
	switch strings.ToLower(period) {
	case "year":
	case "month":
		amount *= 12
	default:
		return nil, fmt.Errorf("%.20q is no period; write month or year", period)
	}
	var all []Price
	for _, id := range ids {
		all = append(all, Price{id, strings.ToUpper(currency), amount})
	}
	return all, nil
}

var errMoney = errors.New("is no price; write it like 12.50, without signs or separators")

// parseMoney reads up to nine digits and four decimals.
func parseMoney(s string) (Money, error) {
	whole, decimals, _ := strings.Cut(s, ".")
	if whole == "" || len(whole) > 9 || len(decimals) > 4 || strings.Trim(whole+decimals, "0123456789") != "" {
		return 0, fmt.Errorf("%.30q %w", s, errMoney)
	}
	var m Money
	for _, digit := range whole + (decimals + "0000")[:4] {
		m = m*10 + Money(digit-'0')
	}
	return m, nil
}
