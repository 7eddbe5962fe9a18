package plan

import (
	"math/rand/v2"
	"testing"
)

// random is a program so small that every answer can be tried.
func random(r *rand.Rand) *program {
	p := &program{}
	for range 1 + r.IntN(3) {
		p.people = append(p.people, 1+r.IntN(4))
	}
	for range 1 + r.IntN(4) {
		s := stock{free: r.IntN(5) - 1, most: r.IntN(2) * r.IntN(9), cost: cost{seats: 1}}
		if s.free < 0 {
			s.most += 1 // as many can be bought as are lacking
		}
		if r.IntN(3) > 0 {
			s.cost[price] = float64(1 + r.IntN(5)*100_000)
		} else {
			s.cost[unpriced] = 1
		}
		p.stock = append(p.stock, s)
	}
	for k := range p.people {
		for i := range r.IntN(4) {
			o := option{class: k, cost: cost{changes: float64(1 + r.IntN(3)), rank: float64(i)}}
			for s := range p.stock {
				switch r.IntN(4) {
				case 0:
					o.takes = append(o.takes, s)
				case 1:
					o.frees = append(o.frees, s)
				}
			}
			p.options = append(p.options, o)
		}
	}
	return p
}

// best tries every answer.
func (p *program) best() cost {
	best := cost{overdrawn: 1e9}
	counts := make([]int, len(p.options))
	left := append([]int(nil), p.people...)
	var try func(j int)
	try = func(j int) {
		if j == len(counts) {
			if a := p.check(counts); a.cost.compare(best) < 0 {
				best = a.cost
			}
			return
		}
		k := p.options[j].class
		for n := left[k]; n >= 0; n-- {
			counts[j] = n
			left[k] -= n
			try(j + 1)
			left[k] += n
		}
	}
	try(0)
	return best
}

// On thousands of small programs the solver finds what trying everything finds.
func TestBestOfAll(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 2026))
	split := 0
	for i := range 10000 {
		p := random(r)
		got, want := p.solve(), p.best()
		if !got.proven || got.cost != want {
			t.Fatalf("program %d: %+v\ncosts %v (proven %v), and %v is possible", i, *p, got.cost, got.proven, want)
		}
		all := bounds{make([]int, len(p.options)), make([]int, len(p.options))}
		for j := range all.most {
			all.most[j] = -1
		}
		x, _ := p.relax(all)
		for _, v := range x {
			if v != float64(int(v)) {
				split++
				break
			}
		}
	}
	if split == 0 {
		t.Error("no program needed a branch: the test proves nothing of branching")
	}
	t.Logf("%d programs needed branches", split)
}
