package plan

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"prepaudit/rules/tenant"
)

// office is a tenant in which actions are carried out: seats, groups and people, as Microsoft Entra keeps them.
type office struct {
	p      *Planner
	free   map[tenant.GUID]int
	groups []tenant.LicenseGroup
	errs   []string
}

func (o *office) wrong(format string, args ...any) {
	o.errs = append(o.errs, fmt.Sprintf(format, args...))
}

func (o *office) group(id tenant.GUID) *tenant.LicenseGroup {
	return &o.groups[slices.IndexFunc(o.groups, func(g tenant.LicenseGroup) bool { return g.ID == id })]
}

func active(u *tenant.User, sku tenant.GUID) bool {
	return slices.ContainsFunc(u.States, func(s tenant.LicenseState) bool { return s.SKU == sku && s.Active() })
}

// assign gives a product by one way, which takes a seat where no other way has one. It does not do so beside a product
// that excludes it: a group notes that, and a request fails.
func (o *office) assign(u *tenant.User, l tenant.License, group tenant.GUID) {
	state := tenant.LicenseState{SKU: l.SKU, Group: group, State: "Active", Disabled: l.Disabled}
	mine := o.p.place[l.SKU]
	for _, other := range has(u).Licenses {
		at := o.p.place[other.SKU]
		if !active(u, l.SKU) && (o.p.learned[[2]int{mine, at}] ||
			o.p.products[mine].conflicts(&o.p.products[at], other.Disabled)) {
			state.State, state.Error = "Error", "MutuallyExclusiveViolation"
		}
	}
	if state.Error != "" && group.IsZero() {
		o.wrong("%s excludes what the person has", l.SKU)
	}
	if state.Error == "" && !active(u, l.SKU) {
		if o.free[l.SKU]--; o.free[l.SKU] < 0 {
			o.wrong("no seat is free of %s", l.SKU)
		}
	}
	o.drop(u, l.SKU, group)
	u.States = append(u.States, state)
}

// drop forgets a way, without a word of seats.
func (o *office) drop(u *tenant.User, sku, group tenant.GUID) (found bool) {
	before := len(u.States)
	u.States = slices.DeleteFunc(u.States, func(s tenant.LicenseState) bool { return s.SKU == sku && s.Group == group })
	return len(u.States) < before
}

// remove takes a product away by one way, and frees the seat if it was the last.
func (o *office) remove(u *tenant.User, sku, group tenant.GUID) {
	had := active(u, sku)
	if !o.drop(u, sku, group) {
		o.wrong("%s is not assigned by %s", sku, group)
	}
	if had && !active(u, sku) {
		o.free[sku]++
	}
}

// carryOut does what is to be done to one person.
func (o *office) carryOut(u *tenant.User, act *Action) {
	u.States = slices.Clone(u.States)
	if act.Location {
		u.UsageLocation = "DE"
	}
	if act.LeaveFirst {
		o.leave(u, act)
	}
	for _, id := range act.Join {
		g := o.group(id)
		if g.MembersBy != tenant.ByAssignment {
			o.wrong("nobody can be put into %s", id)
		}
		for _, l := range g.Licenses {
			o.assign(u, l, id)
		}
	}
	if len(act.Join) > 0 || act.LeaveFirst {
		o.reprocess(u)
	}
	for _, sku := range act.Await {
		if !active(u, sku) {
			o.wrong("%s is waited for in vain", sku)
		}
	}
	for _, sku := range act.Remove { // together with what is added
		o.remove(u, sku, tenant.GUID{})
	}
	for _, l := range act.Add {
		o.assign(u, l, tenant.GUID{})
	}
	if !act.LeaveFirst {
		o.leave(u, act)
	}
	if act.Reprocess {
		o.reprocess(u)
	}
}

func (o *office) leave(u *tenant.User, act *Action) {
	for _, id := range act.Leave {
		g := o.group(id)
		if g.MembersBy != tenant.ByAssignment {
			o.wrong("nobody can be taken out of %s", id)
		}
		for _, l := range g.Licenses {
			o.remove(u, l.SKU, id)
		}
	}
}

func (o *office) reprocess(u *tenant.User) {
	for _, s := range slices.Clone(u.States) {
		if s.State == "Error" && !s.Group.IsZero() && s.Error != "DependencyViolation" && o.free[s.SKU] > 0 {
			o.assign(u, tenant.License{SKU: s.SKU, Disabled: s.Disabled}, s.Group)
		}
	}
}

// has is a person with what the ways come to: a plan is off where every way has it off.
func has(u *tenant.User) *tenant.User {
	one := &tenant.User{LicensesKnown: true, StatesKnown: true, States: u.States}
	for _, s := range u.States {
		i := slices.IndexFunc(one.Licenses, func(l tenant.License) bool { return l.SKU == s.SKU })
		switch {
		case !s.Active():
		case i < 0:
			one.Licenses = append(one.Licenses, tenant.License{SKU: s.SKU, Disabled: slices.Clone(s.Disabled)})
		default:
			one.Licenses[i].Disabled = slices.DeleteFunc(one.Licenses[i].Disabled, func(id tenant.GUID) bool {
				return !slices.Contains(s.Disabled, id)
			})
		}
	}
	return one
}

// grouped has some of what people have come by groups, of all kinds, and some by two ways; and groups for products that
// nobody is in.
func grouped(r *rand.Rand, t *Tenant, people []*tenant.User) (groups []tenant.LicenseGroup) {
	kinds := []tenant.MembersBy{tenant.ByAssignment, tenant.ByAssignment, tenant.ByAssignment, tenant.ByRule, ""}
	group := func(licenses ...tenant.License) tenant.GUID {
		id := tenant.GUID{0: byte(len(groups) + 1), 15: 7}
		groups = append(groups, tenant.LicenseGroup{Group: tenant.Group{ID: id}, MembersBy: kinds[r.IntN(len(kinds))],
			Licenses: licenses})
		return id
	}
	for _, u := range people {
		for i := range u.States {
			s := &u.States[i]
			switch r.IntN(4) {
			case 0:
				s.Group = group(tenant.License{SKU: s.SKU, Disabled: s.Disabled})
			case 1:
				if s.Active() && r.IntN(2) == 0 {
					u.States = append(u.States, tenant.LicenseState{SKU: s.SKU, State: "Active", Disabled: s.Disabled,
						Group: group(tenant.License{SKU: s.SKU, Disabled: s.Disabled})})
				}
			case 2:
				if other := &t.SKUs[r.IntN(len(t.SKUs))]; s.Active() && u.Holds(other.ID) && other.ID != s.SKU {
					l := tenant.License{SKU: other.ID}
					s.Group = group(tenant.License{SKU: s.SKU, Disabled: s.Disabled}, l)
					u.States = append(u.States, tenant.LicenseState{SKU: l.SKU, Group: s.Group, State: "Active"})
				}
			}
		}
		u.Licenses = has(u).Licenses
	}
	for i := range t.SKUs {
		if s := &t.SKUs[i]; r.IntN(3) == 0 {
			l := tenant.License{SKU: s.ID}
			if len(s.Plans) > 0 && r.IntN(2) == 0 {
				l.Disabled = []tenant.GUID{s.Plans[r.IntN(len(s.Plans))].ID}
			}
			group(l)
		}
	}
	return groups
}

// eachIn goes through people in their turns.
func eachIn(a *Actions, yield func(person, class int, ch *Change, act *Action) bool) {
	for turn := range a.Turns() {
		a.plan.Each(func(person, class int, ch *Change) bool {
			return ch == nil || a.Turn(ch) != turn || yield(person, class, ch, a.Of(ch))
		})
	}
}
