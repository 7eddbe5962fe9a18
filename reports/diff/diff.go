// Package diff says what two reports of one tenant differ by: people and devices are matched by their ids, causes by
// theirs, findings by record.Identity. What one of the reports doesn't know is not comparable, rather than fixed or
// new.
package diff

import (
	"cmp"
	"errors"
	"fmt"

	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

// Change is a record.Diff, whose people and devices are told one by one. Close lets go of them.
type Change struct {
	record.Diff
	pair *pair
}

// pair is two reports that are being compared.
type pair struct {
	old, new            *side
	people, devices     *crowd
	reasons, licenses   *lists
	comparing           map[string]string // by rule, why it can't be compared
	blocking            map[string]string // by cause, likewise
	words               []string
	held                []tenant.License
	text                []byte
	peopleIn, devicesIn bool // both reports list them to the end
}

// RefusedError is of two reports that can't be compared at all.
type RefusedError struct{ text, hint string }

func (e *RefusedError) Error() string { return e.text }

// Hint says what to do.
func (e *RefusedError) Hint() string { return e.hint }

// Of compares two reports. The older is read twice where somebody left.
func Of(older, newer Input, version string) (*Change, error) {
	p := &pair{
		old: newSide(older), new: newSide(newer), people: newCrowd(false), devices: newCrowd(true),
		reasons: newLists(), licenses: newLists(), comparing: map[string]string{}, blocking: map[string]string{},
	}
	c := &Change{pair: p}
	if err := c.read(); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	c.SchemaVersion, c.Version = record.SchemaVersion, version
	c.tell()
	return c, nil
}

func (c *Change) read() error {
	p := c.pair
	if err := told(&p.old.in, &reading{side: p.old, pair: p, person: p.older, device: p.olderDevice}); err != nil {
		return err
	}
	newer := &reading{side: p.new, pair: p, person: p.newer, device: p.newerDevice}
	newer.begun = p.refused
	if err := told(&p.new.in, newer); err != nil {
		return err
	}
	if err := p.strangers(); err != nil {
		return err
	}
	if p.people.close()+p.devices.close() == 0 {
		return nil
	}
	return told(&p.old.in, &reading{side: &side{}, pair: p, person: p.left, device: p.leftDevice})
}

// told plays a report, and names it in an error.
func told(in *Input, to record.Handler) error {
	err := in.Tell(to)
	if _, refused := errors.AsType[*RefusedError](err); err == nil || refused {
		return err
	}
	return fmt.Errorf("%s: %w", in.Name, err)
}

// reading takes what a report says.
type reading struct {
	*side
	*pair
	begun  func() error // when the run is known; nil for nothing
	person func(*record.User) error
	device func(*record.Device) error
}

func (r *reading) Run(run *record.Run) error {
	r.side.run = *run
	if r.begun != nil {
		return r.begun()
	}
	return nil
}

func (r *reading) User(u *record.User) error {
	if r.side.policies != nil && u.Policy != "" {
		r.side.policies[u.Policy]++
	}
	return r.person(u)
}

func (r *reading) Device(d *record.Device) error { return r.device(d) }

func (r *reading) Finding(f *record.Finding) error {
	if r.side.found != nil {
		r.side.finding(f)
	}
	return nil
}

func (r *reading) Summary(s *record.Summary) error {
	if r.side.found != nil {
		r.side.summary(s)
	}
	return nil
}

func (p *pair) older(u *record.User) error { return p.people.older(u.ID, p.standingOf(u)) }

func (p *pair) newer(u *record.User) error {
	return p.people.newer(u.ID, p.standingOf(u), u.UPN, u.DisplayName, u.Department)
}

func (p *pair) left(u *record.User) error {
	return p.people.again(u.ID, u.UPN, u.DisplayName, u.Department)
}

func (p *pair) olderDevice(d *record.Device) error { return p.devices.older(d.ID, p.fitness(d)) }

func (p *pair) newerDevice(d *record.Device) error {
	return p.devices.newer(d.ID, p.fitness(d), d.Name)
}

func (p *pair) leftDevice(d *record.Device) error { return p.devices.again(d.ID, d.Name) }

// refused reports of two runs that they can't be compared.
func (p *pair) refused() error {
	old, now := &p.old.run, &p.new.run
	switch {
	case old.NetworkOnly || now.NetworkOnly:
		return &RefusedError{"a report of the network alone has no people to compare",
			"give two reports of `prepaudit audit -o json=FILE`"}
	case old.Redacted != now.Redacted:
		return &RefusedError{"one of the reports is redacted, and the other isn't",
			"redact both with the same key: prepaudit render REPORT.json --redact KEYFILE -o json=FILE"}
	case old.Redacted && old.RedactionKey != "" && now.RedactionKey != "" && old.RedactionKey != now.RedactionKey:
		return twoKeys
	case old.Tenant.ID != "" && now.Tenant.ID != "" && old.Tenant.ID != now.Tenant.ID:
		return &RefusedError{fmt.Sprintf("they are of two tenants: %q (%s) and %q (%s)", old.Tenant.Name, old.Tenant.ID,
			now.Tenant.Name, now.Tenant.ID), "give two reports of one tenant"}
	}
	return nil
}

var twoKeys = &RefusedError{"the reports were redacted with different keys",
	"redact both with the same key, from reports with names"}

// strangers refuses two reports that have people and nobody in common, where nothing else says that they belong
// together: ids are the same in no two tenants, and pseudonyms under no two keys.
func (p *pair) strangers() error {
	both, all := p.common()
	tenant := p.old.run.Tenant.ID != "" && p.new.run.Tenant.ID != ""
	switch {
	case both || !all:
		return nil
	case p.new.run.Redacted:
		return twoKeys // older versions don't tell the key
	case !tenant:
		return &RefusedError{"it isn't known that they are of one tenant, and they have nobody in common",
			"give two reports of one tenant"}
	}
	return nil
}

// common says whether somebody or something is in both, and whether each has any.
func (p *pair) common() (both, all bool) {
	old, now := false, false
	for _, c := range []*crowd{p.people, p.devices} {
		for m := range c.counts {
			both = both || m.from.state != absent
			now = true
		}
		for _, s := range c.known {
			if s.state != absent {
				old = true
				break
			}
		}
	}
	return both, old && now
}

// People tells everybody who changed, by how, in the order of record.SubjectChanges.
func (c *Change) People(take func(*record.DiffPerson) error) error {
	for _, kind := range record.SubjectChanges() {
		if c.Diff.People.Changed[kind] == 0 {
			continue
		}
		err := c.pair.people.each(3, func(id tenant.GUID, m move, names []string) error {
			if c.pair.personKind(m) != kind {
				return nil
			}
			one := &record.DiffPerson{ID: id, UPN: names[0], DisplayName: names[1], Department: names[2], Change: kind,
				Old: personWords[m.from.state], New: personWords[m.to.state]}
			one.Fixed, one.Added = c.pair.differ(m)
			if m.holds() {
				one.Lost, one.Gained, one.Replanned = c.pair.licensesOfMove(m)
			}
			return take(one)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Devices tells every device that changed, likewise.
func (c *Change) Devices(take func(*record.DiffDevice) error) error {
	for _, kind := range record.SubjectChanges() {
		if c.Diff.Devices.Changed[kind] == 0 {
			continue
		}
		err := c.pair.devices.each(1, func(id tenant.GUID, m move, names []string) error {
			if c.pair.deviceKind(m) != kind {
				return nil
			}
			one := &record.DiffDevice{ID: id, Name: names[0], Change: kind, Old: deviceWords[m.from.state],
				New: deviceWords[m.to.state]}
			one.Fixed, one.Added = c.pair.differ(m)
			return take(one)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Knows reports whether a person or a device is in one of the reports.
func (c *Change) Knows(id string) bool {
	guid, err := tenant.ParseGUID(id)
	_, person := c.pair.people.known[guid]
	_, device := c.pair.devices.known[guid]
	return err == nil && (person || device)
}

// Close lets go of temporary files.
func (c *Change) Close() error {
	return cmp.Or(c.pair.people.rows.Close(), c.pair.devices.rows.Close())
}

// Title is that of a cause, as the newer report has it; its id where neither report says more.
func (c *Change) Title(id string) string {
	for _, s := range []*side{c.pair.new, c.pair.old} {
		if cause := s.causes[id]; cause != nil {
			return cause.Title
		}
	}
	return id
}
