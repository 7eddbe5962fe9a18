package graphtest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// matcher is a compiled $filter over users: runs of indexes, and what must still hold of each of them (nil: nothing).
type matcher struct {
	runs []span
	also func(*user) bool
}

// parser reads the part of OData's $filter grammar that Graph takes for users.
type parser struct {
	d        *directory
	rest     string
	advanced bool // uses an operator that needs ConsistencyLevel: eventual and $count=true
}

// maxOrs is Graph's limit on the children of an or.
const maxOrs = 15

func (d *directory) parseFilter(s string) (m matcher, advanced bool, err error) {
	p := &parser{d: d, rest: s}
	m, err = p.or()
	if err == nil && strings.TrimSpace(p.rest) != "" {
		err = invalidFilter(p.rest)
	}
	return m, p.advanced, err
}

func invalidFilter(at string) error {
	return refuse(400, "BadRequest",
		fmt.Sprintf("Invalid filter clause: syntax error at '%.40s'.", strings.TrimSpace(at)))
}

func unsupportedFilter(property string) error {
	return refuse(400, "Request_UnsupportedQuery", fmt.Sprintf(
		"Unsupported or invalid query filter clause specified for property '%s' of resource 'User'.", property))
}

func (p *parser) word(w string) bool {
	s := strings.TrimLeft(p.rest, " ")
	if !strings.HasPrefix(s, w) {
		return false
	}
	last := w[len(w)-1]
	if after := s[len(w):]; 'a' <= last && last <= 'z' && after != "" && isName(after[0]) {
		return false
	}
	p.rest = s[len(w):]
	return true
}

func isName(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

func (p *parser) or() (matcher, error) {
	m, err := p.and()
	for n := 1; err == nil && p.word("or"); n++ {
		if n == maxOrs {
			return m, refuse(400, "Request_UnsupportedQuery", fmt.Sprintf("Too many child clauses specified in "+
				"search filter expression containing 'OR' operators: %d. Max allowed: %d.", n+1, maxOrs))
		}
		var b matcher
		if b, err = p.and(); err == nil {
			m = either(m, b)
		}
	}
	return m, err
}

func (p *parser) and() (matcher, error) {
	m, err := p.term()
	for err == nil && p.word("and") {
		var b matcher
		if b, err = p.term(); err == nil {
			m = both(m, b)
		}
	}
	return m, err
}

func (p *parser) term() (matcher, error) {
	switch {
	case p.word("not"):
		p.advanced = true
		m, err := p.term()
		return p.d.not(m), err
	case p.word("("):
		m, err := p.or()
		if err == nil && !p.word(")") {
			err = invalidFilter(p.rest)
		}
		return m, err
	case p.word("startswith("), p.word("startsWith("):
		return p.function(strings.HasPrefix)
	case p.word("endswith("), p.word("endsWith("):
		p.advanced = true
		return p.function(strings.HasSuffix)
	}
	return p.comparison()
}

// function reads the arguments of startsWith and endsWith.
func (p *parser) function(holds func(s, affix string) bool) (matcher, error) {
	property := p.name()
	if !p.word(",") {
		return matcher{}, invalidFilter(p.rest)
	}
	value, err := p.text()
	if err != nil {
		return matcher{}, err
	}
	if !p.word(")") {
		return matcher{}, invalidFilter(p.rest)
	}
	value = strings.ToLower(value)
	if property == "userPrincipalName" && holds("ab", "a") {
		return matcher{runs: p.d.upnRuns(value)}, nil
	}
	own, ok := ownFields[property]
	if !ok || property == "id" || property == "createdDateTime" || property == "signInActivity" {
		return matcher{}, unsupportedFilter(property)
	}
	return p.d.where(func(u *user) bool {
		return holds(strings.ToLower(strings.Trim(string(own(p.d, nil, u)), `"`)), value)
	}), nil
}

func (p *parser) name() string {
	s := strings.TrimLeft(p.rest, " ")
	n := 0
	for n < len(s) && isName(s[n]) {
		n++
	}
	p.rest = s[n:]
	return s[:n]
}

// text reads a string in single quotes, where two of them stand for one.
func (p *parser) text() (string, error) {
	s := strings.TrimLeft(p.rest, " ")
	if s == "" || s[0] != '\'' {
		return "", invalidFilter(s)
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		if s[i] == '\'' {
			if i+1 == len(s) || s[i+1] != '\'' {
				p.rest = s[i+1:]
				return b.String(), nil
			}
			i++
		}
		b.WriteByte(s[i])
	}
	return "", invalidFilter(s)
}

// upnRuns gives the users whose userPrincipalName begins with prefix.
func (d *directory) upnRuns(prefix string) []span {
	var runs []span
	for i := range d.blocks {
		b := &d.blocks[i]
		switch {
		case strings.HasPrefix(b.prefix, prefix):
			runs = append(runs, span{b.first, b.first + b.n})
		case strings.HasPrefix(prefix, b.prefix):
			for j := b.first; j < b.first+b.n; j++ {
				u := d.user(j)
				if strings.HasPrefix(strings.ToLower(string(d.appendUPN(nil, &u))), prefix) {
					runs = append(runs, span{j, j + 1})
				}
			}
		}
	}
	return union(runs)
}

func (d *directory) everybody() []span { return union([]span{{0, d.users}}) }

func (d *directory) where(f func(*user) bool) matcher { return matcher{d.everybody(), f} }

// is reports whether a user meets m.
func (m *matcher) is(u *user) bool {
	i, found := slices.BinarySearchFunc(m.runs, u.index, func(s span, x int) int { return cmp.Compare(s.from, x) })
	if !found && (i == 0 || m.runs[i-1].to <= u.index) {
		return false
	}
	return m.also == nil || m.also(u)
}

func both(a, b matcher) matcher {
	m := matcher{also: a.also}
	for _, x := range a.runs {
		for _, y := range b.runs {
			if from, to := max(x.from, y.from), min(x.to, y.to); from < to {
				m.runs = append(m.runs, span{from, to})
			}
		}
	}
	if a.also == nil {
		m.also = b.also
	} else if b.also != nil {
		m.also = func(u *user) bool { return a.also(u) && b.also(u) }
	}
	return m
}

func either(a, b matcher) matcher {
	m := matcher{runs: union(append(slices.Clone(a.runs), b.runs...))}
	if a.also != nil || b.also != nil {
		m.also = func(u *user) bool { return a.is(u) || b.is(u) }
	}
	return m
}

func (d *directory) not(m matcher) matcher {
	if m.also != nil {
		return d.where(func(u *user) bool { return !m.is(u) })
	}
	var out []span
	from := 0
	for _, r := range m.runs {
		out = append(out, span{from, r.from})
		from = r.to
	}
	return matcher{runs: union(append(out, span{from, d.users}))}
}
