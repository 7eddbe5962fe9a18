package graphtest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
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
	if req.q.filter == "" {
		return nil, nil
	}
	if f := req.twist.refuseFilter; f != "" && strings.Contains(req.q.filter, f) {
		return nil, refuseQuery("Unsupported Query.")
	}
	p := &deviceParser{parser{d: s.dir, rest: req.q.filter}, view}
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
