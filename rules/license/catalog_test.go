package license

import (
	"slices"
	"strings"
	"testing"
	"time"

	"prepaudit/rules/tenant"
)

// Every line of the files is a product or a plan, each once, and every plan of a product has a name.
func TestCatalogIsWhole(t *testing.T) {
	c := readCatalog()
	lines, products := map[string]int{}, 0
	for line := range strings.Lines(catalogText + namedText) {
		kind, _, _ := strings.Cut(line, "\t")
		lines[kind]++
	}
	for _, e := range c.skus {
		if e.part == "" || e.name == "" || e.plans == "" {
			t.Errorf("%s: part number %q, name %q, plans %q", e.id, e.part, e.name, e.plans)
		}
		if e.plans != plansUnknown {
			products++
		}
		for id := range e.planIDs() {
			if p := c.plans[id]; p.name == "" || p.display == "" {
				t.Errorf("%s holds plan %s, which has no name", e.part, id)
			}
		}
	}
	if len(c.byID) != lines["sku"] || len(c.skus) != lines["sku"] || len(c.plans) != lines["plan"] {
		t.Errorf("%d products by id, %d in all, %d plans, but %d and %d lines: is a product of "+
			"named.txt in catalog.txt now?",
			len(c.byID), len(c.skus), len(c.plans), lines["sku"], lines["plan"])
	}
	if products < 600 || len(c.plans) < 750 {
		t.Errorf("%d products and %d plans: Microsoft's table has had more since 2026", products, len(c.plans))
	}
	if _, err := time.Parse(time.DateOnly, CatalogDate()); err != nil {
		t.Error(err)
	}
}

// The files repeat part numbers for their readers: they must be those of the catalog.
func TestEmbeddedFilesAgree(t *testing.T) {
	for name, text := range map[string]string{"rows.txt": rowsText, "notes.txt": notesText} {
		n := 0
		for line := range strings.Lines(text) {
			f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			if strings.HasPrefix(line, "#") || f[0] == "note" {
				continue
			}
			id, part := f[len(f)-2], f[len(f)-1]
			p, ok := ProductOf(tenant.MustGUID(id))
			if !ok || p.PartNumber != part {
				t.Errorf("%s: %s is %q in the catalog, not %q", name, id, p.PartNumber, part)
			}
			n++
		}
		if n < 70 {
			t.Errorf("%s has %d products", name, n)
		}
	}
	for id, ns := range notes() {
		for _, n := range ns {
			if n.Text == "" || n.Source == "" || strings.ContainsAny(n.Text+n.Source, "\t\n") {
				t.Errorf("%s has a note without text or source, or of two lines: %+v", id, n)
			}
		}
	}
}

// Every product whose published plans give a person both parts is in a row, and what stands in a row or is for a
// device gives what that means.
func TestCapabilityIsClassified(t *testing.T) {
	classified := 0
	for _, e := range embedded().skus {
		p := e.product()
		if p.Row != 0 || p.Class != Person {
			classified++
		}
		switch {
		case p.Row != 0 && (p.Match == "" || p.Class != Person || p.PlansKnown && !(p.Entra && p.Intune)):
			t.Errorf("%s is in row %d: entra %v, intune %v, match %q, class %q",
				p.PartNumber, p.Row, p.Entra, p.Intune, p.Match, p.Class)
		case p.Class == Device && (p.Entra || !p.Intune):
			t.Errorf("%s is for devices: entra %v, intune %v", p.PartNumber, p.Entra, p.Intune)
		case p.Row == 0 && p.Class == Person && p.Entra && p.Intune:
			t.Errorf("%s gives both halves and is in no row: rows.txt says which, or that it is for a room",
				p.PartNumber)
		}
	}
	lines := 0
	for line := range strings.Lines(rowsText) {
		if !strings.HasPrefix(line, "#") {
			lines++
		}
	}
	if classified != lines {
		t.Errorf("%d products are in a row or for no person, and rows.txt has %d lines", classified, lines)
	}
}

func TestLookup(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string // names
	}{
		{"05e9a617-0261-4cee-bb44-138d3ef5d965", []string{"Microsoft 365 E3"}},
		{"05E9A617-0261-4CEE-BB44-138D3EF5D965", []string{"Microsoft 365 E3"}},
		{"spe_e3", []string{"Microsoft 365 E3"}},
		{" SPE_E3 ", []string{"Microsoft 365 E3"}},
		{"microsoft 365 f3", []string{"Microsoft 365 F3"}},
		{"Win10_VDA_E3", []string{"Windows 10/11 Enterprise E3"}},
		{"Microsoft 365 F1", []string{"Microsoft 365 F1", "Microsoft 365 F1"}},
		{"SPE_E", nil},
		{"", nil},
		{"05e9a617-0261-4cee-bb44-000000000000", nil},
	} {
		var got []string
		for _, p := range Lookup(c.text) {
			got = append(got, p.Name)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("Lookup(%q) = %q, want %q", c.text, got, c.want)
		}
	}
	two := Lookup("MCOPSTN5")
	if len(two) != 2 || two[0].SKU == two[1].SKU {
		t.Errorf("MCOPSTN5 names %d products, want two skuIds", len(two))
	}
	parts := PartNumbers()
	for i := 1; i < len(parts); i++ {
		if parts[i-1] >= parts[i] {
			t.Errorf("part numbers %q, %q: want them sorted, each once", parts[i-1], parts[i])
		}
	}
	for _, e := range embedded().skus {
		if _, ok := slices.BinarySearch(parts, e.part); !ok {
			t.Errorf("%s is not among the part numbers", e.part)
		}
	}
	if _, ok := ProductOf(tenant.GUID{1}); ok {
		t.Error("ProductOf knows a made-up skuId")
	}
	if PlanName(plans[intuneA].id) != "INTUNE_A" || PlanName(tenant.GUID{1}) != "" {
		t.Error("PlanName")
	}
}

func TestPlanKinds(t *testing.T) {
	kinds := map[string]PlanKind{}
	for _, e := range embedded().skus {
		for _, p := range e.product().Plans {
			if k, seen := kinds[p.Name]; seen && k != p.Kind {
				t.Errorf("%s is %q and %q", p.Name, k, p.Kind)
			}
			kinds[p.Name] = p.Kind
		}
	}
	for name, want := range map[string]PlanKind{
		"AAD_PREMIUM": EntraPremium, "AAD_PREMIUM_P2": EntraPremium,
		"INTUNE_A": IntunePlan, "INTUNE_A_VL": IntunePlan, "INTUNE_A_GOV": IntunePlan,
		"INTUNE_EDU": IntunePlan, "INTUNE_SMBIZ": IntunePlan,
		"EXCHANGE_S_ENTERPRISE": OtherPlan,
	} {
		if kinds[name] != want {
			t.Errorf("%s is %q, want %q", name, kinds[name], want)
		}
	}
	for name, want := range notEnough {
		if got, ok := kinds[name]; !ok || got != want {
			t.Errorf("%s is %q, want %q: is it in the catalog?", name, got, want)
		}
	}
	for i, p := range plans {
		if name := PlanName(p.id); name != p.name {
			t.Errorf("plan %d is %s in the catalog, not %s", i, name, p.name)
		}
	}
}

func TestProduct(t *testing.T) {
	a1 := Lookup("M365EDU_A1")[0]
	if a1.Row != 3 || a1.Match != Literal || !a1.Entra || !a1.Intune || !a1.PlansKnown || len(a1.Notes) != 2 {
		t.Errorf("M365EDU_A1: %+v", a1)
	}
	named := Lookup("M365EDU_A5_NOPSTNCONF_FACULTY")[0]
	if named.Row != 3 || named.PlansKnown || named.Entra || named.Intune ||
		len(named.Plans) != 0 || len(named.Notes) != 1 {
		t.Errorf("M365EDU_A5_NOPSTNCONF_FACULTY: %+v", named)
	}
	if suite := Lookup("Microsoft_Intune_Suite")[0]; suite.Intune || suite.Row != 0 || len(suite.Notes) != 2 {
		t.Errorf("Microsoft_Intune_Suite: %+v", suite)
	}
	if intune := Lookup("INTUNE_A_VL")[0].Plans; !slices.Contains(intune,
		ProductPlan{plans[intuneVL].id, "INTUNE_A_VL", "Microsoft Intune Plan 1", IntunePlan}) {
		t.Errorf("INTUNE_A_VL: %+v", intune)
	}
}
