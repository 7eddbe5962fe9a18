package excuse

import (
	"encoding/binary"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// names are texts by numbers.
type names struct {
	all   []string
	place map[string]int
}

func (n *names) of(name string) int {
	i, known := n.place[name]
	if !known {
		if n.place == nil {
			n.place = map[string]int{}
		}
		i, name = len(n.all), strings.Clone(name)
		n.all, n.place[name] = append(n.all, name), i
	}
	return i
}

// class is what people, or devices, have in common as far as it matters here.
type class struct {
	blocked  []ref // causes
	met      []int // causes, those that block included
	entries  []int // exceptions that are about them, whatever they excuse
	findings []found
}

// ref is a cause, and whether the baseline knows that it blocks the person.
type ref struct {
	cause int
	known bool
}

// found is one of the findings.
type found struct {
	rule    int
	outcome rules.Outcome // Fail, Warn or NotEvaluated
	lesser  bool          // it weighs less than the rule
	known   bool          // the baseline has it
}

func (c *class) reset() {
	c.blocked, c.met, c.entries, c.findings = c.blocked[:0], c.met[:0], c.entries[:0], c.findings[:0]
}

// append writes a class, so that equal ones are one key of a map.
func (c *class) append(b []byte) []byte {
	number := func(n int) { b = binary.AppendUvarint(b, uint64(n)) }
	number(len(c.blocked))
	for _, r := range c.blocked {
		number(r.cause<<1 | bit(r.known))
	}
	for _, list := range [][]int{c.met, c.entries} {
		number(len(list))
		for _, i := range list {
			number(i)
		}
	}
	for _, f := range c.findings {
		number(f.rule)
		number(int(f.outcome)<<2 | bit(f.lesser)<<1 | bit(f.known))
	}
	return b
}

// parse reads what append wrote.
func (c *class) parse(key string) {
	c.reset()
	b := []byte(key)
	number := func() int {
		n, size := binary.Uvarint(b)
		b = b[size:]
		return int(n)
	}
	for range number() {
		n := number()
		c.blocked = append(c.blocked, ref{n >> 1, n&1 == 1})
	}
	for range number() {
		c.met = append(c.met, number())
	}
	for range number() {
		c.entries = append(c.entries, number())
	}
	for len(b) > 0 {
		f := found{rule: number()}
		n := number()
		f.outcome, f.lesser, f.known = rules.Outcome(n>>2), n>>1&1 == 1, n&1 == 1
		c.findings = append(c.findings, f)
	}
}

func bit(set bool) int {
	if set {
		return 1
	}
	return 0
}

// thing is a failure or a warning about the tenant or something of it.
type thing struct {
	found
	subject rules.Subject
	entries []int

	causes     []int // that it is of
	by, lapsed hider // the exception for it, and one that is expired
}

func (x *Excuser) thing(f *record.Finding) {
	if gravity(f) < 0 {
		return
	}
	id := f.Identity(rules.Subject{})
	nth := x.nth[id]
	s := rules.Subject{Kind: strings.Clone(id.Kind), ID: strings.Clone(f.Subject.ID)}
	x.nth[record.Identity{Rule: strings.Clone(id.Rule), Kind: s.Kind, ID: strings.Clone(id.ID)}]++
	t := thing{found: x.finding(f, rules.Subject{}, nth), subject: s}
	t.entries = x.about(nil, s.Kind, s.ID, f.Subject.Name)
	if s.Kind == "user" {
		if id, err := tenant.ParseGUID(s.ID); err == nil {
			t.entries = x.inGroups(t.entries, id)
		}
	}
	x.things = append(x.things, t)
}
