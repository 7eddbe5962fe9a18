// Package sample keeps the first findings of each rule, for formats that show so many and no more.
package sample

import (
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
)

// Sampler keeps the run, and the first findings of each rule, whatever the number of users. Formats that show samples
// embed it, and write all at the end.
type Sampler struct {
	Ran  *record.Run // once it was told
	most int         // of each rule and rank
	of   map[string]*sample
	who  map[string][]string // by cause
}

// New makes a Sampler that keeps so many findings of each rule, and so many of the people whom each cause stops.
func New(most int) Sampler {
	return Sampler{most: most, of: map[string]*sample{}, who: map[string][]string{}}
}

// sample is the first findings of one rule.
type sample struct {
	seen  int
	first [4][]record.Finding // by rank
}

// Run keeps the run.
func (k *Sampler) Run(r *record.Run) error {
	k.Ran = r
	return nil
}

// User keeps the first of the findings about a user, and the user where it is one of the first whom a cause stops.
func (k *Sampler) User(u *record.User) error {
	k.keepAll(u.Findings, u.Subject)
	for _, cause := range u.BlockedBy {
		if who := k.who[cause]; len(who) < k.most {
			k.who[strings.Clone(cause)] = append(who, plain.Keep(u.Subject().Name))
		}
	}
	return nil
}

// Stopped are the first people whom a cause stops, by their user principal names.
func (k *Sampler) Stopped(cause string) []string { return k.who[cause] }

// Device keeps the first of the findings about a device.
func (k *Sampler) Device(d *record.Device) error {
	k.keepAll(d.Findings, d.Subject)
	return nil
}

// Finding keeps a finding where it is one of the first.
func (k *Sampler) Finding(f *record.Finding) error {
	k.keep(f, nil)
	return nil
}

// Rank puts first what weighs most; below zero is not shown.
func Rank(o rules.Outcome) int {
	switch o {
	case rules.Fail:
		return 0
	case rules.Warn:
		return 1
	case rules.NotEvaluated:
		return 2
	case rules.Manual:
		return 3
	}
	return -1
}

func (k *Sampler) keepAll(all []record.Finding, of func() rules.Subject) {
	for i := range all {
		k.keep(&all[i], of)
	}
}

// keep keeps a finding; of is its subject where it names none.
func (k *Sampler) keep(f *record.Finding, of func() rules.Subject) {
	r := Rank(f.Outcome)
	if r < 0 {
		return
	}
	s := k.of[f.Rule]
	if s == nil {
		s = &sample{}
		k.of[strings.Clone(f.Rule)] = s
	}
	s.seen++
	if len(s.first[r]) == k.most {
		return
	}
	// What comes is valid during the call only.
	kept, subject := *f, f.Subject
	if subject.Kind == "" && of != nil {
		subject = of()
	}
	kept.Rule, kept.Detail = strings.Clone(f.Rule), plain.Keep(f.Detail)
	kept.Subject = rules.Subject{
		Kind: strings.Clone(subject.Kind), ID: plain.Keep(subject.ID), Name: plain.Keep(subject.Name),
	}
	s.first[r] = append(s.first[r], kept)
}

// List is the kept findings of a rule, the gravest first, and how many there are in all.
func (k *Sampler) List(rule string) (all []record.Finding, seen int) {
	s := k.of[rule]
	if s == nil {
		return nil, 0
	}
	for _, some := range s.first {
		for _, f := range some {
			if len(all) < k.most {
				all = append(all, f)
			}
		}
	}
	return all, s.seen
}

// Drop forgets the findings of a rule.
func (k *Sampler) Drop(rule string) { delete(k.of, rule) }
