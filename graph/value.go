package graph

import (
	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// entity enters an object that cannot be null.
func entity(d *odata.Decoder) bool {
	if d.Object() {
		return true
	}
	d.Fail("got null, want an object")
	return false
}

// readObject hands every property of an object that cannot be null to property, which reads its value.
func readObject(d *odata.Decoder, property func(key []byte)) {
	if !entity(d) {
		return
	}
	for key := d.Key(); key != nil; key = d.Key() {
		property(key)
	}
}

// readGUID reads a GUID; null and "" are zero.
func readGUID(d *odata.Decoder) tenant.GUID {
	s := d.Text()
	if len(s) == 0 {
		return tenant.GUID{}
	}
	g, err := tenant.ParseGUID(s)
	if err != nil {
		d.Fail("%v", err)
	}
	return g
}

func readTri(d *odata.Decoder) tenant.Tri {
	if value, ok := d.Bool(); ok {
		return triOf(&value)
	}
	return tenant.Unknown
}

// triOf is a boolean that may be absent.
func triOf(b *bool) tenant.Tri {
	switch {
	case b == nil:
		return tenant.Unknown
	case *b:
		return tenant.Yes
	}
	return tenant.No
}

// words keeps one copy of each word that comes again and again.
type words struct {
	known  map[string]string
	recent [256]string // found without a hash of the whole word
}

// maxWords bounds the table; a tenant has some dozens of such words.
const maxWords = 1024

func (w *words) of(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	recent := &w.recent[(len(b)*31+int(b[0])*7+int(b[len(b)-1]))%len(w.recent)]
	if *recent == string(b) {
		return *recent
	}
	s, ok := w.known[string(b)]
	if !ok {
		s = string(b)
		if w.known == nil {
			w.known = map[string]string{}
		}
		if len(w.known) < maxWords {
			w.known[s] = s
		}
	}
	*recent = s
	return s
}
