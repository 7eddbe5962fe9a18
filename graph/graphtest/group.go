package graphtest

import (
	"cmp"
	"slices"
	"strconv"
)

// groupPlan is a group as a scenario describes it.
type groupPlan struct {
	name    string
	of      []part   // whose direct members
	nested  []string // groups in it, by name
	license string   // the product it gives

	off        []string // plans that it leaves off
	processing string   // licenseProcessingState; "" is ProcessingComplete
	dynamic    bool     // a rule decides who is in it
}

// part is some of the people of a profile, in thousandths of it.
type part struct {
	label    string
	from, to int
}

// all is everybody of the profile with that label.
func all(label string) part { return part{label, 0, 1000} }

// span is a run of ranks.
type span struct{ from, to int }

// group is a group as generated.
type group struct {
	groupPlan
	id         string
	direct     []span // disjoint, in order
	transitive []span
	inner      []*group // direct
	innerAll   []*group
	plan       *preparation // puts its devices into the group
}

func (d *directory) group(name string) *group {
	i := slices.IndexFunc(d.groups, func(g *group) bool { return g.name == name })
	if i < 0 {
		panic("graphtest: no group " + strconv.Quote(name))
	}
	return d.groups[i]
}

func (d *directory) formGroups() {
	for i, p := range d.scenario.groups {
		d.groups = append(d.groups, &group{groupPlan: p, id: d.guid("group", i)})
	}
	for _, g := range d.groups {
		for _, of := range g.of {
			for _, p := range d.profiles {
				if p.label == of.label {
					g.direct = append(g.direct, span{p.from + p.count*of.from/1000, p.from + p.count*of.to/1000})
				}
			}
		}
		// Whoever has a license from a group is in it.
		for _, p := range d.profiles {
			if slices.ContainsFunc(p.holds, func(h held) bool { return h.group == g.name }) {
				g.direct = append(g.direct, span{p.from, p.from + p.count})
			}
		}
		g.direct = union(g.direct)
		for _, n := range g.nested {
			g.inner = append(g.inner, d.group(n))
		}
	}
	for _, g := range d.groups {
		g.gather(g)
		g.transitive = union(g.transitive)
	}
}

// gather adds what of holds to g; a group may be inside itself.
func (g *group) gather(of *group) {
	g.transitive = append(g.transitive, of.direct...)
	for _, in := range of.inner {
		if in != g && !slices.Contains(g.innerAll, in) {
			g.innerAll = append(g.innerAll, in)
			g.gather(in)
		}
	}
}

// union sorts spans and joins those that touch.
func union(s []span) []span {
	slices.SortFunc(s, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	var out []span
	for _, x := range s {
		switch last := len(out) - 1; {
		case x.from >= x.to:
		case last >= 0 && x.from <= out[last].to:
			out[last].to = max(out[last].to, x.to)
		default:
			out = append(out, x)
		}
	}
	return out
}

// size is the number of ranks in disjoint spans.
func size(s []span) int {
	n := 0
	for _, x := range s {
		n += x.to - x.from
	}
	return n
}

// nth gives the nth member of disjoint spans; n is below their size.
func nth(s []span, n int) int {
	for _, x := range s {
		if n < x.to-x.from {
			return x.from + n
		}
		n -= x.to - x.from
	}
	panic("graphtest: past the last member")
}
