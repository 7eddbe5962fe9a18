package plan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// randomTenant is a small tenant, and people of it.
func randomTenant(r *rand.Rand) (*Tenant, []*tenant.User) {
	t := &Tenant{Now: now, By: now.AddDate(0, 0, 30), Frontline: r.IntN(8) == 0, OtherMDM: r.IntN(8) == 0}
	parts := []string{"ENTERPRISEPACK", "SPE_E3", "SPE_E5", "SPE_F1", "EMS", "INTUNE_A", "AAD_PREMIUM", "SPB",
		"DESKLESSPACK", "M365EDU_A3_FACULTY", "INTUNE_A_D", "STANDARDPACK"}
	r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	parts = parts[:2+r.IntN(4)]
	for _, part := range parts {
		t.SKUs = append(t.SKUs, sku(part, 0, 0))
	}
	var people []*tenant.User
	for range 1 + r.IntN(3) {
		var has []string
		for i := range t.SKUs {
			s := &t.SKUs[i]
			switch r.IntN(6) {
			case 0, 1:
				s.Consumed++
				one := s.PartNumber
				for _, off := range []string{"INTUNE_A", "AAD_PREMIUM"} {
					if slices.ContainsFunc(s.Plans, func(p tenant.Plan) bool { return p.Name == off }) && r.IntN(3) == 0 {
						one += " -" + off
					}
				}
				has = append(has, one)
			case 2:
				errors := []string{"CountViolation", "MutuallyExclusiveViolation", "DependencyViolation"}
				has = append(has, "!"+s.PartNumber+" "+errors[r.IntN(3)])
			}
		}
		people = append(people, person(has...))
		if r.IntN(5) == 0 {
			people[len(people)-1].UsageLocation = ""
		}
	}
	for i := range t.SKUs {
		s := &t.SKUs[i]
		s.Enabled = max(0, s.Consumed+r.IntN(4)-1)
		switch r.IntN(8) {
		case 0:
			s.CapabilityStatus, s.Suspended, s.Enabled = "Suspended", s.Enabled, 0
			if r.IntN(4) == 0 {
				s.CapabilityStatus, s.LockedOut, s.Suspended = "LockedOut", s.Suspended, 0
			}
		case 1:
			s.CapabilityStatus, s.Warning, s.Enabled = "Warning", s.Enabled, 0
		case 2:
			end := now.AddDate(0, 0, r.IntN(80)-20)
			t.Subscriptions = append(t.Subscriptions, tenant.Subscription{SKU: s.ID, Status: "Enabled", IsTrial: true,
				TotalLicenses: s.Enabled, NextLifecycle: end})
		}
	}
	if r.IntN(2) == 0 {
		t.Prices = map[tenant.GUID]int64{}
		for i := range t.SKUs {
			if r.IntN(4) > 0 {
				t.Prices[t.SKUs[i].ID] = int64(1+r.IntN(50)) * 120_000
			}
		}
	}
	return t, people
}

// way is one way to license a person, as trying everything finds it.
type way struct {
	takes, frees []int
	cost         cost
}

// ways are all ways to license a person: whatever is removed, added, renewed and turned on, and judged anew.
func ways(p *Planner, t *Tenant, u *tenant.User) map[string]way {
	all := map[string]way{}
	kind, frontline := p.kinds(u)
	n := len(p.products)
	var adds [][]int
	adds = append(adds, nil)
	for i := range n {
		adds = append(adds, []int{i})
		for j := range i {
			adds = append(adds, []int{j, i})
		}
	}
	for _, add := range adds {
	removals:
		for removed := range 1 << len(u.Licenses) {
			w := way{}
			one := tenant.User{LicensesKnown: true, StatesKnown: true, States: u.States}
			kept := []int{}
			for _, a := range add {
				o := &p.products[a]
				word, has := errorOf(u, o.id), u.Holds(o.id) && errorOf(u, o.id) == ""
				switch {
				case has && o.dead && o.renewable > 0:
					w.takes, w.cost = append(w.takes, a+n), w.cost.plus(p.costOf(o))
					kept = append(kept, a)
				case has && o.dead && (o.trial || o.paid()):
					w.takes = append(w.takes, a)
					kept = append(kept, a)
				case has, o.dead, o.offer != rules.Paid, !o.suits(kind, frontline) && word != "CountViolation",
					word == "DependencyViolation":
					continue removals
				default:
					w.takes = append(w.takes, a)
					w.cost[changes]++
					if u.UsageLocation == "" {
						w.cost[changes]++
					}
					one.Licenses = append(one.Licenses, tenant.License{SKU: o.id})
					one.States = slices.DeleteFunc(slices.Clone(one.States), func(s tenant.LicenseState) bool {
						return s.SKU == o.id
					})
				}
			}
			if u.UsageLocation == "" && w.cost[changes] > 2 {
				w.cost[changes]-- // the location is set once
			}
			for i, l := range u.Licenses {
				at := p.place[l.SKU]
				o := &p.products[at]
				if slices.Contains(add, at) && !slices.Contains(kept, at) {
					continue
				}
				included := slices.ContainsFunc(one.Licenses, func(a tenant.License) bool {
					at := p.place[a.SKU]
					return slices.Contains(add, at) && !slices.Contains(kept, at) && p.table.Includes(a, l)
				})
				if removed>>i&1 == 1 {
					if slices.Contains(kept, at) || o.offer != rules.Paid || !included {
						continue removals
					}
					if o.credit {
						w.frees = append(w.frees, at)
					}
					continue
				}
				for _, a := range add {
					if !slices.Contains(kept, a) && (p.products[a].conflicts(o, l.Disabled) || p.learned[[2]int{a, at}]) {
						continue removals
					}
				}
				if !slices.Contains(kept, at) {
					stands := slices.ContainsFunc(add, func(a int) bool { // whatever of it is off
						return p.table.Includes(tenant.License{SKU: p.products[a].id}, l)
					})
					for _, other := range u.Licenses {
						stands = stands || other.SKU != l.SKU && !p.products[p.place[other.SKU]].dead && p.table.Includes(other, l)
					}
					if o.dead && o.listed && o.gives && o.offer == rules.Paid && !stands {
						w.cost[lost]++
					}
					if twin, dies := p.twins[l.SKU]; dies {
						l.SKU = twin
					}
				}
				one.Licenses = append(one.Licenses, l)
			}
			for _, a := range add {
				if errorOf(u, p.products[a].id) != "MutuallyExclusiveViolation" {
					continue
				}
				swapped := false // it takes the place of something itself
				for i, l := range u.Licenses {
					swapped = swapped || removed>>i&1 == 1 && p.table.Includes(tenant.License{SKU: p.products[a].id}, l)
				}
				if !swapped {
					continue removals
				}
			}
			for on := range 1 << len(one.Licenses) {
				w, two := w, one
				two.Licenses = slices.Clone(one.Licenses)
				for i := range two.Licenses {
					if on>>i&1 == 1 {
						if len(two.Licenses[i].Disabled) == 0 {
							w.cost[changes] += 100
						}
						two.Licenses[i].Disabled = nil
						w.cost[changes]++
					}
				}
				if p.table.Of(&two).Qualified {
					all[fmt.Sprint(w)] = w
				}
			}
		}
	}
	return all
}

// cheapest tries every combination of ways.
func cheapest(p *Planner, people []map[string]way) cost {
	best := cost{overdrawn: 1e9}
	use := make([]int, 2*len(p.products))
	var next func(i int, c cost)
	next = func(i int, c cost) {
		if i == len(people) {
			for s, n := range use {
				if s >= len(p.products) {
					if n > p.products[s-len(p.products)].renewable {
						return
					}
					continue
				}
				o := &p.products[s]
				if lacking := n - o.free; lacking > 0 {
					if lacking > o.most || !o.paid() && !o.trial {
						return
					}
					c = c.plus(p.costOf(o).times(float64(lacking)))
				}
			}
			if c.compare(best) < 0 {
				best = c
			}
			return
		}
		for _, w := range people[i] {
			for _, s := range w.takes {
				use[s]++
			}
			for _, s := range w.frees {
				use[s]--
			}
			next(i+1, c.plus(w.cost))
			for _, s := range w.takes {
				use[s]--
			}
			for _, s := range w.frees {
				use[s]++
			}
		}
		c[unplanned]++
		next(i+1, c)
	}
	next(0, cost{})
	return best
}

// On thousands of random small tenants the plan costs what the best of all ways costs.
func TestPlanIsTheCheapest(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 27))
	planned := map[How]int{}
	tenants := 600
	if testing.Short() {
		tenants = 300
	}
	for i := range tenants {
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
		var all []map[string]way
		product := 1
		for _, u := range in {
			all = append(all, ways(p, ten, u))
			product *= len(all[len(all)-1]) + 1
		}
		for _, g := range plan.Groups {
			if g.Change != nil {
				for _, one := range g.Change.Gain {
					planned[one.How]++
				}
			}
		}
		if product > 200_000 {
			continue
		}
		got, want := plan.cost, cheapest(p, all)
		got[rank] = 0
		if !plan.Proven || got != want {
			for _, o := range p.products {
				t.Logf("%s %v: free %d, renewable %d, dead %v, trial %v, price %d, credit %v", o.part, o.offer, o.free,
					o.renewable, o.dead, o.trial, ten.Prices[o.id], o.credit)
			}
			for _, u := range in {
				var has []string
				for _, l := range u.Licenses {
					has = append(has, fmt.Sprint(p.products[p.place[l.SKU]].part, len(l.Disabled)))
				}
				t.Log(has, u.States, u.UsageLocation)
			}
			t.Fatalf("tenant %d: %q\ncosts %v (proven %v), and %v is possible", i, words(plan), got, plan.Proven, want)
		}
	}
	for how := range Assign + 1 {
		if planned[how] < 10 {
			t.Errorf("way %d is planned %d times: the tenants don't show it", how, planned[how])
		}
	}
}
