package reports

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"iter"
	"slices"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// mostParts bounds the workbooks that a run is split into: what has more values names people.
const mostParts = 300

// ManyPartsError says that a property has more values than there can be workbooks.
type ManyPartsError struct {
	Property string
	Values   int
}

func (e ManyPartsError) Error() string {
	return fmt.Sprintf("--split-by %s: it has %s values, and %d workbooks are the most", e.Property,
		english.Number(e.Values), mostParts)
}

// NoPropertyError says that a report does not have the property, and what it has.
type NoPropertyError struct {
	Name string
	Has  []string
}

func (e NoPropertyError) Error() string {
	return fmt.Sprintf("--split-by %.60s: the report has no such property of users", e.Name)
}

// Split writes one workbook a value of a property of users. Users and devices wait in temporary files until all values
// are known, so that one workbook at a time is open; create opens the file of one, whose name ends with name. The
// Handler is an io.Closer.
func Split(property string, o Options, create func(name string, p *record.Excerpt) (io.Writer, error)) record.Handler {
	x := &split{property: property, options: o, create: create, place: map[string]int{}, owner: map[tenant.GUID]uint16{}}
	x.held.append = x.append
	return x
}

type split struct {
	property string
	options  Options
	create   func(string, *record.Excerpt) (io.Writer, error)

	run      *record.Run
	words    string
	valueOf  func(*record.User) string
	parts    []*part
	place    map[string]int // of a value in parts
	owner    map[tenant.GUID]uint16
	rest     *part
	beyond   map[uint64]bool // values for which there is no part any more
	findings []record.Finding

	held    spool[heldOf]
	encoder record.Encoder
	count   uint64 // of what was held
	open    io.Closer
}

// heldOf is a user, a device, or somebody of the plan, with the number of their part.
type heldOf struct {
	Part    int              `json:"part"`
	User    *record.User     `json:"user,omitzero"`
	Device  *record.Device   `json:"device,omitzero"`
	Planned *record.PlanUser `json:"planned,omitzero"`
}

var seedOfValues = maphash.MakeSeed()

func (x *split) Run(r *record.Run) (err error) {
	x.run = r
	x.words, x.valueOf, err = splitBy(r, x.property)
	x.rest = newPart(record.Excerpt{Property: x.words, Rest: true})
	return err
}

func (x *split) User(u *record.User) error {
	value := x.valueOf(u)
	i, known := x.place[value]
	switch {
	case value == "":
		i = restPart
	case known:
	case len(x.parts) == mostParts:
		if x.beyond == nil {
			x.beyond = map[uint64]bool{}
		}
		x.beyond[maphash.String(seedOfValues, value)] = true
		return nil
	default:
		i, value = len(x.parts), strings.Clone(value)
		x.place[value] = i
		x.parts = append(x.parts, newPart(record.Excerpt{Property: x.words, Value: value}))
	}
	if x.beyond != nil {
		return nil
	}
	x.owner[u.ID] = uint16(i)
	x.part(i).user(u)
	return x.hold(heldOf{Part: i, User: u})
}

// restPart is the number of the rest, behind all others.
const restPart = 1<<16 - 1

func (x *split) part(i int) *part {
	if i == restPart {
		return x.rest
	}
	return x.parts[i]
}

// of is the part of whoever has the id: the rest for nobody in scope.
func (x *split) of(id tenant.GUID) int {
	if i, known := x.owner[id]; known {
		return int(i)
	}
	return restPart
}

func (x *split) Device(d *record.Device) error {
	if x.beyond != nil {
		return nil
	}
	i := x.of(d.UserID)
	if _, known := x.owner[d.UserID]; !known {
		x.rest.excerpt.Devices++
	}
	x.part(i).device(d)
	return x.hold(heldOf{Part: i, Device: d})
}

// Finding keeps what is about licenses. Other findings about the tenant may name people of other parts: those whom a
// policy excepts.
func (x *split) Finding(f *record.Finding) error {
	person := f.Subject.Kind == "user" || f.Subject.Kind == "device"
	if !person && !strings.HasPrefix(f.Rule, "LIC-") {
		return nil
	}
	x.findings = append(x.findings, *f)
	return nil
}

// hold keeps a record behind those of the same kind of its part.
func (x *split) hold(h heldOf) error {
	var key tenant.GUID
	binary.BigEndian.PutUint32(key[:], uint32(h.Part))
	switch {
	case h.Device != nil:
		key[4] = 1
	case h.Planned != nil:
		key[4] = 2
	}
	binary.BigEndian.PutUint64(key[8:], x.count)
	x.count++
	return x.held.add(key, &h)
}

func (x *split) append(b []byte, h *heldOf) []byte {
	b = fmt.Appendf(b, `{"part":%d`, h.Part)
	switch {
	case h.User != nil:
		b = x.encoder.AppendUser(append(b, `,"user":`...), h.User)
	case h.Device != nil:
		b = record.AppendDevice(append(b, `,"device":`...), h.Device)
	default:
		b, _ = record.Append(append(b, `,"planned":`...), h.Planned, false) // it is texts and ids
	}
	return append(b, '}')
}

func (x *split) Summary(s *record.Summary) error {
	if x.beyond != nil {
		return ManyPartsError{x.property, len(x.parts) + len(x.beyond)}
	}
	order, err := x.divide(s)
	if err != nil {
		return err
	}
	excerpts := make([]*record.Excerpt, len(order))
	for i, p := range order {
		excerpts[i] = &p.excerpt
	}
	for i, name := range partNames(excerpts) {
		order[i].file = name
	}
	var failed error
	next, stop := iter.Pull(func(yield func(*heldOf) bool) {
		failed = x.held.each(func(h *heldOf) error {
			if !yield(h) {
				return errStopped
			}
			return nil
		})
	})
	defer stop()
	replay := &replayed{next: next}
	replay.advance()
	for i, p := range append(slices.Clone(x.parts), x.rest) {
		if p == x.rest {
			i = restPart
		}
		if !slices.Contains(order, p) {
			continue
		}
		if err := x.write(i, p, s, replay); err != nil {
			return err
		}
	}
	return failed
}

var errStopped = errors.New("nothing else is asked for")

// replayed is what was held, one by one; at is nil at the end.
type replayed struct {
	next func() (*heldOf, bool)
	at   *heldOf
}

func (r *replayed) advance() { r.at, _ = r.next() }

// while hands on what is held of a part and of a kind.
func while[T any](r *replayed, part int, kind func(*heldOf) *T, take func(*T) error) error {
	for r.at != nil && r.at.Part == part && kind(r.at) != nil {
		if err := take(kind(r.at)); err != nil {
			return err
		}
		r.advance()
	}
	return nil
}

// write writes the workbook of a part.
func (x *split) write(i int, p *part, s *record.Summary, from *replayed) error {
	to, err := x.create(p.file, &p.excerpt)
	if err != nil {
		return err
	}
	w, err := openWorkbook(to, x.options)
	if err != nil {
		return err
	}
	x.open, _ = w.(io.Closer)
	run := *x.run
	run.Excerpt = &p.excerpt
	if err := w.Run(&run); err != nil {
		return err
	}
	if err := while(from, i, func(h *heldOf) *record.User { return h.User }, w.User); err != nil {
		return err
	}
	if err := while(from, i, func(h *heldOf) *record.Device { return h.Device }, w.Device); err != nil {
		return err
	}
	for k := range x.findings {
		if x.concerns(&x.findings[k], i) {
			if err := w.Finding(&x.findings[k]); err != nil {
				return err
			}
		}
	}
	planned := func(h *heldOf) *record.PlanUser { return h.Planned }
	sum := p.summary(s)
	if s.Plan != nil {
		sum.Planned = func(take func(*record.PlanUser) error) error { return while(from, i, planned, take) }
	}
	return w.Summary(sum)
}

// concerns reports whether a finding is of a part: that of somebody else is not, and that of the tenant is of all.
func (x *split) concerns(f *record.Finding, part int) bool {
	if f.Subject.Kind != "user" && f.Subject.Kind != "device" {
		return true
	}
	id, err := tenant.ParseGUID(f.Subject.ID)
	return err == nil && x.of(id) == part || err != nil && part == restPart
}

// Close lets go of temporary files.
func (x *split) Close() error {
	if x.open != nil {
		return errors.Join(x.open.Close(), x.held.Close())
	}
	return x.held.Close()
}
