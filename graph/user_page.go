package graph

import (
	"math/bits"
	"time"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// userPage is the users of one page, in rows without a pointer: pages of several partitions are held at once, and the
// garbage collector looks into none of them. Its slices are used again for the next page; the texts are one string a
// page, so that a user costs no allocation and what is kept of them stays as it is.
type userPage struct {
	q       UserQuery
	saved   bool   // it is a file: what nobody has in it was perhaps not asked for
	must    uint32 // a bit for each of userProperties that Graph sends of everybody
	columns []func(*tenant.User) string
	next    int // the property that will come, if they come in the order of userProperties

	rows     []userRow
	words    words
	wordRows []uint32 // of each row, the words of the properties that are words
	spans    []span   // of each row, the texts of those that are texts
	buffer   []byte   // what the spans are of
	licenses []licenseRow
	states   []stateRow
	plans    []tenant.GUID
	assigned []tenant.AssignedPlan
	signIns  []time.Time
	extra    []string // of each row, the properties of q.Extra

	anySignIn bool // some user has signInActivity

	texts string      // the buffer, when the page is whole
	user  tenant.User // the one that was asked for last
	held  []tenant.License
	paths []tenant.LicenseState
}

// userRow is what a page keeps of a user, but for words, texts and what only some queries ask for.
type userRow struct {
	id                         tenant.GUID
	licenses, states, assigned run
	words, texts, extra        uint32 // where its own begin
	signIn                     uint32 // an index of userPage.signIns, from 1; 0 for never
	sent                       uint32 // a bit for each of userProperties
	enabled                    tenant.Tri
}

// span is where a text lies in a buffer.
type span struct{ from, to uint32 }

// run is a part of a slice that several users share: first counts from 1, and 0 is null.
type run struct{ first, end uint32 }

func runTo(start, end int) run { return run{uint32(start) + 1, uint32(end)} }

func inRun[T any](all []T, r run) []T {
	if r.first == 0 {
		return nil
	}
	return all[r.first-1 : r.end : r.end]
}

// newUserPage makes room for a full page, so that growing leaves no garbage behind.
func (c *Client) newUserPage(q UserQuery) *userPage {
	const most = 999
	p := &userPage{
		q: q, saved: c.saved != nil, rows: make([]userRow, 0, most), buffer: make([]byte, 0, 64*most),
		wordRows: make([]uint32, 0, most*len(noWords)), spans: make([]span, 0, most*len(noTexts)),
		licenses: make([]licenseRow, 0, 3*most/2), states: make([]stateRow, 0, 3*most/2),
		plans: []tenant.GUID{}, assigned: []tenant.AssignedPlan{},
		held: []tenant.License{}, paths: []tenant.LicenseState{},
	}
	for _, name := range q.Extra {
		p.columns = append(p.columns, columnOf(name))
	}
	for i := range userProperties {
		if f := &userProperties[i]; !p.saved && !f.rare && (f.asked == nil || f.asked(&q)) {
			p.must |= 1 << i
		}
	}
	return p
}

// reset forgets the users.
func (p *userPage) reset() {
	p.rows, p.wordRows, p.spans, p.buffer = p.rows[:0], p.wordRows[:0], p.spans[:0], p.buffer[:0]
	p.licenses, p.states, p.plans, p.assigned = p.licenses[:0], p.states[:0], p.plans[:0], p.assigned[:0]
	p.signIns, p.extra, p.anySignIn = p.signIns[:0], p.extra[:0], false
	p.words.bound()
}

// finish makes the texts of the users one string.
func (p *userPage) finish(odata.Page, bool) error {
	p.texts = string(p.buffer)
	return nil
}

// add reads one user into a row.
func (p *userPage) add(d *odata.Decoder) {
	if !entity(d) {
		return
	}
	p.rows = append(p.rows, userRow{
		words: uint32(len(p.wordRows)), texts: uint32(len(p.spans)), extra: uint32(len(p.extra)),
	})
	r := &p.rows[len(p.rows)-1]
	p.wordRows = append(p.wordRows, noWords...)
	p.spans = append(p.spans, noTexts...)
	for range p.q.Extra {
		p.extra = append(p.extra, "")
	}
	must := p.must
	for key := d.Key(); key != nil; key = d.Key() {
		i := p.property(key)
		if i < 0 {
			if string(key) == "@odata.type" {
				must = 0 // of kinds of users that are yet to come nothing is known
			}
			p.readExtra(d, string(key), p.extra[r.extra:])
			continue
		}
		r.sent |= 1 << i
		switch field := &userProperties[i]; {
		case field.read != nil:
			if !field.read(p, d, r) {
				r.sent &^= 1 << i
			}
		case field.inner == "":
			p.take(d.Text(), i, r)
		default:
			eachProperty(d, func(key []byte) bool {
				if string(key) != field.inner {
					return false
				}
				p.take(d.Text(), i, r)
				return true
			})
		}
	}
	if r.id.IsZero() {
		name := p.spans[r.texts+uint32(slots[propertyNamed("userPrincipalName")])]
		d.Fail("a user without an id (userPrincipalName %.100q)", p.buffer[name.from:name.to])
	}
	if missing := must &^ r.sent; missing != 0 {
		d.Lack(userProperties[bits.TrailingZeros32(missing)].name)
	}
}

// take keeps the text of a property.
func (p *userPage) take(text []byte, property int, r *userRow) {
	slot := r.words + uint32(slots[property])
	if userProperties[property].word != nil {
		p.wordRows[slot] = p.words.index(text)
		return
	}
	start := uint32(len(p.buffer))
	p.buffer = append(p.buffer, text...)
	p.spans[r.texts+uint32(slots[property])] = span{start, uint32(len(p.buffer))}
}

// property finds a property by its name; -1 is none. They mostly come in one order.
func (p *userPage) property(name []byte) int {
	for n := range userProperties {
		i := p.next + n
		if i >= len(userProperties) {
			i -= len(userProperties)
		}
		if userProperties[i].name == string(name) {
			if p.next = i + 1; p.next == len(userProperties) {
				p.next = 0
			}
			return i
		}
	}
	return -1
}

// userAt gives a user of a page that is whole, until the next one is asked for.
func (p *userPage) userAt(row int) *tenant.User {
	u, r := &p.user, &p.rows[row]
	*u = tenant.User{ID: r.id, Enabled: r.enabled, SignInKnown: p.q.SignIns && (p.anySignIn || !p.saved)}
	for i := range userProperties {
		field := &userProperties[i]
		if r.sent&(1<<i) == 0 {
			continue
		}
		if field.word != nil {
			*field.word(u) = p.words.text(p.wordRows[r.words+uint32(slots[i])])
		} else if field.text != nil {
			s := p.spans[r.texts+uint32(slots[i])]
			*field.text(u) = p.texts[s.from:s.to]
		}
		if field.known != nil {
			*field.known(u) = true
		}
	}
	p.addLicenses(u, r)
	u.AssignedPlans = inRun(p.assigned, r.assigned)
	u.AssignedPlansKnown = u.AssignedPlans != nil
	if r.signIn > 0 {
		u.LastSignIn = p.signIns[r.signIn-1]
	}
	if n := uint32(len(p.columns)); n > 0 {
		u.Extra = p.extra[r.extra : r.extra+n : r.extra+n]
		for i, column := range p.columns {
			if column != nil {
				u.Extra[i] = column(u)
			}
		}
	}
	return u
}
