package odata

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

// shape is what a server sends of an object with certainty: every property that a struct has a field for, with a value,
// unless a tag says otherwise. `sent:"null"` is one that may be null, and a text that may be empty; `sent:"maybe"` is one
// that may be absent besides. Of sparse answers all may be, but for those that are tagged "always".
type shape struct{ fields []property }

type property struct {
	name         string
	absent, null bool // allowed
	always       bool // in sparse answers too
	text         bool // "" is as good as null
	inner        *shape
}

var (
	shapes   = map[reflect.Type]*shape{}
	shapesMu sync.Mutex
	reads    = reflect.TypeFor[json.Unmarshaler]()
)

func shapeOf(t reflect.Type) *shape {
	shapesMu.Lock()
	defer shapesMu.Unlock()
	return build(t)
}

// build makes the shape of a struct; nil is none, of what is no struct or reads itself.
func build(t reflect.Type) *shape {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || reflect.PointerTo(t).Implements(reads) {
		return nil
	}
	if s, known := shapes[t]; known {
		return s
	}
	s := &shape{}
	shapes[t] = s // before its fields, which may lead back to it
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || name == "" {
			continue // the fields of what is embedded are visible too
		}
		p := property{name: name, text: f.Type.Kind() == reflect.String, inner: build(f.Type)}
		switch f.Tag.Get("sent") {
		case "maybe":
			p.absent, p.null = true, true
		case "null":
			p.null = true
		case "always":
			p.always = true
		}
		s.fields = append(s.fields, p)
	}
	return s
}

// lack finds the first property of an object that should be there and is not; "" is none. Values of a wrong type are
// left to whoever reads them.
func (s *shape) lack(v jsontext.Value, sparse bool) string {
	dec := jsontext.NewDecoder(bytes.NewReader(v), lenient)
	if s == nil || dec.PeekKind() != '{' {
		return ""
	}
	return s.walk(dec, sparse)
}

func (s *shape) walk(dec *jsontext.Decoder, sparse bool) string {
	_, _ = dec.ReadToken() // what is read here was found well-formed already
	seen := make([]bool, len(s.fields))
	found := ""
	for dec.PeekKind() != '}' {
		key, err := dec.ReadToken()
		if err != nil {
			return found
		}
		i := s.index(key.String())
		if i < 0 {
			_ = dec.SkipValue()
			continue
		}
		seen[i] = true
		if lack := s.fields[i].value(dec, sparse); found == "" {
			found = lack
		}
	}
	_, _ = dec.ReadToken()
	for i, p := range s.fields {
		if !seen[i] && !p.absent && (p.always || !sparse) && found == "" {
			found = p.name
		}
	}
	return found
}

func (s *shape) index(name string) int {
	for i := range s.fields {
		if s.fields[i].name == name {
			return i
		}
	}
	return -1
}

// value passes over the value of a property and finds what it lacks.
func (p *property) value(dec *jsontext.Decoder, sparse bool) string {
	switch kind := dec.PeekKind(); {
	case kind == '{' && p.inner != nil:
		return p.within(p.inner.walk(dec, sparse))
	case kind == '[' && p.inner != nil:
		_, _ = dec.ReadToken()
		found := ""
		for k := dec.PeekKind(); k != ']' && k != 0; k = dec.PeekKind() {
			lack := ""
			if k == '{' {
				lack = p.within(p.inner.walk(dec, sparse))
			} else {
				if k == 'n' {
					lack = p.name
				}
				_ = dec.SkipValue()
			}
			if found == "" {
				found = lack
			}
		}
		_, _ = dec.ReadToken()
		return found
	}
	v, _ := dec.ReadValue()
	if !p.null && (v.Kind() == 'n' || p.text && string(v) == `""`) {
		return p.name
	}
	if v.Kind() == '[' && listsNull(v) {
		return p.name
	}
	return ""
}

func (p *property) within(lack string) string {
	if lack == "" {
		return ""
	}
	return p.name + "." + lack
}

// listsNull reports whether an element of a list is null.
func listsNull(v jsontext.Value) bool {
	dec := jsontext.NewDecoder(bytes.NewReader(v), lenient)
	_, _ = dec.ReadToken()
	for k := dec.PeekKind(); k != ']' && k != 0; k = dec.PeekKind() {
		if k == 'n' {
			return true
		}
		_ = dec.SkipValue()
	}
	return false
}
