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
	list   []string // the first is ""
	known  map[string]uint32
	recent [256]uint32 // found without a hash of the whole word
}

// maxWords bounds the table from page to page; a tenant has some dozens of such words.
const maxWords = 1024

// bound forgets the words where they are too many. Texts of them stand, numbers do not.
func (w *words) bound() {
	if len(w.list) > maxWords {
		*w = words{}
	}
}

// of gives a word as a text.
func (w *words) of(b []byte) string { return w.text(w.index(b)) }

// text gives the word of a number.
func (w *words) text(i uint32) string {
	if i == 0 {
		return ""
	}
	return w.list[i]
}

// index gives a word as a number.
func (w *words) index(b []byte) uint32 {
	if len(b) == 0 {
		return 0
	}
	if w.list == nil {
		w.list, w.known = []string{""}, map[string]uint32{}
	}
	recent := &w.recent[(len(b)*31+int(b[0])*7+int(b[len(b)-1]))%len(w.recent)]
	if w.list[*recent] == string(b) {
		return *recent
	}
	i, ok := w.known[string(b)]
	if !ok {
		s := string(b)
		i = uint32(len(w.list))
		w.list, w.known[s] = append(w.list, s), i
	}
	*recent = i
	return i
}
