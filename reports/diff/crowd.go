package diff

import (
	"encoding/binary"
	"fmt"

	"prepaudit/reports/temporary"
	"prepaudit/rules/tenant"
)

// state is how a person or a device stands.
type state uint8

const (
	absent  state = iota // out of scope, or not in Intune
	aside                // not a person, or a device that isn't checked
	good                 // ready, or fit
	bad                  // blocked, or unfit
	unknown              // of something that wasn't read
	states  = int(unknown) + 1
)

// crowd matches the people, or the devices, of two reports by their ids. It keeps 28 bytes of each, and writes what
// changed to a temporary file.
type crowd struct {
	double bool // one may be there twice, as devices are that Graph told again; the first counts
	known  map[tenant.GUID]standing
	counts map[move]int
	rows   temporary.Rows
	row    []byte
}

// standing is what is kept of one: of the older report, and once it is seen of the newer.
type standing struct {
	why, holds uint32 // lists of what it is bad by, and of what it has
	state      state
	seen       bool
}

// move is from where to where one went; all who went the same way are counted together.
type move struct{ from, to standing }

// other reports whether something changed.
func (m *move) other() bool {
	return m.from.state != m.to.state || m.from.why != m.to.why || m.holds()
}

// holds reports whether one that was there and is there has something else.
func (m *move) holds() bool {
	return m.from.state != absent && m.to.state != absent && m.from.holds != m.to.holds
}

func newCrowd(double bool) *crowd {
	return &crowd{double: double, known: map[tenant.GUID]standing{}, counts: map[move]int{}}
}

// TwiceError is a report that has one person twice.
type TwiceError struct{ id tenant.GUID }

func (e *TwiceError) Error() string { return fmt.Sprintf("it has the person %s twice", e.id) }

// Hint says what to do.
func (e *TwiceError) Hint() string {
	return "give a file that prepaudit wrote with -o json=FILE, as it was written"
}

func (c *crowd) twice(id tenant.GUID) error {
	if c.double {
		return nil
	}
	return &TwiceError{id}
}

// older notes one of the older report.
func (c *crowd) older(id tenant.GUID, s standing) error {
	if _, twice := c.known[id]; twice {
		return c.twice(id)
	}
	c.known[id] = s
	return nil
}

// newer holds one of the newer report against what was noted; the names are kept of one that changed.
func (c *crowd) newer(id tenant.GUID, s standing, names ...string) error {
	was := c.known[id]
	if was.seen {
		return c.twice(id)
	}
	c.known[id] = standing{state: was.state, seen: true}
	m := move{was, s}
	c.counts[m]++
	return c.keep(id, m, names)
}

// close counts those whom the newer report doesn't have, and says how many there are.
func (c *crowd) close() (left int) {
	for _, was := range c.known {
		if !was.seen {
			c.counts[move{from: was}]++
			left++
		}
	}
	return left
}

// again keeps the names of one of the older report whom the newer doesn't have.
func (c *crowd) again(id tenant.GUID, names ...string) error {
	was, known := c.known[id]
	if !known || was.seen {
		return nil
	}
	was.seen = true
	c.known[id] = was
	was.seen = false
	return c.keep(id, move{from: was}, names)
}

func (c *crowd) keep(id tenant.GUID, m move, names []string) error {
	if !m.other() {
		return nil
	}
	c.row = append(append(c.row[:0], byte(m.from.state), byte(m.to.state)), id[:]...)
	for _, n := range []uint32{m.from.why, m.from.holds, m.to.why, m.to.holds} {
		c.row = binary.LittleEndian.AppendUint32(c.row, n)
	}
	for _, name := range names {
		c.row = append(binary.AppendUvarint(c.row, uint64(len(name))), name...)
	}
	return c.rows.Add(c.row)
}

// each tells those who changed, with as many names as were kept.
func (c *crowd) each(names int, take func(id tenant.GUID, m move, names []string) error) error {
	all := make([]string, names)
	return c.rows.Each(func(row []byte) error {
		var id tenant.GUID
		var m move
		m.from.state, m.to.state = state(row[0]), state(row[1])
		row = row[2+copy(id[:], row[2:]):]
		for _, n := range []*uint32{&m.from.why, &m.from.holds, &m.to.why, &m.to.holds} {
			*n, row = binary.LittleEndian.Uint32(row), row[4:]
		}
		for i := range all {
			n, size := binary.Uvarint(row)
			all[i] = string(row[size : size+int(n)])
			row = row[size+int(n):]
		}
		return take(id, m, all)
	})
}

// lists are texts that many share, each kept once and known by a number; 0 is "".
type lists struct {
	number map[string]uint32
	all    []string
}

func newLists() *lists { return &lists{number: map[string]uint32{"": 0}, all: []string{""}} }

func (l *lists) of(text []byte) uint32 {
	if n, known := l.number[string(text)]; known {
		return n
	}
	n := uint32(len(l.all))
	l.all = append(l.all, string(text))
	l.number[l.all[n]] = n
	return n
}
