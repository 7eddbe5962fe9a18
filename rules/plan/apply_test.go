package plan

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// after is the tenant once a plan is carried out: what goes away is gone, unless it is renewed or bought.
func after(t *Tenant, plan *Plan) []tenant.SKU {
	var all []tenant.SKU
	for _, p := range plan.Products {
		i := slices.IndexFunc(t.SKUs, func(s tenant.SKU) bool { return s.ID == p.SKU })
		var s tenant.SKU
		switch {
		case i >= 0:
			s = t.SKUs[i]
		case p.Buy == 0:
			continue
		default:
			found, _ := license.ProductOf(p.SKU)
			s = ofCatalog(&found)
		}
		if p.Ends != "" || s.CapabilityStatus != "Enabled" {
			s.CapabilityStatus, s.Enabled = "Suspended", 0
		}
		if s.Enabled += p.Buy + p.Renew; p.Buy+p.Renew > 0 {
			s.CapabilityStatus = "Enabled"
		}
		s.Warning, s.Suspended, s.LockedOut = 0, 0, 0
		all = append(all, s)
	}
	return all
}

// apply gives a person what a change says.
func apply(u *tenant.User, ch *Change) *tenant.User {
	one := &tenant.User{LicensesKnown: true, StatesKnown: true}
	gone := func(sku tenant.GUID) bool {
		return slices.ContainsFunc(ch.Free, func(f Freed) bool { return f.SKU == sku })
	}
	add := func(l tenant.License) {
		for _, t := range ch.TurnOn {
			if t.SKU == l.SKU {
				l.Disabled = nil
			}
		}
		one.Licenses = append(one.Licenses, l)
		one.States = append(one.States, tenant.LicenseState{SKU: l.SKU, State: "Active"})
	}
	for _, l := range u.Licenses {
		if !gone(l.SKU) {
			add(l)
		}
	}
	for _, g := range ch.Gain {
		if g.How != Renew && g.How != Keep {
			add(tenant.License{SKU: g.SKU})
		}
	}
	return one
}

// What is planned, carried out and judged again, leaves nobody without a license but those of whom it says so, and
// takes no seat twice.
func TestPlanCarriedOut(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 27))
	licensed := 0
	for i := range 3000 {
		ten, people := randomTenant(r)
		p := New(ten)
		today := license.NewTable(ten.SKUs, license.Options{OtherMDM: ten.OtherMDM})
		var in []*tenant.User
		for _, u := range people {
			if _, needed := p.Add(u, statusOf(today.Of(u))); needed {
				in = append(in, u)
			}
		}
		plan := p.Solve()
		skus := after(ten, plan)
		table := license.NewTable(skus, license.Options{OtherMDM: ten.OtherMDM})
		used := map[tenant.GUID]int{}
		for _, s := range skus {
			used[s.ID] = s.Consumed
		}
		left, took := 0, map[tenant.GUID]bool{}
		plan.Each(func(n, _ int, ch *Change) bool {
			if ch == nil {
				left++
				return true
			}
			one := apply(in[n], ch)
			if !table.Of(one).Qualified {
				t.Errorf("tenant %d, person %d: %q, and no license", i, n, words(plan))
			}
			licensed++
			for _, g := range ch.Gain {
				took[g.SKU] = true
				if g.How != Renew && g.How != Keep {
					used[g.SKU]++
				}
			}
			for _, f := range ch.Free {
				used[f.SKU]--
			}
			for _, a := range one.Licenses {
				for _, b := range one.Licenses {
					pa, pb := &p.products[p.place[a.SKU]], &p.products[p.place[b.SKU]]
					if took[a.SKU] && !in[n].Holds(a.SKU) && pa.conflicts(pb, b.Disabled) {
						t.Errorf("tenant %d, person %d gets %s beside %s", i, n, pa.part, pb.part)
					}
				}
			}
			return true
		})
		if left != plan.Left {
			t.Errorf("tenant %d: %d are left, and it says %d", i, left, plan.Left)
		}
		for _, s := range skus {
			if now := p.products[p.place[s.ID]]; !now.dead && now.gives && now.paid() && used[s.ID] > s.Enabled {
				t.Errorf("tenant %d: %d seats of %s are taken of %d: %q", i, used[s.ID], s.PartNumber, s.Enabled,
					words(plan))
			}
		}
	}
	if licensed < 1000 {
		t.Errorf("only %d people got a license: the tenants show little", licensed)
	}
}

// A tenant of 1,000,000 users is planned within two seconds and 30 MiB.
func BenchmarkPlan(b *testing.B) {
	parts := []string{"ENTERPRISEPACK", "SPE_E3", "SPE_E5", "SPE_F1", "DESKLESSPACK", "EMS", "INTUNE_A", "AAD_PREMIUM",
		"STANDARDPACK", "POWER_BI_STANDARD", "FLOW_FREE"}
	ten := &Tenant{Now: now, By: now.AddDate(0, 0, 30)}
	for i, part := range parts {
		ten.SKUs = append(ten.SKUs, sku(part, 60_000+i*5_000, 50_000))
	}
	r := rand.New(rand.NewPCG(1, 2))
	var kinds []*tenant.User
	for range 400 {
		var has []string
		for _, part := range parts {
			if r.IntN(4) == 0 {
				if part == "SPE_E3" && r.IntN(2) == 0 {
					part += " -INTUNE_A"
				}
				if r.IntN(9) == 0 {
					part = "!" + part + " CountViolation"
				}
				has = append(has, part)
			}
		}
		kinds = append(kinds, person(has...))
	}
	today := license.NewTable(ten.SKUs, license.Options{})
	status := make([]rules.LicenseStatus, len(kinds))
	for i, u := range kinds {
		status[i] = statusOf(today.Of(u))
	}
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		p := New(ten)
		for i := range 1_000_000 {
			p.Add(kinds[i%len(kinds)], status[i%len(kinds)])
		}
		added := time.Since(start)
		plan := p.Solve()
		if !plan.Proven {
			b.Error("not proven")
		}
		b.ReportMetric(float64(added.Milliseconds()), "ms-add")
		b.ReportMetric(float64(len(p.people)), "people")
		b.ReportMetric(float64(len(p.classes)), "classes")
	}
}

// What is renewed or bought again is so for everybody who uses it, in scope or not, and a person depends on what nothing
// else stands in for.
func TestRenewedForEverybody(t *testing.T) {
	suspended := sku("SPE_E3", 0, 7)
	suspended.CapabilityStatus, suspended.Suspended = "Suspended", 5
	people := []*tenant.User{person("SPE_E3"), person("SPE_E3"), person("SPE_E3", "EMS"), person("INTUNE_A", "AAD_PREMIUM")}
	ten := &Tenant{SKUs: []tenant.SKU{suspended, sku("EMS", 1, 1), sku("INTUNE_A", 1, 1), sku("AAD_PREMIUM", 1, 1)},
		Now: now, By: now.AddDate(0, 0, 30)}
	for _, p := range planOf(ten, people).Products {
		if p.PartNumber == "SPE_E3" && (p.Renew != 5 || p.Buy != 2 || p.Others != 5) {
			t.Errorf("%+v", p)
		}
	}
	p := New(ten)
	for i, want := range [][]string{{"SPE_E3"}, {"SPE_E3"}, nil, {"INTUNE_A", "AAD_PREMIUM"}} {
		var on []string
		for _, id := range p.Depends(people[i]) {
			part, _ := license.Named(id)
			on = append(on, part)
		}
		if !slices.Equal(on, want) {
			t.Errorf("person %d depends on %q, want %q", i, on, want)
		}
	}
}

// Nobody loses what they have for something cheaper that only licenses them.
func TestNobodyLosesTheirProduct(t *testing.T) {
	suspended := func(part string) tenant.SKU {
		s := sku(part, 0, 1)
		s.CapabilityStatus, s.Suspended = "Suspended", 1
		return s
	}
	price := map[tenant.GUID]int64{}
	for part, year := range map[string]int64{"SPE_E3": 432, "EMS": 102, "INTUNE_A": 90, "SPE_E5": 700} {
		price[license.Lookup(part)[0].SKU] = year * 10_000
	}
	for _, c := range []struct {
		name   string
		skus   []tenant.SKU
		person *tenant.User
		want   []string
	}{
		{"the suite is renewed, not a part bought", []tenant.SKU{suspended("SPE_E3"), sku("EMS", 0, 0)}, person("SPE_E3"),
			[]string{"x: renew SPE_E3"}},
		{"what is in the suite needs no renewal", []tenant.SKU{suspended("SPE_E3"), suspended("INTUNE_A")},
			person("SPE_E3", "INTUNE_A"), []string{"x: renew SPE_E3"}},
		{"two that do not stand for each other are both renewed", []tenant.SKU{suspended("SPE_E3"), suspended("AAD_PREMIUM_P2")},
			person("SPE_E3", "AAD_PREMIUM_P2"), []string{"x: renew SPE_E3 renew AAD_PREMIUM_P2"}},
		{"or a free seat of what has all of it is assigned", []tenant.SKU{suspended("SPE_E3"), sku("SPE_E5", 1, 0)},
			person("SPE_E3"), []string{"x: swap SPE_E5 frees SPE_E3"}},
	} {
		plan := planOf(&Tenant{SKUs: c.skus, Prices: price, Now: now, By: now.AddDate(0, 0, 30)}, []*tenant.User{c.person})
		if got := words(plan); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
