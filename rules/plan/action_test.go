package plan

import (
	"math/rand/v2"
	"slices"
	"testing"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// What actions do, in their order, is what the plan says: everybody has a license whom it gives one, no seat is taken
// that is not free at that moment, and what was off stays off and what was on stays on.
func TestActionsCarriedOut(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 4))
	var done struct{ join, add, swap, leave, reprocess, location, group, stays, first, kept int }
	for i := range 6000 {
		ten, people := randomTenant(r)
		for _, u := range people { // more plans are off than those that matter
			for k := range u.States {
				s := &u.States[k]
				at := slices.IndexFunc(ten.SKUs, func(o tenant.SKU) bool { return o.ID == s.SKU })
				if plans := ten.SKUs[at].Plans; r.IntN(3) == 0 {
					s.Disabled = append(slices.Clone(s.Disabled), plans[r.IntN(len(plans))].ID)
				}
			}
		}
		groups := grouped(r, ten, people)
		p := New(ten)
		today := license.NewTable(ten.SKUs, license.Options{OtherMDM: ten.OtherMDM})
		var in []*tenant.User
		for _, u := range people {
			if _, needed := p.Add(u, statusOf(today.Of(u))); needed {
				in = append(in, u)
			}
		}
		plan := p.Solve()
		actions := plan.Actions(groups)
		o := &office{p: p, free: map[tenant.GUID]int{}, groups: groups}
		for _, s := range plan.Products {
			o.free[s.SKU] = 1000 // of what there is no stock of
			if now := p.products[p.place[s.SKU]]; !now.dead && now.paid() {
				o.free[s.SKU] = max(s.Owned+s.Buy+s.Renew, s.Used) - s.Used
			}
		}
		short := func(s Seats) bool {
			now := p.products[p.place[s.SKU]]
			return !now.dead && now.paid() && s.Take > o.free[s.SKU]
		}
		if slices.ContainsFunc(actions.Seats, short) {
			stays := false
			eachIn(actions, func(_, _ int, _ *Change, act *Action) bool {
				stays = stays || len(act.Stays) > 0
				return true
			})
			if !stays {
				t.Errorf("tenant %d: more seats are to be taken than are free: %q", i, words(plan))
			}
			continue // nothing is begun before what stays was freed
		}
		for _, g := range actions.Groups {
			done.group++
			for _, u := range in {
				for k := range u.States {
					if s := &u.States[k]; s.Group == g.Group && s.SKU == g.SKU {
						u.States = slices.Clone(u.States)
						u.States[k].Disabled = g.Off
					}
				}
			}
		}
		table := license.NewTable(after(ten, plan), license.Options{OtherMDM: ten.OtherMDM})
		seen := 0
		eachIn(actions, func(n, _ int, ch *Change, act *Action) bool {
			seen++
			before := has(in[n])
			one := *in[n]
			o.carryOut(&one, act)
			now := has(&one)
			done.join, done.add, done.leave = done.join+len(act.Join), done.add+len(act.Add), done.leave+len(act.Leave)
			done.reprocess, done.location = done.reprocess+btoi(act.Reprocess), done.location+btoi(act.Location)
			done.stays, done.first = done.stays+len(act.Stays), done.first+btoi(act.LeaveFirst)
			done.swap += btoi(len(act.Add) > 0 && len(act.Remove) > 0)
			if len(act.Stays) > 0 {
				return true
			}
			if !table.Of(now).Qualified {
				o.wrong("person %d has no license after %+v", n, act)
			}
			for _, f := range ch.Free {
				if active(&one, f.SKU) {
					o.wrong("person %d still has %s after %+v", n, f.SKU, act)
				}
			}
			done.kept += o.compare(p, in[n], before, now, ch)
			return true
		})
		if seen != plan.People-plan.Left {
			o.wrong("%d people of %d", seen, plan.People-plan.Left)
		}
		for _, one := range o.errs {
			t.Errorf("tenant %d: %s: %q", i, one, words(plan))
		}
	}
	for name, n := range map[string]int{"join": done.join, "add": done.add, "swap": done.swap, "leave": done.leave,
		"reprocess": done.reprocess, "location": done.location, "group": done.group, "stays": done.stays,
		"leave first": done.first,
		"kept off":    done.kept} {
		if n < 15 {
			t.Errorf("%s: %d times: the tenants don't show it", name, n)
		}
	}
}

func btoi(b bool) int { return int(flag(b)) }

// compare holds the plans of what came in place of something against it; it counts those that stayed off.
func (o *office) compare(p *Planner, in, before, now *tenant.User, ch *Change) (kept int) {
	off := func(u *tenant.User, skus func(tenant.GUID) bool, plan tenant.GUID) (had, on bool) {
		for _, l := range u.Licenses {
			inside := slices.ContainsFunc(p.products[p.place[l.SKU]].sku.Plans, func(s tenant.Plan) bool {
				return s.ID == plan
			})
			if inside && skus(l.SKU) {
				had, on = true, on || !slices.Contains(l.Disabled, plan)
			}
		}
		return had, on
	}
	gained := func(sku tenant.GUID) bool {
		return slices.ContainsFunc(ch.Gain, func(g Gain) bool {
			return g.SKU == sku && g.How != Renew && g.How != Keep && g.Group.IsZero()
		})
	}
	for _, g := range ch.Gain {
		if !gained(g.SKU) {
			continue
		}
		for _, plan := range p.products[p.place[g.SKU]].sku.Plans {
			had, was := off(before, ch.ends, plan.ID)
			if g.How == Reprocess && slices.Contains(offIn(in, g.SKU, tenant.GUID{}), plan.ID) {
				had, was = true, false
			}
			_, is := off(now, gained, plan.ID)
			matters := license.Gives(plan.ID, g.SKU, license.EntraID) || license.Gives(plan.ID, g.SKU, license.Intune)
			switch {
			case had && was && !is:
				o.wrong("%s of %s is off and was on", plan.Name, g.SKU)
			case had && !was && is && !matters:
				o.wrong("%s of %s is on and was off", plan.Name, g.SKU)
			case had && !was && !is:
				kept++
			}
		}
	}
	return kept
}

// Whoever frees the seat that another takes comes first, in whatever order they were read.
func TestActionsInTurn(t *testing.T) {
	ten := &Tenant{SKUs: []tenant.SKU{sku("EMS", 1, 0), sku("AAD_PREMIUM", 1, 1), sku("INTUNE_A", 1, 1)}, Now: now,
		By: now.AddDate(0, 0, 30)}
	for _, people := range [][]*tenant.User{{person("AAD_PREMIUM"), person("INTUNE_A")},
		{person("INTUNE_A"), person("AAD_PREMIUM")}} {
		var hows []How
		eachIn(planOf(ten, people).Actions(nil), func(_, _ int, ch *Change, _ *Action) bool {
			hows = append(hows, ch.Gain[0].How)
			return true
		})
		if !slices.Equal(hows, []How{Swap, Assign}) {
			t.Errorf("%v", hows)
		}
	}
}
