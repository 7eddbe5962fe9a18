package main

import (
	"bytes"
	"encoding/csv"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

const header = "Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names\r\n"

// The embedded table, written as Microsoft's CSV in another order, comes back byte for byte.
func TestEmbeddedTableComesBack(t *testing.T) {
	want, err := os.ReadFile("../../rules/license/catalog.txt")
	if err != nil {
		t.Fatal(err)
	}
	var date, via string
	plans := map[string][]string{} // by id: name, display name
	var rows [][]string
	for line := range strings.Lines(string(want)) {
		line = strings.TrimSuffix(line, "\n")
		if text, ok := strings.CutPrefix(line, "# date: "); ok {
			date = text
		}
		if _, text, ok := strings.Cut(line, ", as carried by "); ok {
			via = text
		}
		switch f := strings.Split(line, "\t"); f[0] {
		case "plan":
			plans[f[1]] = f[2:]
		case "sku":
			for id := range strings.SplitSeq(f[4], " ") {
				rows = append(rows, []string{f[3], f[2], f[1], plans[id][0], id, plans[id][1]})
			}
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	var file, got bytes.Buffer
	file.WriteString("\ufeff" + header)
	w := csv.NewWriter(&file)
	w.UseCRLF = true
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	table, err := read(&file)
	if err != nil {
		t.Fatal(err)
	}
	if table.write(&got, date, via); !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%d rows, %d products, %d plans: %d bytes, and not the %d of catalog.txt",
			len(rows), len(table.products), len(table.plans), got.Len(), len(want))
	}
}

// Microsoft's file has rows twice, names in several spellings, and white space of all kinds.
func TestMicrosoftsSpellings(t *testing.T) {
	const e3, f1 = "05E9A617-0261-4CEE-BB44-138D3EF5D965", "44575883-256e-4a79-9da4-ebe9acabe2b2"
	const intune, entra = "c1ec4a95-1f05-45b3-a911-aa3fa01094f5", "41781fb2-bc02-4b7c-bd55-b576c07bb09d"
	table, err := read(strings.NewReader(header +
		"Microsoft 365 E3,SPE_E3\u00a0," + e3 + ",INTUNE_A,C1EC4A95-1F05-45B3-A911-AA3FA01094F5,INTUNE\r\n" +
		"Microsoft 365 E3,SPE_E3\u00a0," + e3 + ",INTUNE_A," + intune + ",INTUNE\r\n" +
		"Microsoft 365\t E3,SPE_E3," + e3 + ",AAD_PREMIUM ," + entra + ",\"Microsoft Entra ID P1, for all\"\r\n" +
		"Microsoft 365 F1,m365_F1," + f1 + ",INTUNE_A," + intune + ", Microsoft Intune Plan 1\r\n" +
		"Microsoft 365 F1,M365_F1," + f1 + ",INTUNE_A," + intune + ",INTUNE\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	table.write(&b, "2026-01-02", "")
	_, got, _ := strings.Cut(b.String(), "# date: ")
	want := "2026-01-02\n# plan, servicePlanId, service plan name, display name; separated by tabs\n" +
		"plan\t" + entra + "\tAAD_PREMIUM\tMicrosoft Entra ID P1, for all\n" +
		"plan\t" + intune + "\tINTUNE_A\tINTUNE\n" +
		"# sku, skuId, part number, product name, servicePlanIds separated by spaces\n" +
		"sku\t" + f1 + "\tm365_F1\tMicrosoft 365 F1\t" + intune + "\n" +
		"sku\t" + strings.ToLower(e3) + "\tSPE_E3\tMicrosoft 365 E3\t" + entra + " " + intune + "\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestWhatIsNotMicrosofts(t *testing.T) {
	const row = "A,B,05e9a617-0261-4cee-bb44-138d3ef5d965,C,c1ec4a95-1f05-45b3-a911-aa3fa01094f5,D\r\n"
	for _, c := range []struct{ file, want string }{
		{"", "reading the header: EOF"},
		{"Name,GUID\r\n", "line 1: the columns are"},
		{header + row + strings.Replace(row, "05e9", "", 1),
			`line 3: "a617-0261-4cee-bb44-138d3ef5d965" is not a GUID`},
		{header + strings.Replace(row, "c1ec", "x", 1), `line 2: "x4a95-1f05-45b3-a911-aa3fa01094f5" is not a GUID`},
		{header + strings.Replace(row, "D", "\x96", 1),
			`line 2: Service_Plans_Included_Friendly_Names: "\x96" is not UTF-8`},
		{header + strings.Replace(row, "B", " ", 1), "line 2: no String_Id"},
		{header + "A,B\r\n", "record on line 2: wrong number of fields"},
	} {
		if _, err := read(strings.NewReader(c.file)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.file, err, c.want)
		}
	}
}
