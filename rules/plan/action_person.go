package plan

import (
	"slices"

	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// action is how people who have the same come to a change.
func (a *Actions) action(u *tenant.User, ch *Change) *Action {
	act := &Action{Location: ch.Location}
	for _, f := range ch.Free {
		a.free(act, u, f.SKU, ch)
	}
	off := a.keptOff(u, ch)
	for _, g := range ch.Gain {
		if g.How == Renew || g.How == Keep {
			continue
		}
		one := tenant.License{SKU: g.SKU, Disabled: off[g.SKU]}
		excluded := func(sku tenant.GUID) bool { return a.excludes(g.SKU, sku, u) }
		group := a.into(g.SKU, u, ch, one.Disabled)
		if slices.ContainsFunc(act.Remove, excluded) {
			group = tenant.GUID{} // one request takes the one for the other
		}
		act.LeaveFirst = act.LeaveFirst || slices.ContainsFunc(u.States, func(s tenant.LicenseState) bool {
			return slices.Contains(act.Leave, s.Group) && excluded(s.SKU)
		})
		switch {
		case !g.Group.IsZero():
			act.Reprocess = true
		case g.How == Reprocess: // it is assigned already, and that failed
			for _, plan := range offIn(u, g.SKU, g.Group) {
				if !slices.Contains(one.Disabled, plan) {
					one.Disabled = append(one.Disabled, plan)
				}
			}
			act.Add = append(act.Add, one)
		case !group.IsZero():
			act.Join, act.Await = append(act.Join, group), append(act.Await, g.SKU)
		default:
			act.Add = append(act.Add, one)
		}
	}
	act.Reprocess = act.Reprocess || len(act.Leave) > 0 && !act.LeaveFirst
	if len(act.Remove)+len(act.Leave) == 0 || act.LeaveFirst {
		act.Await = nil
	}
	for _, t := range ch.TurnOn {
		if !t.Group.IsZero() {
			continue
		}
		i := slices.IndexFunc(act.Add, func(l tenant.License) bool { return l.SKU == t.SKU })
		if i < 0 {
			i, act.Add = len(act.Add), append(act.Add, tenant.License{SKU: t.SKU, Disabled: offIn(u, t.SKU, t.Group)})
		}
		act.Add[i].Disabled = t.without(act.Add[i].Disabled)
	}
	if len(act.Stays) > 0 {
		return &Action{Stays: act.Stays}
	}
	return act
}

// excludes reports whether a person who has one product can't have another.
func (a *Actions) excludes(sku, other tenant.GUID, u *tenant.User) bool {
	p := a.plan.planner
	i, j := p.place[sku], p.place[other]
	if p.learned[[2]int{i, j}] {
		return true
	}
	return slices.ContainsFunc(u.Licenses, func(l tenant.License) bool {
		return l.SKU == other && p.products[i].conflicts(&p.products[j], l.Disabled)
	})
}

// keptOff are the plans of products that come in place of others in which they were off.
func (a *Actions) keptOff(u *tenant.User, ch *Change) map[tenant.GUID][]tenant.GUID {
	all := map[tenant.GUID][]tenant.GUID{}
	for _, g := range ch.Gain {
		for _, plan := range a.product(g.SKU).sku.Plans {
			if license.Gives(plan.ID, g.SKU, license.EntraID) || license.Gives(plan.ID, g.SKU, license.Intune) {
				continue
			}
			if was, on := a.had(u, ch, plan.ID); was && !on {
				all[g.SKU] = append(all[g.SKU], plan.ID)
			}
		}
	}
	return all
}

// had reports whether a plan is one of the licenses that are freed, and whether it is on there.
func (a *Actions) had(u *tenant.User, ch *Change, plan tenant.GUID) (was, on bool) {
	for _, f := range ch.Free {
		if !slices.ContainsFunc(a.product(f.SKU).sku.Plans, func(p tenant.Plan) bool { return p.ID == plan }) {
			continue
		}
		for i := range u.Licenses {
			if l := &u.Licenses[i]; l.SKU == f.SKU {
				was, on = true, on || !slices.Contains(l.Disabled, plan)
			}
		}
	}
	return was, on
}

// into is the group that a person joins to come to a product: one that assigns it alone, with what they need, with what
// was off still off and what was on still on. Zero is none.
func (a *Actions) into(sku tenant.GUID, u *tenant.User, ch *Change, off []tenant.GUID) tenant.GUID {
	for i := range a.groups {
		g := &a.groups[i]
		if g.MembersBy != tenant.ByAssignment || len(g.Licenses) != 1 || g.Licenses[0].SKU != sku ||
			slices.ContainsFunc(u.States, func(s tenant.LicenseState) bool { return s.Group == g.ID }) {
			continue
		}
		unfit := func(plan tenant.GUID) bool {
			_, on := a.had(u, ch, plan)
			return on || license.Gives(plan, sku, license.EntraID) || license.Gives(plan, sku, license.Intune)
		}
		theirs := g.Licenses[0].Disabled
		if !slices.ContainsFunc(theirs, unfit) &&
			!slices.ContainsFunc(off, func(plan tenant.GUID) bool { return !slices.Contains(theirs, plan) }) {
			return g.ID
		}
	}
	return tenant.GUID{}
}

// free takes a product away on every way by which it comes.
func (a *Actions) free(act *Action, u *tenant.User, sku tenant.GUID, ch *Change) {
	ways := 0
	for i := range u.States {
		s := &u.States[i]
		if s.SKU != sku {
			continue
		}
		ways++
		if s.Group.IsZero() {
			act.Remove = append(act.Remove, sku)
			continue
		}
		known := slices.IndexFunc(a.groups, func(g tenant.LicenseGroup) bool { return g.ID == s.Group })
		if known < 0 || a.groups[known].MembersBy != tenant.ByAssignment ||
			slices.ContainsFunc(a.groups[known].Licenses, func(l tenant.License) bool { return !ch.ends(l.SKU) }) {
			act.Stays = append(act.Stays, Freed{sku, s.Group})
		} else if !slices.Contains(act.Leave, s.Group) {
			act.Leave = append(act.Leave, s.Group)
		}
	}
	if ways == 0 {
		act.Remove = append(act.Remove, sku)
	}
}

// turnOn turns plans on in a group, together with those that others of it need.
func (a *Actions) turnOn(u *tenant.User, t TurnOn) {
	i := slices.IndexFunc(a.Groups, func(g GroupAction) bool { return g.Group == t.Group && g.SKU == t.SKU })
	if i < 0 {
		i, a.Groups = len(a.Groups), append(a.Groups, GroupAction{t, offIn(u, t.SKU, t.Group)})
	}
	g := &a.Groups[i]
	g.Intune, g.Entra, g.Off = g.Intune || t.Intune, g.Entra || t.Entra, t.without(g.Off)
}

// without are plans less those that are turned on.
func (t *TurnOn) without(off []tenant.GUID) []tenant.GUID {
	return slices.DeleteFunc(slices.Clone(off), func(id tenant.GUID) bool {
		return t.Entra && license.Gives(id, t.SKU, license.EntraID) ||
			t.Intune && license.Gives(id, t.SKU, license.Intune)
	})
}

// ends reports whether a change frees a product.
func (ch *Change) ends(sku tenant.GUID) bool {
	return slices.ContainsFunc(ch.Free, func(f Freed) bool { return f.SKU == sku })
}

// offIn are the plans that are off where a product comes from a group, or directly; without a state those of the
// license.
func offIn(u *tenant.User, sku, group tenant.GUID) []tenant.GUID {
	for i := range u.States {
		if s := &u.States[i]; s.SKU == sku && s.Group == group {
			return s.Disabled
		}
	}
	for i := range u.Licenses {
		if l := &u.Licenses[i]; l.SKU == sku {
			return l.Disabled
		}
	}
	return nil
}

func (a *Actions) product(sku tenant.GUID) *product {
	return &a.plan.planner.products[a.plan.planner.place[sku]]
}
