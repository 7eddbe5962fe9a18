package graph

import (
	"math/bits"

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

// sent are properties that Graph sends with every object of a request, be it null for some.
type sent []string

// seen are those that came with one object.
type seen struct {
	bits uint32
	next int // the one that will come, if they come in their order
}

func (s *seen) add(all sent, key []byte) {
	for n := range all {
		i := s.next + n
		if i >= len(all) {
			i -= len(all)
		}
		if all[i] == string(key) {
			s.bits, s.next = s.bits|1<<i, i+1
			return
		}
	}
}

// check makes an error of the first that did not.
func (s *seen) check(d *odata.Decoder, all sent) {
	if missing := (uint32(1)<<len(all) - 1) &^ s.bits; missing != 0 && !d.Sparse() {
		d.Lack(all[bits.TrailingZeros32(missing)])
	}
}

// readObject hands every property of an object that cannot be null to property, which reads its value.
func readObject(d *odata.Decoder, all sent, property func(key []byte)) {
	if !entity(d) {
		return
	}
	var s seen
	for key := d.Key(); key != nil; key = d.Key() {
		s.add(all, key)
		property(key)
	}
	s.check(d, all)
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
