package reports

import (
	"strings"
	"testing"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

func TestReadPrices(t *testing.T) {
	e3 := license.Lookup("SPE_E3")[0].SKU
	price := func(currency string, year record.Money) record.Price {
		return record.Price{SKU: e3, Currency: currency, Year: year}
	}
	for name, c := range map[string]struct {
		file string
		want []record.Price
		err  string
	}{
		"a year": {"sku,currency,price,period\nSPE_E3,EUR,400,year\n",
			[]record.Price{price("EUR", 400_0000)}, ""},
		"a month": {"SKU,Currency,Price,Period\nspe_e3,eur,36.25,month\n",
			[]record.Price{price("EUR", 435_0000)}, ""},
		"a skuId": {"sku,currency,price,period\n" + e3.String() + ",USD,0.0001,year\n",
			[]record.Price{price("USD", 1)}, ""},
		"semicolons and commas": {"\ufeffperiod;price;currency;sku\nyear;1,5;EUR;SPE_E3\n",
			[]record.Price{price("EUR", 1_5000)}, ""},
		"two currencies": {"sku,currency,price,period\nSPE_E3,EUR,1,year\nSPE_E3,USD,2,year\n",
			[]record.Price{price("EUR", 1_0000), price("USD", 2_0000)}, ""},
		"a price that isn't filled in": {"sku,currency,price,period,name\nX,,,month,X\nSPE_E3,EUR, ,year,\nSPE_E3,USD,2,year,\n",
			[]record.Price{price("USD", 2_0000)}, ""},
		"none is filled in":   {"sku,currency,price,period\nSPE_E3,,,month\n", nil, "no line has a price"},
		"no lines":            {"sku,currency,price,period\n", nil, "no line has a price"},
		"empty":               {"", nil, "names no columns"},
		"a column is missing": {"sku,price,period\n", nil, `no column "currency"`},
		"a second price": {"sku,currency,price,period\nSPE_E3,EUR,1,year\nSPE_E3,EUR,2,year\n", nil,
			"line 3: SPE_E3 has a second price in EUR"},
		"an unknown product": {"sku,currency,price,period\nSPE_E99,EUR,1,year\n", nil,
			`line 2: no product "SPE_E99"`},
		"no currency":            {"sku,currency,price,period\nSPE_E3,€,1,year\n", nil, "no currency"},
		"no period":              {"sku,currency,price,period\nSPE_E3,EUR,1,week\n", nil, "no period"},
		"below zero":             {"sku,currency,price,period\nSPE_E3,EUR,-1,year\n", nil, "no price"},
		"no price":               {"sku,currency,price,period\nSPE_E3,EUR,free,year\n", nil, "no price"},
		"too fine":               {"sku,currency,price,period\nSPE_E3,EUR,1.00001,year\n", nil, "no price"},
		"too much":               {"sku,currency,price,period\nSPE_E3,EUR,1234567890,year\n", nil, "no price"},
		"separators of thousand": {"sku,currency,price,period\nSPE_E3,EUR,\"1,200.50\",year\n", nil, "no price"},
		"a line too short":       {"sku,currency,price,period\nSPE_E3,EUR\n", nil, "line 2"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := ReadPrices(strings.NewReader(c.file))
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Fatalf("error %v, want %q", err, c.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got := p.Of(e3)
			if len(got) != len(c.want) || len(p) > 0 != (len(c.want) > 0) {
				t.Fatalf("%v, want %v", got, c.want)
			}
			for i := range got {
				if got[i] != c.want[i] {
					t.Errorf("%v, want %v", got[i], c.want[i])
				}
			}
			if p.Of(tenant.GUID{1}) != nil {
				t.Error("a product that was not named has a price")
			}
		})
	}
}

func TestMoney(t *testing.T) {
	for m, want := range map[record.Money]string{0: "0.00", 1: "0.00", 50: "0.01", 49: "0.00", 12_3456: "12.35",
		-1_5000: "-1.50"} {
		if m.String() != want {
			t.Errorf("record.Money(%d) is %s, want %s", int64(m), m, want)
		}
	}
}

// Every list price is of one product that the catalog has, and says who wrote so.
func TestListPrices(t *testing.T) {
	lines := 0
	for line := range strings.Lines(listPrices) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		lines++
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 3 || len(license.Lookup(fields[0])) != 1 || !strings.HasPrefix(fields[2], "https://") {
			t.Fatalf("%q", line)
		}
		if _, err := parseMoney(fields[1]); err != nil {
			t.Errorf("%q: %v", line, err)
		}
		if price, source := listPrice(fields[0]); price != fields[1] || source != fields[2] {
			t.Errorf("%s is listed for %s by %s", fields[0], price, source)
		}
	}
	if lines < 9 || !strings.Contains(listPrices, listDate) {
		t.Errorf("%d list prices", lines)
	}
}

// A template lists what costs something by a name that reads back as this product, and nothing that a spreadsheet would
// reckon; what is filled in is read.
func TestPriceTemplate(t *testing.T) {
	e3, twin := license.Lookup("SPE_E3")[0], license.Lookup("MCOPSTN5")
	all := []record.Subscription{
		{ID: e3.SKU, PartNumber: "SPE_E3", Name: e3.Name, AppliesTo: "User", Offer: rules.Paid, Enabled: 3},
		{ID: twin[0].SKU, PartNumber: "MCOPSTN5", Name: "twin", AppliesTo: "User", Offer: rules.Trial},
		{ID: tenant.GUID{9}, PartNumber: "=1+1", AppliesTo: "User", Offer: rules.Paid},
		{ID: tenant.GUID{8}, PartNumber: "FREE", AppliesTo: "User", Offer: rules.Free},
		{ID: tenant.GUID{7}, PartNumber: "OFFICE", AppliesTo: "Company", Offer: rules.Paid},
		{ID: tenant.GUID{6}, PartNumber: "GONE", AppliesTo: "User", Offer: rules.Paid, Unlisted: true},
	}
	var b strings.Builder
	free, err := WritePriceTemplate(&b, all)
	if err != nil || free != 1 || len(twin) < 2 {
		t.Fatalf("%d free, %v", free, err)
	}
	text := b.String()
	if strings.Count(text, "\r\n") != 4 || !strings.Contains(text, ",'=1+1,") {
		t.Error(text)
	}
	p, err := ReadPrices(strings.NewReader(strings.ReplaceAll(text, ",,,month", ",EUR,5,month")))
	if err != nil || len(p) != 3 || p.Of(e3.SKU) == nil || p.Of(twin[0].SKU) == nil || p.Of(tenant.GUID{9}) == nil {
		t.Errorf("%v, %v\n%s", p, err, text)
	}
}
