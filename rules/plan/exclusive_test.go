package plan

import (
	"slices"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// Products exclude each other by their service plans that are on, by Microsoft's list; no product excludes itself.
func TestExclusive(t *testing.T) {
	for _, c := range []struct {
		one, other string
		off        string // in the other
		want       bool
	}{
		{"SPB", "ENTERPRISEPACK", "", true},
		{"SPB", "ENTERPRISEPACK", "SHAREPOINTENTERPRISE", false}, // Exchange Plan 1 goes beside Plan 2
		{"SPE_F1", "STANDARDPACK", "", true},
		{"EXCHANGESTANDARD", "EXCHANGEENTERPRISE", "", false},
		{"EXCHANGESTANDARD", "EXCHANGEDESKLESS", "", true},
		{"INTUNE_A", "INTUNE_A_VL", "", true},
		{"INTUNE_A", "SPE_E3", "", false},
		{"AAD_PREMIUM", "SPE_E5", "", false}, // plans of Microsoft Entra ID exclude none
		{"EMS", "ENTERPRISEPACK", "", false},
		{"M365_F1_GOV", "ENTERPRISEPACK_GOV", "", true},
		{"M365EDU_A3_FACULTY", "STANDARDWOFFPACK_FACULTY", "", true},
		{"FLOW_FREE", "SPE_E3", "", false},
	} {
		one, other := sku(c.one, 1, 0), sku(c.other, 1, 0)
		ten := &Tenant{SKUs: []tenant.SKU{one, other}, Now: now, By: now}
		p, o := newProduct(&one, ten), newProduct(&other, ten)
		var off []tenant.GUID
		for _, plan := range other.Plans {
			if plan.Name == c.off {
				off = append(off, plan.ID)
			}
		}
		if got := p.conflicts(&o, off); got != c.want {
			t.Errorf("%s beside %s less %q: %v", c.one, c.other, c.off, got)
		}
	}
	for _, part := range license.PartNumbers() {
		for _, one := range license.Lookup(part) {
			s := ofCatalog(&one)
			p := newProduct(&s, &Tenant{Now: now, By: now})
			if p.conflicts(&p, nil) {
				t.Errorf("%s excludes itself", part)
			}
		}
	}
}

// What is sold is in Microsoft's list once, gives a part, and is sold to one kind of tenant; the clouds for authorities
// share nothing.
func TestSold(t *testing.T) {
	p := New(&Tenant{Now: now, By: now})
	kinds := map[string]kind{"INTUNE_A_GOV": gcc, "EMS_GOV": gcc, "INTUNE_A_VL_USGOV_GCCHIGH": gccHigh,
		"AAD_PREMIUM_USGOV_GCCHIGH": gccHigh, "EMSPREMIUM_USGOV_GCCHIGH": gccHigh}
	for i, part := range sold {
		if len(license.Lookup(part)) != 1 {
			t.Fatalf("%s is %d products", part, len(license.Lookup(part)))
		}
		o := &p.products[i]
		if o.part != part || !o.gives || o.kind != kinds[part] {
			t.Errorf("%s gives a part %v, and is of kind %d", part, o.gives, o.kind)
		}
	}
	for part, want := range map[string]kind{"ENTERPRISEPACK_USGOV_DOD": dod, "MCOEV_DOD": dod, "MCOEV_GCCHIGH": gccHigh,
		"M365_G5_GCC": gcc, "DESKLESSPACK_USGOV_GCCHIGH": gccHigh, "SPE_E3": commercial, "M365EDU_A3_FACULTY": faculty} {
		if got := kindOf(part, license.Lookup(part)[0].Name); got != want {
			t.Errorf("%s is of kind %d, want %d", part, got, want)
		}
	}
}

// For whom a conflict is not solved the plan says so, and why nobody is sold anything.
func TestStuck(t *testing.T) {
	id := func(part string) tenant.GUID { return license.Lookup(part)[0].SKU }
	for _, c := range []struct {
		name   string
		skus   []tenant.SKU
		person *tenant.User
		words  []string
		stuck  []Stuck
		unsold bool
	}{
		{"with a known product", []tenant.SKU{sku("ENTERPRISEPREMIUM", 1, 1), sku("SPB", 9, 0)},
			person("ENTERPRISEPREMIUM", "!SPB MutuallyExclusiveViolation"), []string{"x: assign EMS", "buy x EMS"},
			[]Stuck{{id("SPB"), "MutuallyExclusiveViolation", id("ENTERPRISEPREMIUM")}}, false},
		{"with a product that is swapped away", []tenant.SKU{sku("ENTERPRISEPACK", 1, 1), sku("SPE_E3", 1, 0)},
			person("ENTERPRISEPACK", "!SPE_E3 MutuallyExclusiveViolation"), []string{"x: swap SPE_E3 frees ENTERPRISEPACK"},
			nil, false},
		{"a plan that is not there", []tenant.SKU{sku("FLOW_FREE", 1, 1), sku("SPE_E3", 1, 0)},
			person("FLOW_FREE", "!SPE_E3 DependencyViolation"), []string{"x: assign EMS", "buy x EMS"},
			[]Stuck{{id("SPE_E3"), "DependencyViolation", tenant.GUID{}}}, false},
		{"no seat", []tenant.SKU{sku("ENTERPRISEPACK", 1, 1), sku("SPE_E3", 1, 0)},
			person("ENTERPRISEPACK", "!SPE_E3 CountViolation"), []string{"x: reprocess SPE_E3 frees ENTERPRISEPACK"}, nil, false},
		{"of a product that gives neither part", []tenant.SKU{sku("ENTERPRISEPACK", 1, 1), sku("STANDARDPACK", 1, 0),
			sku("SPE_E3", 1, 0)}, person("ENTERPRISEPACK", "!STANDARDPACK MutuallyExclusiveViolation"),
			[]string{"x: swap SPE_E3 frees ENTERPRISEPACK"}, nil, false},
		{"in a cloud for which nothing is known", []tenant.SKU{sku("ENTERPRISEPACK_USGOV_DOD", 1, 1)},
			person("ENTERPRISEPACK_USGOV_DOD"), []string{"x: nothing"}, nil, true},
		{"in a cloud for which something is sold", []tenant.SKU{sku("ENTERPRISEPACK_USGOV_GCCHIGH", 1, 1)},
			person("ENTERPRISEPACK_USGOV_GCCHIGH"), []string{"x: assign EMSPREMIUM_USGOV_GCCHIGH",
				"buy x EMSPREMIUM_USGOV_GCCHIGH"}, nil, false},
	} {
		plan := planOf(&Tenant{SKUs: c.skus, Now: now, By: now.AddDate(0, 0, 30)}, []*tenant.User{c.person})
		if got := words(plan); !slices.Equal(got, c.words) {
			t.Errorf("%s: %q, want %q", c.name, got, c.words)
		}
		g := &plan.Groups[0]
		if !slices.Equal(g.Stuck, c.stuck) || !slices.Equal(plan.Stuck(c.person, g.Change), c.stuck) ||
			g.Unsold != c.unsold {
			t.Errorf("%s: %+v, unsold %v", c.name, g.Stuck, g.Unsold)
		}
	}
}
