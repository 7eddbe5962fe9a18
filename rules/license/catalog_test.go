package license

import (
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/tenant"
)

func TestCatalogueIsWhole(t *testing.T) {
	c := readCatalogue()
	known, named := 0, 0
	for _, e := range c.skus {
		if e.plans == plansUnknown {
			named++
			continue
		}
		known++
		for id := range e.planIDs() {
			if c.plans[id].name == "" {
				t.Errorf("%s holds plan %s, which has no name", e.part, id)
			}
		}
	}
	if known != 620 || named != 16 || len(c.plans) != 796 || len(c.byID) != known+named {
		t.Errorf("%d products, %d names only, %d plans, %d ids; want 620, 16, 796, 636", known, named, len(c.plans), len(c.byID))
	}
	if CatalogDate() != "2026-08-20" || !strings.Contains(CatalogSource(), "Product names and service plan identifiers") {
		t.Errorf("date %q, source %q", CatalogDate(), CatalogSource())
	}
}

// The files repeat part numbers for their readers: they must be those of the catalogue.
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
				t.Errorf("%s: %s is %q in the catalogue, not %q", name, id, p.PartNumber, part)
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

// Every product whose published plans give a person a half is accounted for: in a row, as half of
// row 7, as a device licence or as a room.
func TestCapabilityIsClassified(t *testing.T) {
	rows, halves, both, devices, rooms := 0, 0, 0, 0, 0
	for _, e := range embedded().skus {
		p := e.product()
		switch {
		case p.Row != 0 && p.PlansKnown:
			rows++
			if !p.Entra || !p.Intune || p.Match == "" || p.Class != Person {
				t.Errorf("%s is in row %d: entra %v, intune %v, match %q, class %q", p.PartNumber, p.Row, p.Entra, p.Intune, p.Match, p.Class)
			}
		case p.Row != 0:
			if !strings.HasPrefix(p.PartNumber, "M365EDU_A5_NOPSTNCONF_") || p.Row != 3 || p.Match != Literal {
				t.Errorf("%s is %s in row %d without plans", p.PartNumber, p.Match, p.Row)
			}
		case p.Class == Device && p.Intune && !p.Entra:
			devices++
		case p.Class == Room && p.Intune:
			rooms++
			if p.Entra {
				both++
			}
		case p.Entra && p.Intune:
			t.Errorf("%s gives both halves and is in no row", p.PartNumber)
		case p.Entra || p.Intune:
			halves++
		}
	}
	if rows != 53 || halves != 14 || devices != 2 || rooms != 12 || both != 10 {
		t.Errorf("%d in rows, %d halves, %d devices, %d rooms of which %d hold both; want 53, 14, 2, 12, 10", rows, halves, devices, rooms, both)
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
	if parts := PartNumbers(); len(parts) != 635 || !slices.IsSorted(parts) || !slices.Contains(parts, "MCOPSTN5") {
		t.Errorf("%d part numbers, want 635 sorted", len(parts))
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
		"INTUNE_A": IntunePlan, "INTUNE_A_VL": IntunePlan, "INTUNE_A_GOV": IntunePlan, "INTUNE_EDU": IntunePlan, "INTUNE_SMBIZ": IntunePlan,
		"EXCHANGE_S_ENTERPRISE": OtherPlan,
	} {
		if kinds[name] != want {
			t.Errorf("%s is %q, want %q", name, kinds[name], want)
		}
	}
	for name, want := range notEnough {
		if got, ok := kinds[name]; !ok || got != want {
			t.Errorf("%s is %q, want %q: is it in the catalogue?", name, got, want)
		}
	}
	for i, p := range plans {
		if name := PlanName(p.id); name != p.name {
			t.Errorf("plan %d is %s in the catalogue, not %s", i, name, p.name)
		}
	}
}

func TestProduct(t *testing.T) {
	a1 := Lookup("M365EDU_A1")[0]
	if a1.Row != 3 || a1.Match != Literal || !a1.Entra || !a1.Intune || !a1.PlansKnown || len(a1.Notes) != 2 {
		t.Errorf("M365EDU_A1: %+v", a1)
	}
	named := Lookup("M365EDU_A5_NOPSTNCONF_FACULTY")[0]
	if named.Row != 3 || named.PlansKnown || named.Entra || named.Intune || len(named.Plans) != 0 || len(named.Notes) != 1 {
		t.Errorf("M365EDU_A5_NOPSTNCONF_FACULTY: %+v", named)
	}
	if suite := Lookup("Microsoft_Intune_Suite")[0]; suite.Intune || suite.Row != 0 || len(suite.Notes) != 2 {
		t.Errorf("Microsoft_Intune_Suite: %+v", suite)
	}
	if intune := Lookup("INTUNE_A_VL")[0].Plans; !slices.Contains(intune, ProductPlan{plans[intuneVL].id, "INTUNE_A_VL", "Microsoft Intune Plan 1", IntunePlan}) {
		t.Errorf("INTUNE_A_VL: %+v", intune)
	}
}
