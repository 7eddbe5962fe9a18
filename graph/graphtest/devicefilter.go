package graphtest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"
)

// deviceMatcher is a compiled $filter over devices; nil is everything.
type deviceMatcher func(*device) bool

// deviceParser reads comparisons joined by and, or and not.
type deviceParser struct {
	parser
	view *deviceView
}

// deviceFilter compiles the $filter of devices.
func (s *Server) deviceFilter(req *request, view *deviceView) (deviceMatcher, error) {
	filter, err := req.twist.filter(req.q)
	if filter == "" {
		return nil, err
	}
	p := &deviceParser{parser{d: s.dir, rest: filter}, view}
	m, err := p.or()
	if err == nil && strings.TrimSpace(p.rest) != "" {
		err = invalidFilter(p.rest)
	}
	if err == nil && p.advanced && !req.q.advanced() {
		err = refuseQuery("Operator is not supported because the required parameters might be missing. Try adding " +
			"$count=true query parameter and ConsistencyLevel:eventual header. Refer to " +
			"https://aka.ms/graph-docs/advanced-queries for more information")
	}
	return m, err
}

func (p *deviceParser) or() (deviceMatcher, error) {
	m, err := p.and()
	for err == nil && p.word("or") {
		a := m
		var b deviceMatcher
		b, err = p.and()
		m = func(v *device) bool { return a(v) || b(v) }
	}
	return m, err
}

func (p *deviceParser) and() (deviceMatcher, error) {
	m, err := p.term()
	for err == nil && p.word("and") {
		a := m
		var b deviceMatcher
		b, err = p.term()
		m = func(v *device) bool { return a(v) && b(v) }
	}
	return m, err
}

func (p *deviceParser) term() (deviceMatcher, error) {
	switch {
	case p.word("not"):
		p.advanced = true
		m, err := p.term()
		return func(v *device) bool { return !m(v) }, err
	case p.word("("):
		m, err := p.or()
		if err == nil && !p.word(")") {
			err = invalidFilter(p.rest)
		}
		return m, err
	case p.word("startswith("), p.word("startsWith("):
		property := p.name()
		if !p.word(",") {
			return nil, invalidFilter(p.rest)
		}
		m, err := p.compare(property, "startswith")
		if err == nil && !p.word(")") {
			err = invalidFilter(p.rest)
		}
		return m, err
	}
	property := p.name()
	if property == "" {
		return nil, invalidFilter(p.rest)
	}
	return p.compare(property, p.name())
}

// compare reads the value that a property is compared with. Versions compare as text, as in Graph.
func (p *deviceParser) compare(property, op string) (deviceMatcher, error) {
	if !slices.Contains(p.view.filters[property], op) {
		return nil, refuseQuery(fmt.Sprintf("Unsupported or invalid query filter clause specified for property '%s' "+
			"of resource '%s'.", property, p.view.entity))
	}
	if op == "ne" {
		p.advanced = true
	}
	want, err := p.value()
	if err != nil {
		return nil, err
	}
	if of := p.view.times[property]; of != nil {
		return p.compareTime(of, op, want)
	}
	field, d := p.view.fields[property], p.d
	holds := map[string]func([]byte) bool{
		"eq":         func(b []byte) bool { return string(b) == want },
		"ne":         func(b []byte) bool { return string(b) != want },
		"ge":         func(b []byte) bool { return string(b) >= want },
		"le":         func(b []byte) bool { return string(b) <= want },
		"gt":         func(b []byte) bool { return string(b) > want },
		"lt":         func(b []byte) bool { return string(b) < want },
		"startswith": func(b []byte) bool { return bytes.HasPrefix(b, []byte(want)) },
	}[op]
	var scratch []byte // kept: a count looks at every device
	return func(v *device) bool {
		scratch = field(d, scratch[:0], v)
		for i, c := range scratch {
			if 'A' <= c && c <= 'Z' {
				scratch[i] = c | 0x20
			}
		}
		return holds(bytes.Trim(scratch, `"`))
	}, nil
}

// compareTime compares a date, of whole seconds as it is written.
func (p *deviceParser) compareTime(of func(*directory, *device) time.Time, op, text string) (deviceMatcher, error) {
	want, err := time.Parse(time.RFC3339, strings.ToUpper(text))
	if err != nil {
		return nil, invalidFilter(text)
	}
	d := p.d
	holds := map[string]func(order int) bool{
		"ge": func(order int) bool { return order >= 0 }, "gt": func(order int) bool { return order > 0 },
		"le": func(order int) bool { return order <= 0 }, "lt": func(order int) bool { return order < 0 },
	}[op]
	return func(v *device) bool { return holds(of(d, v).Truncate(time.Second).Compare(want)) }, nil
}

// value reads a text, a date, true, false or null, in lower case.
func (p *deviceParser) value() (string, error) {
	s := strings.TrimLeft(p.rest, " ")
	if strings.HasPrefix(s, "'") {
		s, err := p.text()
		return strings.ToLower(s), err
	}
	end := strings.IndexAny(s, " )")
	if end < 0 {
		end = len(s)
	}
	if end == 0 {
		return "", invalidFilter(s)
	}
	p.rest = s[end:]
	return strings.ToLower(s[:end]), nil
}
