package graph

import (
	"encoding/binary"
	"math/bits"

	"prepaudit/rules/tenant"
)

// idSet remembers ids by eight bytes each, in one table: two users of a million share a key with a
// probability of one in 30 million, which would drop the second of them.
type idSet struct {
	slots []uint64 // 0 is empty
	used  int
}

// newIDSet makes a set for n ids; it grows where they are more.
func newIDSet(n int) *idSet {
	return &idSet{slots: make([]uint64, max(1<<10, n*8/7+n/64))}
}

// add reports whether id is new.
func (s *idSet) add(id tenant.GUID) bool { return s.addKey(key(id)) }

// addKey is add for what was made of an id of another kind: sixty-four bits, not all of them 0.
func (s *idSet) addKey(k uint64) bool {
	if s.used >= len(s.slots)/8*7 {
		s.grow()
	}
	if !s.insert(k) {
		return false
	}
	s.used++
	return true
}

func (s *idSet) insert(k uint64) bool {
	// The upper half of the product is k's share of the table, whatever its size.
	first, _ := bits.Mul64(k, uint64(len(s.slots)))
	for i := int(first); ; i++ {
		if i == len(s.slots) {
			i = 0
		}
		switch s.slots[i] {
		case k:
			return false
		case 0:
			s.slots[i] = k
			return true
		}
	}
}

func (s *idSet) grow() {
	old := s.slots
	s.slots = make([]uint64, 2*len(old))
	for _, k := range old {
		if k != 0 {
			s.insert(k)
		}
	}
}

// key mixes all bits of an id into eight bytes: ids made by hand differ in a few bits only.
func key(id tenant.GUID) uint64 {
	k := binary.BigEndian.Uint64(id[:8])
	k = (k ^ k>>32) * 0x9e3779b97f4a7c15
	k ^= binary.BigEndian.Uint64(id[8:])
	k = (k ^ k>>30) * 0xbf58476d1ce4e5b9
	k = (k ^ k>>27) * 0x94d049bb133111eb
	return max(1, k^k>>31)
}
