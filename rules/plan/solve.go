package plan

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/rules/tenant"
)

// Plan is who gets what.
type Plan struct {
	Groups   []Group   // people who have the same and get the same
	Products []Product // of which seats are owned, used, taken or bought
	Proven   bool      // no plan is better
	People   int
	Left     int // of People: nothing is found that licenses them

	planner *Planner
	cost    cost
}

// Group is people who have the same and get the same.
type Group struct {
	Class   int
	Lapsing bool    // licensed until something goes away
	Change  *Change // nil where nothing is found
	People  int
	Stuck   []Stuck // what failed for them, and the change doesn't help
	Unsold  bool    // nothing is found, and no product is known that may be sold to them
}

// Product is what a plan makes of the seats of a product.
type Product struct {
	SKU        tenant.GUID
	PartNumber string
	Name       string
	Counts     bool   // the tenant has it for people, and it gives a part of the license that they need
	Paid       bool   // the tenant pays for seats of it, for people
	Ends       string // why it is not counted on
	Owned      int    // seats that are paid for and can be used
	Used       int    // seats that people have
	Needed     int    // seats that the plan hands out
	Freed      int
	Buy        int
	Renew      int
	Renewable  int // seats that can be renewed
	Others     int // people beyond the plan who use what is renewed or bought again, and are counted there
	Left       int // seats that nobody has afterwards; below zero where more are used than are owned
}

// Solve plans for everybody who was added.
func (p *Planner) Solve() *Plan {
	prog := &program{}
	for i := range p.products {
		o := &p.products[i]
		s := stock{free: o.free, most: o.most, cost: p.costOf(o)}
		s.cost[rank] = float64(1000 * len(o.sku.Plans)) // of products that cost the same, the smaller is bought
		if !o.paid() && !o.trial {
			s.most = 0
		}
		prog.stock = append(prog.stock, s)
	}
	for i := range p.products {
		prog.stock = append(prog.stock, stock{free: p.products[i].renewable})
	}
	same := map[string]int{} // classes with the same options are one
	rows := make([]int, len(p.classes))
	first := []int{} // the first option of each row of the program
	for i, c := range p.classes {
		c.options = p.optionsOf(c)
		var key strings.Builder
		for k := range c.options {
			fmt.Fprint(&key, c.options[k].takes, c.options[k].frees, c.options[k].cost, ";")
		}
		row, known := same[key.String()]
		if !known {
			row = len(prog.people)
			same[key.String()] = row
			prog.people = append(prog.people, 0)
			first = append(first, len(prog.options))
			for k := range c.options {
				o := &c.options[k]
				prog.options = append(prog.options, option{class: row, takes: o.takes, frees: o.frees, cost: o.cost})
			}
		}
		rows[i] = row
		prog.people[row] += c.people
	}
	a := prog.solve()
	plan := &Plan{Proven: a.proven, People: len(p.people), planner: p, cost: a.cost}
	counts := append([]int(nil), a.counts...)
	for i, c := range p.classes {
		left := c.people
		for k := range c.options {
			n := &counts[first[rows[i]]+k]
			take := min(left, *n)
			*n, left = *n-take, left-take
			c.share(k, take)
		}
		c.share(-1, left)
		plan.Left += left
		for _, s := range c.assigned {
			g := Group{Class: i, Lapsing: c.lapsing, People: s.people}
			if s.change >= 0 {
				g.Change = &c.options[s.change]
			}
			g.Stuck, g.Unsold = p.stuck(&c.user, g.Change), g.Change == nil && p.unsold(&c.user)
			plan.Groups = append(plan.Groups, g)
		}
	}
	plan.Products = p.account(a.bought)
	return plan
}

// Stuck are the assignments that failed for people who get a change, or none, and that it doesn't help.
func (plan *Plan) Stuck(u *tenant.User, ch *Change) []Stuck { return plan.planner.stuck(u, ch) }

// unsold reports whether nothing with Intune or Entra ID P1 is sold to people who have these.
func (p *Planner) unsold(u *tenant.User) bool {
	kind, frontline := p.kinds(u)
	return !slices.ContainsFunc(p.products, func(o product) bool {
		return o.gives && o.paid() && !o.dead && o.suits(kind, frontline)
	})
}

// share gives people of a class a change; -1 is none.
func (c *class) share(change, people int) {
	if people > 0 {
		c.assigned = append(c.assigned, share{change, people})
	}
}

// account says what becomes of the seats of each product.
func (p *Planner) account(bought []int) []Product {
	all := make([]Product, len(p.products))
	for i := range all {
		o := &p.products[i]
		all[i] = Product{SKU: o.id, PartNumber: o.part, Name: o.name, Counts: o.listed && o.gives, Ends: o.ends,
			Paid:  o.listed && o.paid() && o.sku.AppliesTo != "Company",
			Owned: o.owned, Used: o.sku.Consumed, Buy: bought[i], Renewable: o.renewable}
	}
	again := make([]int, len(all)) // people who keep what they have
	for _, c := range p.classes {
		for _, s := range c.assigned {
			if s.change < 0 {
				continue
			}
			ch := &c.options[s.change]
			for _, g := range ch.Gain {
				at := p.place[g.SKU]
				if g.How == Renew {
					all[at].Renew += s.people
				} else {
					all[at].Needed += s.people
				}
				if g.How == Renew || g.How == Keep {
					again[at] += s.people
				}
			}
			for _, f := range ch.Free {
				all[p.place[f.SKU]].Freed += s.people
			}
		}
	}
	for i := range all {
		one := &all[i]
		if o := &p.products[i]; !o.dead { // what has lapsed in part is renewed rather than bought anew
			n := min(one.Buy, o.renewable)
			one.Buy, one.Renew = one.Buy-n, one.Renew+n
		} else if again[i] > 0 {
			one.Others = max(0, one.Used-one.Freed-again[i])
			n := min(one.Others, o.renewable-one.Renew)
			one.Renew, one.Buy = one.Renew+n, one.Buy+min(one.Others-n, max(0, o.most-one.Buy))
		}
		// Of a product that nobody pays for, Owned says nothing of the seats that there are.
		if o := &p.products[i]; !o.dead && o.paid() {
			one.Left = one.Owned + one.Renew + one.Buy - one.Used - one.Needed + one.Freed
		}
	}
	return all
}

// Each yields the class and the change of each person in the order in which they were added; nil is none.
func (plan *Plan) Each(yield func(person, class int, ch *Change) bool) {
	next := plan.Changes()
	for n, i := range plan.planner.people {
		if !yield(n, int(i), next()) {
			return
		}
	}
}

// Changes gives the change of one person after the other, in the order in which they were added; nil is none.
func (plan *Plan) Changes() (next func() *Change) {
	p := plan.planner
	at, used := make([]int, len(p.classes)), make([]int, len(p.classes))
	n := 0
	return func() *Change {
		i := p.people[n]
		n++
		c := p.classes[i]
		for used[i] == c.assigned[at[i]].people {
			at[i], used[i] = at[i]+1, 0
		}
		used[i]++
		if k := c.assigned[at[i]].change; k >= 0 {
			return &c.options[k]
		}
		return nil
	}
}
