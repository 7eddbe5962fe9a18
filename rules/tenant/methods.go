package tenant

import (
	"cmp"
	"math/bits"
	"slices"
)

// MethodReport is Graph's report of who can do multifactor authentication, and by which methods: Add each entry, then
// Close. It keeps sixteen bytes a user.
type MethodReport struct {
	names   []string // of methods as Graph has them; bit i of an entry stands for name i
	entries []methodEntry
}

type methodEntry struct{ user, bits uint64 }

// The highest bits of an entry; the others stand for methods.
const (
	capable     = 1 << (63 - iota) // isMfaCapable
	incapable                      // isMfaCapable is false
	methodsSent                    // methodsRegistered is there, be it empty
	moreMethods                    // a method beyond the sixty that have bits; Microsoft has some twenty
	mostMethods = 60
)

// MoreMethods stands for methods of a user beyond the sixty names that are kept.
const MoreMethods = "more methods"

// Add puts in what the report says of one user; methods are nil where it does not say.
func (m *MethodReport) Add(user GUID, mfa Tri, methods []string) {
	e := methodEntry{user: short(user)}
	switch mfa {
	case Yes:
		e.bits = capable
	case No:
		e.bits = incapable
	}
	if methods != nil {
		e.bits |= methodsSent
	}
	for _, name := range methods {
		i := slices.Index(m.names, name)
		switch {
		case i >= 0:
			e.bits |= 1 << i
		case len(m.names) == mostMethods:
			e.bits |= moreMethods
		default:
			e.bits |= 1 << len(m.names)
			m.names = append(m.names, name)
		}
	}
	m.entries = append(m.entries, e)
}

// Close makes the report ready to be asked.
func (m *MethodReport) Close() {
	slices.SortFunc(m.entries, func(a, b methodEntry) int { return cmp.Compare(a.user, b.user) })
}

// Len is the number of users in the report.
func (m *MethodReport) Len() int { return len(m.entries) }

func (m *MethodReport) of(user GUID) uint64 {
	i, ok := slices.BinarySearchFunc(m.entries, short(user),
		func(e methodEntry, id uint64) int { return cmp.Compare(e.user, id) })
	if !ok {
		return 0
	}
	return m.entries[i].bits
}

// Capable reports whether a user has a usable method for multifactor authentication; Unknown of whoever is not listed.
func (m *MethodReport) Capable(user GUID) Tri {
	switch b := m.of(user); {
	case b&capable != 0:
		return Yes
	case b&incapable != 0:
		return No
	}
	return Unknown
}

// Registered lists the methods of a user, usable or not; known is false where the report does not say.
func (m *MethodReport) Registered(user GUID) (methods []string, known bool) {
	b := m.of(user)
	for left := b & (1<<mostMethods - 1); left != 0; left &= left - 1 {
		methods = append(methods, m.names[bits.TrailingZeros64(left)])
	}
	if b&moreMethods != 0 {
		methods = append(methods, MoreMethods)
	}
	return methods, b&methodsSent != 0
}
