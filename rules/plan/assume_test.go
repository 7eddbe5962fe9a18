package plan

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

func TestParseAssume(t *testing.T) {
	for text, want := range map[string]Instead{
		"SPE_E3 -> SPE_E5": {"SPE_E3", "SPE_E5"}, "SPE_E3→SPE_E5": {"SPE_E3", "SPE_E5"},
		" Microsoft 365 E3 ->Microsoft 365 E5 ": {"Microsoft 365 E3", "Microsoft 365 E5"},
		"->":                                    {}, "A->": {}, "-> B": {}, "A -> B -> C": {}, "A": {},
	} {
		got, err := ParseSwap(text)
		if (err == nil) != (want != Instead{}) || err == nil && got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
		if IsSwap(text) != (text != "A") {
			t.Errorf("%q is a swap: %v", text, IsSwap(text))
		}
	}
	for text, want := range map[string]Buy{
		"SPE_F1=50": {"SPE_F1", 50}, "Microsoft 365 F3 = 1": {"Microsoft 365 F3", 1}, "A=B=2": {"A=B", 2},
		"SPE_F1": {}, "=5": {}, "SPE_F1=": {}, "SPE_F1=0": {}, "SPE_F1=-1": {}, "SPE_F1=many": {}, "SPE_F1=100000000": {},
	} {
		got, err := ParseBuy(text)
		if (err == nil) != (want != Buy{}) || err == nil && got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
}

// A product is found by part number, name or id: the tenant's own first, another where it can be bought.
func TestAssumeFinds(t *testing.T) {
	own := sku("SPE_E3", 5, 1)
	renamed := sku("SPE_F1", 5, 1)
	renamed.PartNumber = "CONTOSO_F3"
	wide := sku("FLOW_FREE", 5, 0)
	wide.AppliesTo = "Company"
	ten := &Tenant{SKUs: []tenant.SKU{own, renamed, wide}, Now: now, By: now}
	for _, c := range []struct {
		swap    Instead
		problem string
		known   bool
	}{
		{Instead{"spe_e3", "SPE_E5"}, "", false},
		{Instead{"Microsoft 365 E3", own.ID.String()}, "are one product", false},
		{Instead{own.ID.String(), "Microsoft 365 E5"}, "", false},
		{Instead{"CONTOSO_F3", "SPE_E3"}, "", false},
		{Instead{"SPE_F1", "SPE_E3"}, "", false}, // by the id that the catalog has
		{Instead{"SPE_E33", "SPE_E5"}, `no product is called "SPE_E33"`, true},
		{Instead{"SPE_E3", "SPE_E55"}, `no product is called "SPE_E55"`, true},
		{Instead{"SPE_E5", "SPE_E3"}, "the tenant doesn't have SPE_E5", true},
		{Instead{"SPE_E3", "MCOPSTN5"}, `"MCOPSTN5" is 2 products: name one by its id, such as `, false},
		{Instead{"SPE_E3", "FLOW_FREE"}, "applies to the tenant", false},
		{Instead{"SPE_E3", "INTUNE_A_D"}, "is not for people", false},
		{Instead{"SPE_E3", "M365EDU_A5_NOPSTNCONF_FACULTY"}, "nobody has published which service plans", false},
	} {
		_, err := (&Assume{Swaps: []Instead{c.swap}}).On(ten)
		if (err == nil) != (c.problem == "") || err != nil && !strings.Contains(err.Error(), c.problem) {
			t.Errorf("%+v: %v, want %q", c.swap, err, c.problem)
			continue
		}
		if err != nil && (err.(*ProductError).Known != nil) != c.known {
			t.Errorf("%+v: products that may be meant are given: %v", c.swap, !c.known)
		}
	}
	if _, err := (&Assume{Swaps: []Instead{{"SPE_E3", "SPE_E5"}, {"Microsoft 365 E3", "EMS"}}}).On(ten); err == nil {
		t.Error("a product is swapped twice without a word")
	}
}

// What somebody has in place of a product is what they had of it: plans that are off, groups, and nothing that failed.
func TestAssumptionOf(t *testing.T) {
	ten := &Tenant{SKUs: []tenant.SKU{sku("SPE_E3", 5, 1), sku("ENTERPRISEPACK", 5, 1)}, Now: now, By: now}
	for _, c := range []struct{ has, then *tenant.User }{
		{person("SPE_E3"), person("SPE_E5")},
		{person("SPE_E3 -INTUNE_A"), person("SPE_E5 -INTUNE_A")},
		{person("SPE_E3 -INTUNE_A", "SPE_E5"), person("SPE_E5")},
		{person("SPE_E3 -INTUNE_A", "SPE_E5 -INTUNE_A -AAD_PREMIUM"), person("SPE_E5 -INTUNE_A")},
		{person("SPE_E3", "!SPE_E5 CountViolation"), person("SPE_E5")},
		{person("SPE_E3", "!EMS CountViolation"), person("SPE_E5", "!EMS CountViolation")},
		{person("ENTERPRISEPACK"), person("SPE_E3")}, // and not E5, which E3 becomes
		{person("ENTERPRISEPACK", "SPE_E3"), person("SPE_E3", "SPE_E5")},
		{person("EMS"), nil},
		{person("!SPE_E3 CountViolation"), nil},
	} {
		a, err := (&Assume{Swaps: []Instead{{"SPE_E3", "SPE_E5"}, {"ENTERPRISEPACK", "SPE_E3"}}}).On(ten)
		if err != nil {
			t.Fatal(err)
		}
		was, one := *c.has, *c.has
		changed := a.Of(&one)
		if !reflect.DeepEqual(was, *c.has) {
			t.Errorf("%+v was changed in place", was)
		}
		if c.then == nil {
			c.then = c.has
		}
		same := reflect.DeepEqual(one.Licenses, c.then.Licenses) && reflect.DeepEqual(one.States, c.then.States)
		if changed != (c.then != c.has) || !same {
			t.Errorf("%+v\nis %+v\nwant %+v", was, one, c.then)
		}
	}
	group := tenant.GUID{7}
	u := person("SPE_E3")
	u.States[0].Group = group
	a, _ := (&Assume{Swaps: []Instead{{"SPE_E3", "SPE_E5"}}}).On(ten)
	if a.Of(u); u.States[0].Group != group || u.States[0].SKU != u.Licenses[0].SKU {
		t.Errorf("%+v, assigned by a group", u)
	}
}

// In random tenants, seats follow people: who has the second product has a seat that is paid for and lasts, no more are
// bought than that takes, and nothing else is another. A plan for it is that of a tenant that is so.
func TestAssumptionInRandomTenants(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 28))
	paid := 0
	for i := range 2000 {
		ten, people := randomTenant(r)
		parts := []string{"SPE_E3", "SPE_E5", "EMS", "SPE_F1", "ENTERPRISEPACK"}
		ask := Assume{Swaps: []Instead{{ten.SKUs[0].PartNumber, parts[r.IntN(len(parts))]}}}
		if r.IntN(2) == 0 {
			ask.Buys = []Buy{{parts[r.IntN(len(parts))], 1 + r.IntN(3)}}
		}
		if ask.Swaps[0].From == ask.Swaps[0].To {
			continue
		}
		a, err := ask.On(ten)
		if err != nil {
			if ten.SKUs[0].PartNumber != ask.Swaps[0].From {
				t.Fatal(err)
			}
			continue // as a product for devices
		}
		from, to := ten.SKUs[0].ID, license.Lookup(ask.Swaps[0].To)[0].SKU
		moved, gained := 0, 0
		var then []*tenant.User
		for _, u := range people {
			a.Count(u, 1)
			one := *u
			if u.Holds(from) {
				moved++
				if !u.Holds(to) {
					gained++
				}
			}
			a.Of(&one)
			then = append(then, &one)
			if one.Holds(from) || u.Holds(from) && !one.Holds(to) {
				t.Errorf("tenant %d: somebody has %+v", i, one.Licenses)
			}
		}
		after := a.After()
		for _, s := range after.SKUs {
			was := tenant.SKU{}
			if k := ten.sku(s.ID); k >= 0 {
				was = ten.SKUs[k]
			}
			consumed := map[tenant.GUID]int{from: was.Consumed - moved, to: was.Consumed + gained}
			want, changed := consumed[s.ID]
			switch bought := a.Paid()[s.ID]; {
			case !changed && s.Consumed != was.Consumed, changed && s.Consumed != max(0, want):
				t.Errorf("tenant %d: %s has %d, had %d", i, s.PartNumber, s.Consumed, was.Consumed)
			case bought > 0:
				paid++
				one := newProduct(&s, after)
				if one.dead || s.ID == to && one.owned < s.Consumed {
					t.Errorf("tenant %d: %d seats of %s for %d people", i, one.owned, s.PartNumber, s.Consumed)
				}
				if s.ID == to && ask.Buys == nil && one.owned > s.Consumed {
					t.Errorf("tenant %d: %d seats of %s are bought beyond need", i, one.owned-s.Consumed, s.PartNumber)
				}
			case !reflect.DeepEqual(s.Plans, was.Plans) && was.PartNumber != "" || s.Enabled != was.Enabled:
				t.Errorf("tenant %d: %s is another", i, s.PartNumber)
			}
		}
		one, two := New(after), New(&Tenant{SKUs: after.SKUs, Subscriptions: after.Subscriptions, OtherMDM: ten.OtherMDM,
			Now: ten.Now, By: ten.By, Frontline: ten.Frontline, Prices: ten.Prices, Away: after.Away})
		judge := after.Judge()
		today := license.NewTable(after.SKUs, license.Options{OtherMDM: ten.OtherMDM})
		for _, u := range then {
			one.Add(u, judge(u))
			two.Add(u, statusOf(today.Of(u)))
		}
		if got, want := words(one.Solve()), words(two.Solve()); !slices.Equal(got, want) {
			t.Errorf("tenant %d: %q, want %q", i, got, want)
		}
	}
	if paid < 100 {
		t.Errorf("seats were bought %d times: the tenants show little", paid)
	}
}

// On a day nobody can use what has gone away by then; what is paid for is taken to renew.
func TestEnded(t *testing.T) {
	trial := func(s tenant.SKU, seats, days int) tenant.Subscription {
		return tenant.Subscription{SKU: s.ID, Status: "Enabled", IsTrial: true, TotalLicenses: seats,
			NextLifecycle: now.AddDate(0, 0, days)}
	}
	e3, e5, f3, ems := sku("SPE_E3", 10, 5), sku("SPE_E5", 25, 5), sku("SPE_F1", 10, 5), sku("EMS", 10, 5)
	f3.CapabilityStatus, f3.Warning, f3.Enabled = "Warning", 10, 0
	ten := &Tenant{SKUs: []tenant.SKU{e3, e5, f3, ems}, Now: now, By: now.AddDate(0, 0, 60),
		Subscriptions: []tenant.Subscription{trial(e5, 25, 30), trial(ems, 4, 30),
			{SKU: ems.ID, Status: "Enabled", TotalLicenses: 6, NextLifecycle: now.AddDate(0, 0, 30)},
			{SKU: f3.ID, Status: "Warning", TotalLicenses: 10, NextLifecycle: now.AddDate(0, 0, 90)}}}
	then, gone := ten.Ended()
	var said []string
	for _, g := range gone {
		said = append(said, g.SKU.PartNumber+": "+g.Why)
	}
	if want := []string{"SPE_E5: its trial ends on 2026-12-27",
		"SPE_F1: its subscription has lapsed and is in its grace period"}; !slices.Equal(said, want) {
		t.Errorf("%q", said)
	}
	var seats []int
	var status []string
	for _, s := range then.SKUs {
		seats, status = append(seats, s.Enabled+s.Warning), append(status, s.CapabilityStatus)
	}
	if !slices.Equal(seats, []int{10, 0, 0, 6}) ||
		!slices.Equal(status, []string{"Enabled", "Suspended", "Suspended", "Enabled"}) {
		t.Errorf("%v, %q", seats, status)
	}
	ten.By = now.AddDate(0, 0, 7)
	if then, gone = ten.Ended(); then.SKUs[1].Enabled != 25 || then.SKUs[3].Enabled != 10 || len(gone) != 1 {
		t.Errorf("a week on: %+v, %+v", then.SKUs, gone)
	}
}
