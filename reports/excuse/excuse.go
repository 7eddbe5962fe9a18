// Package excuse decides what doesn't fail a run though it was found: by exceptions, then by a baseline. What it needs
// of people it counts as they pass, by what they have in common.
package excuse

import (
	"slices"
	"strings"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// Options are what may excuse something.
type Options struct {
	Exceptions []record.Exception // nil where no file was given
	Baseline   *Baseline          // nil for none
	MaxBlocked string             // as rules.ParseMaximum reads it; "" for none
	Now        time.Time
	// Alias makes the pseudonym of a subject, and Key tells the key of pseudonyms, where the report will have some.
	Alias func(rules.Subject) rules.Subject
	Key   string
}

// Any reports whether there is anything.
func (o *Options) Any() bool { return o.Exceptions != nil || o.Baseline != nil || o.MaxBlocked != "" }

// Excuser counts what passes, and says in the summary what is excused.
type Excuser struct {
	record.Handler
	o    Options
	run  *record.Run
	none bool // neither exceptions nor a baseline

	// Entries by what they are about: those about everything aside.
	byID    map[tenant.GUID][]int
	byName  map[string][]int // in lower case
	groups  map[tenant.GUID][]int
	members map[tenant.GUID]tenant.Members
	unread  map[tenant.GUID]string // groups, and why

	rules, causes names
	people        map[string]int // by class
	devices       map[string]int // likewise
	things        []thing
	nth           map[record.Identity]int
	key           []byte // reused
	class         class  // reused
}

// Before has what is handed on say what is excused.
func Before(h record.Handler, o Options) *Excuser {
	x := &Excuser{Handler: h, o: o, none: o.Exceptions == nil && o.Baseline == nil,
		byID: map[tenant.GUID][]int{}, byName: map[string][]int{}, members: map[tenant.GUID]tenant.Members{},
		groups: map[tenant.GUID][]int{},
		unread: map[tenant.GUID]string{}, people: map[string]int{}, devices: map[string]int{},
		nth: map[record.Identity]int{}}
	for i := range o.Exceptions {
		subject := o.Exceptions[i].Subject
		if id, err := tenant.ParseGUID(subject); err == nil {
			x.byID[id] = append(x.byID[id], i)
		} else if id, err := tenant.ParseGUID(o.Exceptions[i].Group); err == nil {
			x.groups[id] = append(x.groups[id], i)
		} else if subject != "" {
			x.byName[strings.ToLower(subject)] = append(x.byName[strings.ToLower(subject)], i)
		}
	}
	return x
}

// Groups are those whose members it needs.
func Groups(all []record.Exception) (groups []tenant.GUID) {
	for i := range all {
		id, err := tenant.ParseGUID(all[i].Group)
		if err == nil && !slices.Contains(groups, id) {
			groups = append(groups, id)
		}
	}
	return groups
}

// Members says who is in a group, or why that isn't known; "" where it is.
func (x *Excuser) Members(group tenant.GUID, members tenant.Members, unread string) {
	x.members[group] = members
	if unread != "" {
		x.unread[group] = unread
	}
}

// Run refuses a baseline of something else.
func (x *Excuser) Run(r *record.Run) error {
	x.run = r
	if b := x.o.Baseline; b != nil {
		key := x.o.Key
		if r.Redacted {
			key = r.RedactionKey
		}
		if err := b.fits(r, key); err != nil {
			return err
		}
	}
	run := *r
	run.Excusing = true
	return x.Handler.Run(&run)
}

// User counts a user.
func (x *Excuser) User(u *record.User) error {
	if len(u.Findings)+len(u.BlockedBy) > 0 {
		x.countUser(u)
	}
	return x.Handler.User(u)
}

func (x *Excuser) countUser(u *record.User) {
	c := &x.class
	c.reset()
	subject := u.Subject()
	c.entries = x.about(c.entries, "user", subject.ID, u.UPN)
	c.entries = x.inGroups(c.entries, u.ID)
	for _, cause := range u.BlockedBy {
		c.blocked = append(c.blocked, ref{x.causes.of(cause), x.knownBlocked(u.ID, cause)})
	}
	for _, cause := range u.Causes {
		c.met = append(c.met, x.causes.of(cause))
	}
	x.found(c, u.Findings, subject)
	x.key = c.append(x.key[:0])
	x.people[string(x.key)]++
}

// Device counts a device.
func (x *Excuser) Device(d *record.Device) error {
	if len(d.Findings) > 0 {
		c := &x.class
		c.reset()
		c.entries = x.about(c.entries, "device", d.ID.String(), "")
		x.found(c, d.Findings, d.Subject())
		x.key = c.append(x.key[:0])
		x.devices[string(x.key)]++
	}
	return x.Handler.Device(d)
}

// found adds findings to a class.
func (x *Excuser) found(c *class, all []record.Finding, under rules.Subject) {
	for i := range all {
		if gravity(&all[i]) >= 0 || all[i].Outcome == rules.NotEvaluated {
			c.findings = append(c.findings, x.finding(&all[i], under, 0))
		}
	}
}

func (x *Excuser) finding(f *record.Finding, under rules.Subject, nth int) found {
	lesser := f.Level > x.run.Rule(f.Rule).Level
	return found{rule: x.rules.of(f.Rule), outcome: f.Outcome, lesser: lesser, known: x.known(f, under, nth)}
}

// known reports whether the baseline had a finding.
func (x *Excuser) known(f *record.Finding, under rules.Subject, nth int) bool {
	grave := gravity(f)
	if x.o.Baseline == nil || grave < 0 {
		return false
	}
	id := f.Identity(under)
	if x.aliased() {
		of := x.o.Alias(rules.Subject{Kind: id.Kind, ID: id.ID, Name: id.ID})
		id.ID = of.ID
	}
	return x.o.Baseline.knows(mark{id, grave, nth})
}

// knownBlocked reports whether the cause blocked the person already.
func (x *Excuser) knownBlocked(person tenant.GUID, cause string) bool {
	if x.o.Baseline == nil {
		return false
	}
	m := blocked(person, cause)
	if x.aliased() {
		m.ID = x.o.Alias(rules.Subject{Kind: "user", ID: m.ID}).ID
	}
	return x.o.Baseline.knows(m)
}

// aliased reports whether the baseline has pseudonyms for the names that pass here.
func (x *Excuser) aliased() bool {
	return x.o.Baseline.run.Redacted && !x.run.Redacted && x.o.Alias != nil
}

// inGroups adds the entries about groups that a person is in.
func (x *Excuser) inGroups(to []int, id tenant.GUID) []int {
	before := len(to)
	for g, entries := range x.groups {
		if x.members[g][id] != tenant.NotMember {
			to = append(to, entries...)
		}
	}
	slices.Sort(to[before:]) // equal classes are one
	return to
}

// about are the entries about one thing of a kind, by its id or its name.
func (x *Excuser) about(to []int, kind, id, name string) []int {
	if len(x.byID) > 0 {
		if id, err := tenant.ParseGUID(id); err == nil {
			to = append(to, x.byID[id]...)
		}
	}
	if len(x.byName) > 0 {
		id, name = strings.ToLower(id), strings.ToLower(name)
		to = append(to, x.byName[id]...)
		if name != id && (kind == "user" || kind == "sku") {
			to = append(to, x.byName[name]...)
		}
	}
	for _, i := range to {
		x.o.Exceptions[i].Kind = kind
	}
	return to
}

// Finding keeps what was found of the tenant and its things: of these there are few.
func (x *Excuser) Finding(f *record.Finding) error {
	x.thing(f)
	return x.Handler.Finding(f)
}
