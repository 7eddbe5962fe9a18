package reports

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// mostPrices bounds the file; the catalog has some 600 products.
const mostPrices = 100_000

// ReadPrices reads a CSV file with the columns SKU (skuId or part number), currency, price and period (month or
// year), in any order, separated by commas, semicolons or tabs. A price has a decimal point, or a decimal comma
// where commas don't separate columns; a line without one is passed over. An error names the line.
func ReadPrices(r io.Reader) (record.Prices, error) {
	text, err := io.ReadAll(io.LimitReader(r, 10<<20))
	if err != nil {
		return nil, err
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
		return nil, fmt.Errorf("the first line names no columns: %w", err)
	}
	for i, name := range head {
		columns[strings.ToLower(strings.TrimSpace(name))] = i
	}
	for _, name := range []string{"sku", "currency", "price", "period"} {
		if _, ok := columns[name]; !ok {
			return nil, fmt.Errorf("there is no column %q; the first line names sku, currency, price and period", name)
		}
	}
	var p record.Prices
	for {
		row, err := in.Read()
		if err == io.EOF && len(p) == 0 {
			return nil, errors.New("no line has a price")
		}
		if err == io.EOF {
			return p, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := in.FieldPos(0)
		cell := func(name string) string { return strings.TrimSpace(row[columns[name]]) }
		if cell("price") == "" {
			continue
		}
		prices, err := priceOf(cell("sku"), cell("currency"), cell("price"), cell("period"), in.Comma == ',')
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		for _, price := range prices {
			for _, other := range p.Of(price.SKU) {
				if other.Currency == price.Currency {
					return nil, fmt.Errorf("line %d: %s has a second price in %s", line, cell("sku"), price.Currency)
				}
			}
			p = append(p, price)
		}
		if len(p) > mostPrices {
			return nil, fmt.Errorf("line %d: there are more than %d prices", line, mostPrices)
		}
	}
}

// priceOf reads one line. A part number may stand for several products.
func priceOf(sku, currency, price, period string, point bool) ([]record.Price, error) {
	var ids []tenant.GUID
	if id, err := tenant.ParseGUID(sku); err == nil {
		ids = append(ids, id)
	} else {
		for _, product := range license.Lookup(sku) {
			ids = append(ids, product.SKU)
		}
	}
	if len(ids) == 0 {
		return nil, fmt.Errorf("no product %.60q in the catalog; give its skuId", sku)
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
	var all []record.Price
	for _, id := range ids {
		all = append(all, record.Price{SKU: id, Currency: strings.ToUpper(currency), Year: amount})
	}
	return all, nil
}

var errMoney = errors.New("is no price; write it like 12.50, without signs or separators")

// parseMoney reads up to nine digits and four decimals.
func parseMoney(s string) (record.Money, error) {
	whole, decimals, _ := strings.Cut(s, ".")
	if whole == "" || len(whole) > 9 || len(decimals) > 4 || strings.Trim(whole+decimals, "0123456789") != "" {
		return 0, fmt.Errorf("%.30q %w", s, errMoney)
	}
	var m record.Money
	for _, digit := range whole + (decimals + "0000")[:4] {
		m = m*10 + record.Money(digit-'0')
	}
	return m, nil
}
