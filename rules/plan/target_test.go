package plan

import (
	"math/rand/v2"
	"slices"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// A change brings a product or turns a plan on, whatever people have, products that the tenant doesn't list among it; it
// frees what they have, once, and seats that are left are below zero only where more are used than are owned.
func TestEveryChangeHasATarget(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 28))
	changes := 0
	for i := range 3000 {
		ten, people := randomTenant(r)
		for _, u := range people {
			if part := []string{"EMS", "SPE_E5", "ENTERPRISEPACK", "AAD_PREMIUM_P2"}[r.IntN(4)]; r.IntN(2) == 0 {
				if id := license.Lookup(part)[0].SKU; !u.Holds(id) {
					u.Licenses = append(u.Licenses, tenant.License{SKU: id})
					u.States = append(u.States, tenant.LicenseState{SKU: id, State: "Active"})
				}
			}
		}
		plan := planOf(ten, people)
		for _, g := range plan.Groups {
			if g.Change == nil {
				continue
			}
			changes++
			had := &plan.planner.classes[g.Class].user
			if len(g.Change.Gain)+len(g.Change.TurnOn) == 0 {
				t.Errorf("tenant %d: a change of nothing, %+v, for %+v", i, g.Change, had)
			}
			for k, f := range g.Change.Free {
				if !had.Holds(f.SKU) || slices.Contains(g.Change.Free[:k], f) {
					t.Errorf("tenant %d: %+v is freed of %+v", i, f, had)
				}
			}
		}
		for k := range plan.Products {
			o := &plan.Products[k]
			if o.Left < 0 && (!o.Paid || o.Used+o.Needed-o.Freed <= o.Owned+o.Buy+o.Renew) {
				t.Errorf("tenant %d: %+v", i, o)
			}
		}
	}
	if changes < 1000 {
		t.Errorf("%d changes show little", changes)
	}
}

// Of a product for devices, a free one and a trial nobody counts the seats that are left, since nobody pays for them.
func TestLeftOfWhatNobodyPaysFor(t *testing.T) {
	trial := sku("SPE_E3", 10, 4)
	ten := &Tenant{Now: now, By: now.AddDate(0, 0, 30), SKUs: []tenant.SKU{sku("M365EDU_A1", 0, 124), trial,
		sku("STANDARDPACK", 5, 8)}, Subscriptions: []tenant.Subscription{{SKU: trial.ID, Status: "Enabled", IsTrial: true,
		TotalLicenses: 10, NextLifecycle: now.AddDate(1, 0, 0)}}}
	want := map[string]int{"STANDARDPACK": -3}
	for _, o := range planOf(ten, nil).Products {
		if o.Left != want[o.PartNumber] {
			t.Errorf("%s: %d are left, want %d", o.PartNumber, o.Left, want[o.PartNumber])
		}
	}
}

// Nobody is given what people are taken to have another product in place of, unless it is bought, or comes in place of a
// third.
func TestNobodyIsGivenWhatGoes(t *testing.T) {
	for _, c := range []struct {
		assume Assume
		away   []string
		want   []string
	}{
		{Assume{Swaps: []Instead{{"SPE_E3", "SPE_E5"}}}, []string{"SPE_E3"}, []string{"x: swap SPE_E5 frees ENTERPRISEPACK",
			"buy x SPE_E5"}},
		{Assume{Swaps: []Instead{{"SPE_E3", "SPE_E5"}}, Buys: []Buy{{"SPE_E3", 3}}}, nil,
			[]string{"x: swap SPE_E3 frees ENTERPRISEPACK"}},
		{Assume{Swaps: []Instead{{"SPE_E3", "SPE_E5"}, {"EMS", "SPE_E3"}}}, []string{"EMS"},
			[]string{"x: swap SPE_E3 frees ENTERPRISEPACK"}},
		{Assume{Buys: []Buy{{"SPE_E5", 1}}}, nil, []string{"x: swap SPE_E3 frees ENTERPRISEPACK"}},
	} {
		ten := &Tenant{SKUs: []tenant.SKU{sku("SPE_E3", 3, 1), sku("EMS", 1, 1), sku("ENTERPRISEPACK", 1, 1)}, Now: now, By: now,
			Prices: map[tenant.GUID]int64{id("SPE_E3"): 1, id("SPE_E5"): 2, id("EMS"): 3, id("INTUNE_A"): 9, id("AAD_PREMIUM"): 9}}
		a, err := c.assume.On(ten)
		if err != nil {
			t.Fatal(err)
		}
		a.Count(person("SPE_E3"), 1)
		then := a.After()
		var away []string
		for _, sku := range then.Away {
			part, _ := license.Named(sku)
			away = append(away, part)
		}
		got := words(planOf(then, []*tenant.User{person("ENTERPRISEPACK")}))
		if !slices.Equal(away, c.away) || !slices.Equal(got, c.want) {
			t.Errorf("%+v: without %q: %q, want %q", c.assume, away, got, c.want)
		}
	}
}

func id(part string) tenant.GUID { return license.Lookup(part)[0].SKU }
