package tenant

import (
	"encoding/binary"
	"slices"
)

// Set is a set of ids that is filled once and then only asked. It keeps eight bytes of each: object ids
// are random, and two of a million share them once in ten million tenants.
type Set struct{ ids []uint64 }

// NewSet makes a set; it takes no notice of doubles.
func NewSet(ids []GUID) Set {
	var s Set
	for _, g := range ids {
		s.Add(g)
	}
	s.Close()
	return s
}

// Add puts an id into a set that is being read, so that nobody has to hold the ids whole. Close must follow.
func (s *Set) Add(g GUID) { s.ids = append(s.ids, short(g)) }

// Close makes the set ready to be asked.
func (s *Set) Close() { slices.Sort(s.ids) }

// Has reports whether an id is in the set.
func (s Set) Has(g GUID) bool {
	_, ok := slices.BinarySearch(s.ids, short(g))
	return ok
}

// Len is the number of ids that were put in.
func (s Set) Len() int { return len(s.ids) }

func short(g GUID) uint64 { return binary.BigEndian.Uint64(g[8:]) }

// Owned counts devices by their owner: Add each, then Close. It keeps ten bytes an owner.
type Owned struct {
	owners []uint64
	counts []uint16
}

// Add counts one device of an owner.
func (o *Owned) Add(owner GUID) { o.owners = append(o.owners, short(owner)) }

// Close makes the counts ready to be asked.
func (o *Owned) Close() {
	all := o.owners
	slices.Sort(all)
	owners := 0 // written over the first of all
	for i := 0; i < len(all); owners++ {
		j := i
		for j < len(all) && all[j] == all[i] {
			j++
		}
		all[owners] = all[i]
		o.counts = append(o.counts, uint16(min(j-i, 1<<16-1)))
		i = j
	}
	o.owners = slices.Clone(all[:owners])
}

// Of is the number of devices that a user owns.
func (o Owned) Of(user GUID) int {
	i, ok := slices.BinarySearch(o.owners, short(user))
	if !ok {
		return 0
	}
	return int(o.counts[i])
}
