package plan

import (
	"slices"
	"strings"
	"testing"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var now = time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)

// sku is a product of the catalog that the tenant pays for.
func sku(part string, owned, used int) tenant.SKU {
	found := license.Lookup(part)
	if len(found) != 1 {
		panic(part)
	}
	s := ofCatalog(&found[0])
	s.Enabled, s.Consumed = owned, used
	return s
}

// person has products, "SPE_E3 -INTUNE_A" with a plan turned off, "!SPE_E3 CountViolation" in error.
func person(has ...string) *tenant.User {
	u := &tenant.User{LicensesKnown: true, StatesKnown: true, UsageLocationKnown: true, UsageLocation: "DE"}
	for _, one := range has {
		words := strings.Fields(one)
		part, failed := strings.CutPrefix(words[0], "!")
		p := license.Lookup(part)[0]
		if failed {
			u.States = append(u.States, tenant.LicenseState{SKU: p.SKU, State: "Error", Error: words[1]})
			continue
		}
		l := tenant.License{SKU: p.SKU}
		for _, off := range words[1:] {
			i := slices.IndexFunc(p.Plans, func(s license.ProductPlan) bool { return s.Name == off[1:] })
			l.Disabled = append(l.Disabled, p.Plans[i].ID)
		}
		u.Licenses = append(u.Licenses, l)
		u.States = append(u.States, tenant.LicenseState{SKU: p.SKU, State: "Active", Disabled: l.Disabled})
	}
	return u
}

// statusOf is what the rules say of a person whose licenses come to this.
func statusOf(e license.Entitlement) rules.LicenseStatus {
	switch {
	case e.Qualified:
		return rules.Qualified
	case e.Unsure():
		return rules.LicensesUnknown
	}
	return rules.LacksBoth
}

func planOf(t *Tenant, people []*tenant.User) *Plan {
	p := New(t)
	today := license.NewTable(t.SKUs, license.Options{OtherMDM: t.OtherMDM})
	for _, u := range people {
		p.Add(u, statusOf(today.Of(u)))
	}
	return p.Solve()
}

// words say what a plan does, a line for each group of people.
func words(plan *Plan) (lines []string) {
	for _, g := range plan.Groups {
		line := strings.Repeat("x", g.People) + ":"
		if g.Change == nil {
			line += " nothing"
		} else {
			for _, t := range g.Change.TurnOn {
				part, _ := license.Named(t.SKU)
				line += " on " + part
			}
			for _, one := range g.Change.Gain {
				part, _ := license.Named(one.SKU)
				line += " " + [...]string{"reprocess", "swap", "renew", "keep", "assign"}[one.How] + " " + part
			}
			for _, f := range g.Change.Free {
				part, _ := license.Named(f.SKU)
				line += " frees " + part
			}
			if g.Change.Location {
				line += " location"
			}
		}
		lines = append(lines, line)
	}
	for _, p := range plan.Products {
		if p.Buy > 0 {
			lines = append(lines, "buy "+strings.Repeat("x", p.Buy)+" "+p.PartNumber)
		}
	}
	return lines
}

func TestPlans(t *testing.T) {
	suspended := func(s tenant.SKU) tenant.SKU {
		s.CapabilityStatus, s.Suspended, s.Enabled = "Suspended", s.Enabled, 0
		return s
	}
	lapsed := func(s tenant.SKU) tenant.SKU {
		s.CapabilityStatus, s.Warning, s.Enabled = "Warning", s.Enabled, 0
		return s
	}
	nowhere := person("ENTERPRISEPACK")
	nowhere.UsageLocation = ""
	for _, c := range []struct {
		name   string
		skus   []tenant.SKU
		people []*tenant.User
		want   []string
	}{
		{"a plan is turned on", []tenant.SKU{sku("SPE_E3", 1, 1)}, []*tenant.User{person("SPE_E3 -INTUNE_A")},
			[]string{"x: on SPE_E3"}},
		{"a seat is free again", []tenant.SKU{sku("SPE_E3", 2, 1)}, []*tenant.User{person("!SPE_E3 CountViolation")},
			[]string{"x: reprocess SPE_E3"}},
		{"swap, not add; not F3 for those who aren't frontline workers",
			[]tenant.SKU{sku("ENTERPRISEPACK", 3, 2), sku("SPE_E3", 2, 0), sku("SPE_F1", 9, 0)},
			[]*tenant.User{person("ENTERPRISEPACK"), person("ENTERPRISEPACK")},
			[]string{"xx: swap SPE_E3 frees ENTERPRISEPACK"}},
		{"frontline workers get F3", []tenant.SKU{sku("DESKLESSPACK", 1, 1), sku("SPE_F1", 1, 0), sku("SPE_E3", 1, 0)},
			[]*tenant.User{person("DESKLESSPACK")}, []string{"x: swap SPE_F1 frees DESKLESSPACK"}},
		{"what is freed is given to the next",
			[]tenant.SKU{sku("SPE_E3", 1, 1), sku("SPE_E5", 1, 0)},
			[]*tenant.User{person("SPE_E3"), person("!SPE_E3 CountViolation")}, // the first needs nothing
			[]string{"x: assign SPE_E5"}},
		{"suspended is renewed", []tenant.SKU{suspended(sku("SPE_E3", 5, 2))},
			[]*tenant.User{person("SPE_E3"), person("SPE_E3")}, []string{"xx: renew SPE_E3"}},
		{"in grace is renewed though people are licensed today, and its free seats are nobody's",
			[]tenant.SKU{lapsed(sku("SPE_E5", 5, 1)), sku("ENTERPRISEPACK", 1, 1)},
			[]*tenant.User{person("SPE_E5"), person("ENTERPRISEPACK")},
			[]string{"x: renew SPE_E5", "x: assign EMS", "buy x EMS"}},
		{"one part is bought", []tenant.SKU{sku("INTUNE_A", 1, 1)}, []*tenant.User{person("INTUNE_A")},
			[]string{"x: assign AAD_PREMIUM", "buy x AAD_PREMIUM"}},
		{"seats of rooms and devices are nobody's", []tenant.SKU{sku("AAD_PREMIUM", 1, 1), sku("INTUNE_A_D", 9, 0)},
			[]*tenant.User{person("AAD_PREMIUM")}, []string{"x: assign INTUNE_A", "buy x INTUNE_A"}},
		{"a product that another excludes isn't added",
			[]tenant.SKU{sku("SPB", 9, 0), sku("ENTERPRISEPREMIUM", 1, 1)}, []*tenant.User{person("ENTERPRISEPREMIUM")},
			[]string{"x: assign EMS", "buy x EMS"}},
		{"students don't get the products of staff",
			[]tenant.SKU{sku("M365EDU_A3_FACULTY", 9, 0), sku("STANDARDWOFFPACK_STUDENT", 1, 1)},
			[]*tenant.User{person("STANDARDWOFFPACK_STUDENT")}, []string{"x: assign EMS", "buy x EMS"}},
		{"a location comes first", []tenant.SKU{sku("ENTERPRISEPACK", 1, 1), sku("SPE_E3", 1, 0)},
			[]*tenant.User{nowhere}, []string{"x: swap SPE_E3 frees ENTERPRISEPACK location"}},
		{"what is in conflict is swapped", []tenant.SKU{sku("ENTERPRISEPACK", 1, 1), sku("SPE_E3", 1, 0)},
			[]*tenant.User{person("ENTERPRISEPACK", "!SPE_E3 MutuallyExclusiveViolation")},
			[]string{"x: swap SPE_E3 frees ENTERPRISEPACK"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan := planOf(&Tenant{SKUs: c.skus, Now: now, By: now.AddDate(0, 0, 30)}, c.people)
			if got := words(plan); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}
