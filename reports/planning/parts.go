package planning

import (
	"slices"

	"prepaudit/reports/record"
	"prepaudit/rules/plan"
	"prepaudit/rules/tenant"
)

// parts is record.PlanParts of the plan. It was solved once for all: nobody gets what somebody else needs.
func (m *Maker) parts(n int, of func(tenant.GUID) int, take func(int, *record.PlanUser) error) ([]record.LicensePlan,
	error) {
	type change struct {
		class int
		*plan.Change
	}
	place := map[change]int{} // in the groups of the plan
	for i := range m.plan.Groups {
		place[change{m.plan.Groups[i].Class, m.plan.Groups[i].Change}] = i
	}
	people := make([]map[int]int, n) // of each part, by the place of their group
	for i := range people {
		people[i] = map[int]int{}
	}
	err := m.eachChange(func(u *record.PlanUser, class int, ch *plan.Change) error {
		part := of(u.ID)
		people[part][place[change{class, ch}]]++
		return take(part, u)
	})
	if err != nil {
		return nil, err
	}
	whole := m.Plan().LicensePlan
	all := make([]record.LicensePlan, n)
	seats := make([]map[tenant.GUID]*record.PlanProduct, n)
	for i := range all {
		var groups []plan.Group
		for at, count := range people[i] {
			g := m.plan.Groups[at]
			g.People = count
			groups = append(groups, g)
		}
		all[i], seats[i] = m.part(whole, groups), seatsOf(groups)
	}
	last := &all[n-1]
	last.Steps = append(last.Steps, m.overused()...)
	for _, o := range whole.Products {
		for i, one := range divide(&o, seats) {
			all[i].Products = append(all[i].Products, one)
		}
	}
	return all, nil
}

// part is the plan of some of its people, without products.
func (m *Maker) part(p record.LicensePlan, groups []plan.Group) record.LicensePlan {
	p.People, p.Lapsing, p.Unsolved, p.Products = 0, 0, 0, nil
	for i := range groups {
		g := &groups[i]
		p.People += g.People
		if g.Lapsing {
			p.Lapsing += g.People
		}
		if g.Change == nil {
			p.Unsolved += g.People
		}
	}
	p.Steps = m.steps(groups)
	return p
}

// seatsOf are the seats that people get and free; Renew are those that they have already.
func seatsOf(groups []plan.Group) map[tenant.GUID]*record.PlanProduct {
	all := map[tenant.GUID]*record.PlanProduct{}
	of := func(id tenant.GUID) *record.PlanProduct {
		if all[id] == nil {
			all[id] = &record.PlanProduct{}
		}
		return all[id]
	}
	for i := range groups {
		ch := groups[i].Change
		if ch == nil {
			continue
		}
		for _, g := range ch.Gain {
			if g.How == plan.Renew {
				of(g.SKU).Renew += groups[i].People
			} else {
				of(g.SKU).Needed += groups[i].People
			}
		}
		for _, f := range ch.Free {
			of(f.SKU).Freed += groups[i].People
		}
	}
	return all
}

// divide gives each part its seats of a product. Those to buy, and to renew for people who have none, are in proportion
// to the seats that the people of a part need; what is for others is the last part's.
func divide(whole *record.PlanProduct, seats []map[tenant.GUID]*record.PlanProduct) []record.PlanProduct {
	parts := make([]record.PlanProduct, len(seats))
	needed := make([]int, len(seats))
	buy, renew := whole.Buy, whole.Renew
	for i := range parts {
		parts[i] = record.PlanProduct{SKU: whole.SKU, PartNumber: whole.PartNumber, Name: whole.Name, Ends: whole.Ends,
			Undated: whole.Undated}
		if has := seats[i][whole.SKU]; has != nil {
			parts[i].Needed, parts[i].Freed, parts[i].Renew = has.Needed, has.Freed, has.Renew
			needed[i], renew = has.Needed, renew-has.Renew
		}
	}
	othersRenew := min(whole.Others, renew)
	othersBuy := min(whole.Others-othersRenew, buy)
	renew, buy = renew-othersRenew, buy-othersBuy
	most := 0
	for _, n := range needed {
		most += n
	}
	// More than people need is for seats that are used beyond those owned.
	over := min(buy, max(0, buy+renew-most))
	buy, othersBuy = buy-over, othersBuy+over
	over = max(0, buy+renew-most)
	renew, othersRenew = renew-over, othersRenew+over

	get := shares(buy+renew, needed)
	for i, n := range shares(renew, get) {
		parts[i].Renew += n
		parts[i].Buy += get[i] - n
	}
	rest := &parts[len(parts)-1]
	rest.Buy, rest.Renew, rest.Others = rest.Buy+othersBuy, rest.Renew+othersRenew, whole.Others
	return parts
}

// shares divides a number in proportion to weights that add up to no less, by largest remainders: no share is above its
// weight.
func shares(n int, weights []int) []int {
	all, order := make([]int, len(weights)), make([]int, len(weights))
	sum := 0
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		return all
	}
	left := n
	for i, w := range weights {
		all[i], order[i] = n*w/sum, i
		left -= all[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return n*weights[b]%sum - n*weights[a]%sum })
	for _, i := range order[:left] {
		all[i]++
	}
	return all
}
