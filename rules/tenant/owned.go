package tenant

import (
	"encoding/binary"
	"slices"
)

// short is the half of an object id that is kept: ids are random, and two of a million share it once in ten million
// tenants.
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
