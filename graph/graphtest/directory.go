package graphtest

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

// directory is a tenant as generated: small, whatever the number of users.
type directory struct {
	Tenant
	scenario
	id       string // the tenant's
	users    int
	people   int // users that are persons; the others are shared mailboxes and the like
	step     uint64
	offset   uint64
	inverse  uint64 // of step, modulo people
	blocks   []block
	profiles []*profile
	skus     map[string]sku
	groups   []*group
	fleet    fleet
	company  []byte // that employs everybody, as JSON
}

// block is a run of neighboring indexes whose userPrincipalNames begin alike. Blocks are sorted by prefix, so
// that a startsWith filter is a few runs and never a search through everybody.
type block struct {
	prefix   string
	given    name
	surnames []name
	first, n int
	turn     int      // which surname comes first
	before   int      // persons in earlier blocks
	special  *profile // not persons: what all of this block hold
}

func newDirectory(t Tenant) (*directory, error) {
	sc, err := findScenario(t.Scenario)
	if err != nil {
		return nil, err
	}
	d := &directory{Tenant: t, scenario: sc, skus: parseSKUs(), company: plainJSON(sc.org)}
	if d.Now.IsZero() {
		now := time.Now().UTC()
		d.Now = time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
	}
	d.Now = d.Now.UTC()
	if d.users = t.Users; d.users == 0 {
		d.users = sc.users
	}
	if d.id = d.guid("tenant", 0); d.domain != "contoso.com" { // whose scenarios are one tenant
		d.id = d.guid(d.domain, 0)
	}
	d.layOut()
	d.deal()
	d.formGroups()
	d.formDeviceGroups()
	d.equip()
	d.render()
	return d, nil
}

// layOut cuts the index range into blocks.
func (d *directory) layOut() {
	latin := parseNames(surnames)
	for _, g := range parseNames(givenNames) {
		d.blocks = append(d.blocks, block{prefix: g.folded, given: g, surnames: latin})
	}
	for _, s := range scripts {
		own := parseNames(s.surnames)
		for _, g := range parseNames(s.given) {
			d.blocks = append(d.blocks, block{prefix: g.folded, given: g, surnames: own})
		}
	}
	d.people = d.users
	for _, s := range d.specials {
		n := min(max(s.least, d.users*s.share/1000), d.people)
		d.people -= n
		p := s.profile
		d.blocks = append(d.blocks, block{prefix: s.prefix, given: name{shown: s.shown}, n: n, special: &p})
	}
	weights := 0
	weight := func(b *block) int { return 1 + int(mix(d.Seed^hashString(b.prefix))%7) }
	for i := range d.blocks {
		if d.blocks[i].special == nil {
			weights += weight(&d.blocks[i])
		}
	}
	slices.SortStableFunc(d.blocks, func(a, b block) int { return strings.Compare(a.prefix, b.prefix) })
	first, before, seen := 0, 0, 0
	for i := range d.blocks {
		b := &d.blocks[i]
		b.first, b.before = first, before
		b.turn = int(mix(d.Seed^hashString(b.given.shown)) % 1000)
		if b.special == nil {
			// Rounded on the running sum, so that the parts add up.
			seen += weight(b)
			b.n = d.people*seen/weights - before
			before += b.n
		}
		first += b.n
	}
}

// deal gives each person a profile. A person's rank is a permutation of the order of names; a profile is a run of
// ranks. So every profile has exactly its number of people, they are spread over all pages, and the members of a
// group can be listed without looking at anybody else.
func (d *directory) deal() {
	n := uint64(max(d.people, 1))
	d.step = stride(n)
	d.offset = mix(d.Seed+7) % n
	d.inverse = inverse(d.step%n, n)
	left := d.people
	for i := range d.scenario.profiles {
		p := d.scenario.profiles[i]
		p.count = min(max(p.least, d.people*p.share/1000), left)
		left -= p.count
		d.profiles = append(d.profiles, &p)
	}
	d.profiles[0].count += left
	from := 0
	for _, p := range d.profiles {
		p.from = from
		from += p.count
	}
}

// rank and person are each other's inverse.
func (d *directory) rank(person int) int {
	return int((uint64(person)*d.step + d.offset) % uint64(d.people))
}

func (d *directory) person(rank int) int {
	n := uint64(d.people)
	return int((uint64(rank) + n - d.offset) % n * d.inverse % n)
}

// index gives the place among all users of the person with that rank.
func (d *directory) index(rank int) int {
	person := d.person(rank)
	// Blocks without persons share their start with the next one: the last to start in time has the person.
	b := &d.blocks[sort.Search(len(d.blocks), func(i int) bool { return d.blocks[i].before > person })-1]
	return b.first + person - b.before
}

// blockOf gives the block of a user.
func (d *directory) blockOf(index int) int {
	return sort.Search(len(d.blocks), func(i int) bool { return d.blocks[i].first > index }) - 1
}

func (d *directory) profileOf(rank int) *profile {
	for _, p := range d.profiles {
		if rank < p.from+p.count {
			return p
		}
	}
	panic(fmt.Sprintf("graphtest: rank %d of %d", rank, d.people))
}

// guid gives the id of the nth thing of a kind.
func (d *directory) guid(kind string, n int) string {
	return string(d.appendID(nil, hashString(kind), n))
}

func (d *directory) appendID(b []byte, kind uint64, n int) []byte {
	h := kind ^ mix(d.Seed) + uint64(n)
	return appendGUID(b, mix(h), 0x8000<<48|mix(^h)&^(0xc000<<48))
}

// rankOf is the inverse of guid. Four bits of the number behind a GUID are not in it, so that sixteen are tried.
func (d *directory) rankOf(kind, id string) (int, bool) {
	if len(id) != 36 {
		return 0, false
	}
	hi, err := strconv.ParseUint(id[:8]+id[9:13]+id[14:18], 16, 64)
	if err != nil {
		return 0, false
	}
	for bits := range uint64(16) {
		rank := unmix(hi&^0xf000|bits<<12) - (hashString(kind) ^ mix(d.Seed))
		if rank < 1<<32 && strings.EqualFold(d.guid(kind, int(rank)), id) {
			return int(rank), true
		}
	}
	return 0, false
}

const hexDigits = "0123456789abcdef"

// appendGUID writes 128 bits in a GUID's form, marked as a random one.
func appendGUID(b []byte, hi, lo uint64) []byte {
	hi = hi&^0xf000 | 0x4000
	for i := 60; i >= 0; i -= 4 {
		b = append(b, hexDigits[hi>>i&15])
		if i == 32 || i == 16 || i == 0 {
			b = append(b, '-')
		}
	}
	for i := 60; i >= 0; i -= 4 {
		b = append(b, hexDigits[lo>>i&15])
		if i == 48 {
			b = append(b, '-')
		}
	}
	return b
}

// mix is the finalizer of splitmix64: a permutation of the 64-bit numbers that looks random.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// unmix is the inverse of mix.
func unmix(x uint64) uint64 {
	x = (x ^ x>>31 ^ x>>62) * 0x319642b2d24d8ec3
	x = (x ^ x>>27 ^ x>>54) * 0x96de1b173f119089
	return (x ^ x>>30 ^ x>>60) - 0x9e3779b97f4a7c15
}

// hashString is FNV-1a.
func hashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// stride gives a number of about 0.6 n without a common divisor with n: its multiples modulo n are a permutation.
func stride(n uint64) uint64 {
	s := n*618/1000 | 1
	for gcd(s, n) != 1 {
		s++
	}
	return s
}

func gcd(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// inverse gives x with a*x ≡ 1 modulo n; a and n have no common divisor.
func inverse(a, n uint64) uint64 {
	t, u, r, s := int64(0), int64(1), int64(n), int64(a)
	for s != 0 {
		q := r / s
		t, u, r, s = u, t-q*u, s, r-q*s
	}
	if t < 0 {
		t += int64(n)
	}
	return uint64(t)
}
