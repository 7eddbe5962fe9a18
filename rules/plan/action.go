package plan

import (
	"prepaudit/rules/tenant"
)

// Action is what is done to one person, in this order.
type Action struct {
	Location   bool             // a usage location is set, where there is none
	LeaveFirst bool             // Leave comes here: what is freed excludes what comes
	Join       []tenant.GUID    // groups that assign a product; they are reprocessed at once
	Await      []tenant.GUID    // products that these must have assigned before anything is taken away
	Add        []tenant.License // assigned directly, in one request with Remove; what they have already is changed
	Remove     []tenant.GUID    // products that are assigned directly
	Leave      []tenant.GUID    // groups that assign what is freed and nothing else
	Reprocess  bool             // groups assign again what had failed
	// Stays are seats that the change would free and nobody can: nothing is done then.
	Stays []Freed
}

// None reports whether nothing is done to the person: seats are bought, or plans are turned on in a group.
func (a *Action) None() bool {
	return !a.Location && !a.Reprocess && len(a.Join)+len(a.Add)+len(a.Remove)+len(a.Leave)+len(a.Stays) == 0
}

// GroupAction turns plans on in a product of a group.
type GroupAction struct {
	TurnOn
	Off []tenant.GUID // the plans that are off from then on
}

// Seats are those of a product that actions take, less those that they free, and what is bought or renewed first.
type Seats struct {
	*Product
	Take int
}

// Actions carry a plan out.
type Actions struct {
	Groups []GroupAction // before those of people
	Seats  []Seats       // of products of which seats are taken, bought or renewed

	plan   *Plan
	groups []tenant.LicenseGroup
	of     map[*Change]*Action
	turn   map[*Change]int // changes of a lower turn free seats that others take
	turns  int
}

// Actions says how the plan is carried out in a tenant where these groups assign licenses.
func (plan *Plan) Actions(groups []tenant.LicenseGroup) *Actions {
	a := &Actions{plan: plan, groups: groups, of: map[*Change]*Action{}, turn: map[*Change]int{}}
	take := map[tenant.GUID]int{}
	frees := map[tenant.GUID][]tenant.GUID{} // products that are freed where one is taken
	for _, g := range plan.Groups {
		if g.Change == nil {
			continue
		}
		c := plan.planner.classes[g.Class]
		act := a.action(&c.user, g.Change)
		a.of[g.Change] = act
		for _, t := range g.Change.TurnOn {
			if !t.Group.IsZero() {
				a.turnOn(&c.user, t)
			}
		}
		if len(act.Stays) > 0 {
			continue
		}
		for _, one := range g.Change.Gain {
			if one.How == Renew || one.How == Keep {
				continue
			}
			take[one.SKU] += g.People
			for _, f := range g.Change.Free {
				frees[one.SKU] = append(frees[one.SKU], f.SKU)
			}
		}
		for _, f := range g.Change.Free {
			take[f.SKU] -= g.People
		}
	}
	for i := range plan.Products {
		p := &plan.Products[i]
		if n := max(0, take[p.SKU]); n+p.Buy+p.Renew > 0 {
			a.Seats = append(a.Seats, Seats{p, n})
		}
	}
	a.order(frees)
	return a
}

// Of is how a change comes about; of nil nothing does.
func (a *Actions) Of(ch *Change) *Action {
	if ch == nil {
		return &Action{}
	}
	return a.of[ch]
}

// order gives each change its turn: after all that free seats of what it takes.
func (a *Actions) order(frees map[tenant.GUID][]tenant.GUID) {
	turn := map[tenant.GUID]int{}
	var after func(sku tenant.GUID, n int)
	after = func(sku tenant.GUID, n int) { // it ends, since a product is freed only by one that has more
		if n <= turn[sku] || n > len(a.plan.Products) {
			return
		}
		turn[sku] = n
		for _, f := range frees[sku] {
			after(f, n+1)
		}
	}
	for sku := range frees {
		after(sku, 1)
	}
	for ch := range a.of {
		for _, g := range ch.Gain {
			a.turn[ch] = max(a.turn[ch], turn[g.SKU])
		}
		a.turns = max(a.turns, a.turn[ch])
	}
}

// Turns is how many turns there are, and Turn when that of a change comes: what frees seats comes before what takes
// them.
func (a *Actions) Turns() int          { return a.turns + 1 }
func (a *Actions) Turn(ch *Change) int { return a.turn[ch] }
