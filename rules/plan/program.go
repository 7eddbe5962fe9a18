package plan

import "math"

// program is the integer program of a plan: each person of a class gets one of the options of the class, options take
// and free seats of products, and what is taken beyond the seats that there are is bought.
//
// An option that frees a seat of one product for another makes it more than a flow, so that it is solved as what it is:
// by branch and bound over linear programs (Land and Doig, 1960). Classes are few, and the linear programs of plans
// nearly always have whole solutions.
type program struct {
	people  []int // of each class
	options []option
	stock   []stock
}

// option is one way to license a person of a class.
type option struct {
	class int
	takes []int // places of stock
	frees []int
	cost  cost
}

// stock is seats of one product.
type stock struct {
	free int // below zero where seats are to be bought before anybody takes one
	// most is how many may be bought; 0 where it is not sold
	most int
	cost cost // of one that is bought
}

// enough bounds the linear programs that are solved. Where a plan needs more, the best so far is given as not proven.
const enough = 5000

// answer is how many people get each option, and what is bought.
type answer struct {
	counts []int
	bought []int
	proven bool // there is none better
	cost   cost
}

// bounds are what an option may be used for; -1 is without end.
type bounds struct{ least, most []int }

// solve finds the best answer.
func (p *program) solve() answer {
	b := bounds{make([]int, len(p.options)), make([]int, len(p.options))}
	for i := range b.most {
		b.most[i] = -1
	}
	best := p.check(make([]int, len(p.options)))
	best.proven = true
	open := []bounds{b}
	for n := 0; len(open) > 0; n++ {
		if n == enough {
			best.proven = false
			break
		}
		b := open[len(open)-1]
		open = open[:len(open)-1]
		x, bound := p.relax(b)
		if bound[overdrawn] > tiny || bound.compare(best.cost) >= 0 {
			continue
		}
		whole := make([]int, len(p.options))
		far := tiny * 10
		split, most := -1, far
		for j := range whole {
			whole[j] = int(math.Floor(x[j] + far))
			if d := math.Abs(x[j] - math.Round(x[j])); d > most {
				split, most = j, d
			}
		}
		if a := p.check(whole); a.cost[overdrawn] == 0 && a.cost.compare(best.cost) < 0 {
			a.proven = true
			best = a
		}
		if split < 0 {
			continue
		}
		down, up := b.clone(), b.clone()
		down.most[split], up.least[split] = whole[split], whole[split]+1
		if x[split]-math.Floor(x[split]) > 0.5 {
			open = append(open, down, up)
		} else {
			open = append(open, up, down)
		}
	}
	return best
}

func (b bounds) clone() bounds {
	return bounds{append([]int(nil), b.least...), append([]int(nil), b.most...)}
}

// check counts what whole numbers come to: who is left has no change, and what is lacking is bought.
func (p *program) check(counts []int) answer {
	a := answer{counts: counts, bought: make([]int, len(p.stock))}
	left := append([]int(nil), p.people...)
	use := make([]int, len(p.stock))
	for j, n := range counts {
		o := &p.options[j]
		left[o.class] -= n
		for _, s := range o.takes {
			use[s] += n
		}
		for _, s := range o.frees {
			use[s] -= n
		}
		a.cost = a.cost.plus(o.cost.times(float64(n)))
	}
	for s := range p.stock {
		lacking := max(0, use[s]-p.stock[s].free)
		a.bought[s] = min(lacking, p.stock[s].most)
		a.cost[overdrawn] += float64(lacking - a.bought[s])
		a.cost = a.cost.plus(p.stock[s].cost.times(float64(a.bought[s])))
	}
	for _, n := range left {
		if n < 0 {
			a.cost[overdrawn]++
		}
		a.cost[unplanned] += float64(n)
	}
	return a
}

// relax solves the linear program within bounds: options may be used for parts of people. What is beyond all bounds
// costs in overdrawn.
func (p *program) relax(b bounds) (x []float64, bound cost) {
	var columns []column
	for i := range p.options {
		o := &p.options[i]
		c := column{cost: o.cost, at: []entry{{o.class, 1}}}
		for _, s := range o.takes {
			c.at = append(c.at, entry{len(p.people) + s, 1})
		}
		for _, s := range o.frees {
			c.at = append(c.at, entry{len(p.people) + s, -1})
		}
		columns = append(columns, c)
	}
	right := make([]float64, len(p.people)+len(p.stock))
	for k, n := range p.people {
		right[k] = float64(n)
	}
	for s := range p.stock {
		right[len(p.people)+s] = float64(p.stock[s].free)
	}
	for i, least := range b.least {
		if least > 0 {
			for _, e := range columns[i].at {
				right[e.row] -= e.a * float64(least)
			}
			bound = bound.plus(columns[i].cost.times(float64(least)))
		}
	}
	var basis []int
	add := func(c cost, at ...entry) int {
		columns = append(columns, column{c, at})
		return len(columns) - 1
	}
	for k := range p.people {
		if right[k] < 0 {
			return nil, cost{overdrawn: 1}
		}
		basis = append(basis, add(cost{unplanned: 1}, entry{k, 1}))
	}
	// limit is a row for what a column may be at most; it is added behind the others.
	type limit struct{ column, most int }
	var limits []limit
	for s := range p.stock {
		row := len(p.people) + s
		if p.stock[s].most > 0 {
			if buy := add(p.stock[s].cost, entry{row, -1}); p.stock[s].most < maxSeats {
				limits = append(limits, limit{buy, p.stock[s].most})
			}
		}
		spare := add(cost{}, entry{row, 1})
		if right[row] >= 0 {
			basis = append(basis, spare)
			continue
		}
		basis = append(basis, add(cost{overdrawn: 1}, entry{row, -1}))
		right[row] = -right[row]
		for j := range columns {
			for e := range columns[j].at {
				if at := &columns[j].at[e]; at.row == row {
					at.a = -at.a
				}
			}
		}
	}
	for i, most := range b.most {
		if most >= 0 {
			limits = append(limits, limit{i, most - b.least[i]})
		}
	}
	for _, l := range limits {
		columns[l.column].at = append(columns[l.column].at, entry{len(right), 1})
		basis = append(basis, add(cost{}, entry{len(right), 1}))
		right = append(right, float64(l.most))
	}
	t := newTableau(columns, right, basis)
	t.minimize()
	x = t.solution()
	for j := range columns {
		bound = bound.plus(columns[j].cost.times(x[j]))
	}
	for i := range p.options {
		x[i] += float64(b.least[i])
	}
	return x[:len(p.options)], bound
}
