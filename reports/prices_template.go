package reports

import (
	"cmp"
	_ "embed"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/license"
)

//go:embed list_prices.txt
var listPrices string

// listDate is from when list prices are.
const listDate = "2026-07-01"

// listPrice is what Microsoft lists for a seat a month, in USD, and who says so; "" where that is not known.
func listPrice(partNumber string) (price, source string) {
	for line := range strings.Lines(listPrices) {
		if fields := strings.Fields(line); fields[0] == partNumber {
			return fields[1], fields[2]
		}
	}
	return "", ""
}

// priceColumns are those of a template: those that ReadPrices reads, then what helps to fill them in.
var priceColumns = []string{"sku", "currency", "price", "period", "name", "seats", "listPrice", "listCurrency",
	"listPeriod", "listDate", "listSource"}

// WritePriceTemplate writes the products of a tenant that cost something, without prices, and says how many cost
// nothing. List prices stand beside, where nobody takes them for what the tenant pays.
func WritePriceTemplate(w io.Writer, all []record.Subscription) (free int, err error) {
	c := csv.NewWriter(w)
	c.UseCRLF = true
	rows := [][]string{priceColumns}
	all = slices.SortedStableFunc(slices.Values(all), func(a, b record.Subscription) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.PartNumber, b.PartNumber))
	})
	for i := range all {
		s := &all[i]
		switch {
		case s.Unlisted || s.AppliesTo == "Company":
			continue
		case s.Offer == rules.Free:
			free++
			continue
		}
		sku := s.PartNumber
		if found := license.Lookup(sku); len(found) != 1 || found[0].SKU != s.ID {
			sku = s.ID.String() // the part number is another's too, or nobody's
		}
		row := []string{sku, "", "", "month", cmp.Or(s.Name, s.PartNumber),
			strconv.Itoa(s.Enabled + s.Warning + s.Suspended), "", "", "", "", ""}
		if price, source := listPrice(s.PartNumber); price != "" && sku == s.PartNumber {
			copy(row[6:], []string{price, "USD", "month", listDate, source})
		}
		for i := range row {
			row[i] = guarded(row[i])
		}
		rows = append(rows, row)
	}
	return free, c.WriteAll(rows)
}
