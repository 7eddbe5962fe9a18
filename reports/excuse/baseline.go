package excuse

import (
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"slices"
	"strconv"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// Baseline is what an earlier report found. It keeps eight bytes a finding, and as many for each cause that blocks a
// person, whatever the number of people.
type Baseline struct {
	run     *record.Run
	sums    []uint64 // sorted
	seed    maphash.Seed
	nth     map[record.Identity]int // of findings that share an identity
	partial bool                    // not all people were read
}

// ReadBaseline reads a JSON report as a baseline.
func ReadBaseline(r io.Reader) (*Baseline, error) {
	b := newBaseline()
	if err := record.Replay(r, b); err != nil {
		return nil, err
	}
	b.close()
	return b, nil
}

func newBaseline() *Baseline {
	return &Baseline{seed: maphash.MakeSeed(), nth: map[record.Identity]int{}}
}

// close makes it ready to be asked.
func (b *Baseline) close() {
	slices.Sort(b.sums)
	b.nth = nil
}

// mark is one thing that a baseline may know.
type mark struct {
	record.Identity
	grave int // what a finding weighs: a warning 0, a failure of an advisory rule 1, that of a required one the most
	nth   int // of the findings of its identity
}

func (b *Baseline) sum(m mark) uint64 { return maphash.Comparable(b.seed, m) }

// blocked is the mark of a cause that blocks a person.
func blocked(person tenant.GUID, cause string) mark {
	return mark{Identity: record.Identity{Rule: cause, Kind: "blocked", ID: person.String()}, grave: gravest}
}

// gravity is what a finding weighs; below zero is none that could be known.
func gravity(f *record.Finding) int {
	switch f.Outcome {
	case rules.Fail:
		return 1 + int(rules.Advisory-f.Level)
	case rules.Warn:
		return 0
	}
	return -1
}

// keep keeps a finding.
func (b *Baseline) keep(f *record.Finding, under rules.Subject) {
	id, nth := f.Identity(under), 0
	grave := gravity(f)
	if grave >= 0 && under == (rules.Subject{}) {
		id = record.Identity{Rule: strings.Clone(id.Rule), Kind: strings.Clone(id.Kind), ID: strings.Clone(id.ID)}
		nth = b.nth[id]
		b.nth[id]++
	}
	if grave >= 0 {
		b.sums = append(b.sums, b.sum(mark{id, grave, nth}))
	}
}

// knows reports whether the baseline had it, or worse: what became worse is new.
func (b *Baseline) knows(m mark) bool {
	for ; m.grave <= gravest; m.grave++ {
		if _, known := slices.BinarySearch(b.sums, b.sum(m)); known {
			return true
		}
	}
	return false
}

// gravest is what a failure of a required rule weighs.
const gravest = 1 + int(rules.Advisory-rules.Required)

// Run keeps the run.
func (b *Baseline) Run(r *record.Run) error {
	b.run = r
	return nil
}

// User keeps what was found of a user.
func (b *Baseline) User(u *record.User) error {
	for i := range u.Findings {
		b.keep(&u.Findings[i], u.Subject())
	}
	for _, cause := range u.BlockedBy {
		b.sums = append(b.sums, b.sum(blocked(u.ID, cause)))
	}
	return nil
}

// Device keeps what was found of a device.
func (b *Baseline) Device(d *record.Device) error {
	for i := range d.Findings {
		b.keep(&d.Findings[i], d.Subject())
	}
	return nil
}

// Finding keeps a finding.
func (b *Baseline) Finding(f *record.Finding) error {
	b.keep(f, rules.Subject{})
	return nil
}

// Summary refuses what is no report of the tenant as it is.
func (b *Baseline) Summary(s *record.Summary) error {
	if len(s.WhatIf) > 0 {
		return errors.New("it assumes changes that nobody made (--what-if)")
	}
	b.partial = s.Missed(tenant.Users)
	return nil
}

// MismatchError is a baseline of something else than the run.
type MismatchError struct{ problem, hint string }

func (e *MismatchError) Error() string { return "--baseline: " + e.problem }

// Hint says what to do.
func (e *MismatchError) Hint() string { return e.hint }

// fits refuses a baseline that the run can't be held against. key is that of the run's pseudonyms; "" for names.
func (b *Baseline) fits(r *record.Run, key string) error {
	was := b.run
	if was.NetworkOnly {
		return &MismatchError{"it is a report of a network, not of a tenant",
			"give a report of prepaudit audit -o json=FILE"}
	}
	if was.Tenant.ID == "" || r.Tenant.ID == "" {
		return &MismatchError{"whether it is of the same tenant isn't known, since organization wasn't read",
			"both reports need the permission to read organization"}
	}
	if !strings.EqualFold(was.Tenant.ID, r.Tenant.ID) {
		return &MismatchError{fmt.Sprintf("it is of tenant %.60s, and this is %.60s", was.Tenant.ID, r.Tenant.ID),
			"give a report of this tenant"}
	}
	switch {
	case was.Redacted && key == "":
		return &MismatchError{"it has pseudonyms, and this report doesn't",
			"give the report before it was redacted, or use --redact with the same key"}
	case was.Redacted && was.RedactionKey != key:
		return &MismatchError{"its pseudonyms were made with another key, or by an earlier version of prepaudit",
			"use the same key with --redact, or give the report before it was redacted"}
	case r.Redacted && !was.Redacted:
		return &MismatchError{"it has names, and this report has pseudonyms",
			"use --redact with the same key to make it"}
	}
	return nil
}

// differs says in what the baseline was another run.
func (b *Baseline) differs(r *record.Run) []string {
	all := []string{}
	if was := b.run.Scope.Description; was != r.Scope.Description {
		all = append(all, "it checked "+was)
	}
	known := map[string]bool{}
	for _, rule := range b.run.Rules {
		known[rule.ID] = true
	}
	var more []string
	for _, rule := range r.Rules {
		if !known[rule.ID] {
			more = append(more, rule.ID)
		}
	}
	if n := len(more); n > 0 {
		said := strings.Join(more[:min(n, 5)], ", ")
		if n > 5 {
			said += " and " + english.Number(n-5) + " more"
		}
		all = append(all, "it didn't check "+said)
	}
	if b.run.OtherMDM != r.OtherMDM {
		all = append(all, "it was run with --mdm other: "+strconv.FormatBool(b.run.OtherMDM))
	}
	if b.partial {
		all = append(all, "not all its users were read")
	}
	return all
}
