package reports

import (
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules"
)

// sampler keeps the run, and the first findings of each rule, whatever the number of users. Formats that show samples
// embed it, and write all at the end.
type sampler struct {
	run  *record.Run
	most int // of each rule and rank
	of   map[string]*sample
}

func newSampler(most int) sampler { return sampler{most: most, of: map[string]*sample{}} }

// sample is the first findings of one rule.
type sample struct {
	seen  int
	first [4][]record.Finding // by rank
}

func (k *sampler) Run(r *record.Run) error {
	k.run = r
	return nil
}

func (k *sampler) User(u *record.User) error {
	k.keepAll(u.Findings, u.Subject)
	return nil
}

func (k *sampler) Device(d *record.Device) error {
	k.keepAll(d.Findings, d.Subject)
	return nil
}

func (k *sampler) Finding(f *record.Finding) error {
	k.keep(f, nil)
	return nil
}

// rank puts first what weighs most; below zero is not shown.
func rank(o rules.Outcome) int {
	switch o {
	case rules.Fail:
		return 0
	case rules.Warn:
		return 1
	case rules.NotEvaluated:
		return 2
	case rules.ByHand:
		return 3
	}
	return -1
}

func (k *sampler) keepAll(all []record.Finding, of func() rules.Subject) {
	for i := range all {
		k.keep(&all[i], of)
	}
}

// keep keeps a finding; of is its subject where it names none.
func (k *sampler) keep(f *record.Finding, of func() rules.Subject) {
	r := rank(f.Outcome)
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
	kept.Rule, kept.Detail = strings.Clone(f.Rule), short(f.Detail)
	kept.Subject = rules.Subject{Kind: strings.Clone(subject.Kind), ID: short(subject.ID), Name: short(subject.Name)}
	s.first[r] = append(s.first[r], kept)
}

// short keeps a copy of what can be shown.
func short(s string) string { return strings.Clone(s[:min(len(s), 2*longest)]) }

// list is the kept findings of a rule, the gravest first, and how many there are in all.
func (k *sampler) list(rule string) (all []record.Finding, seen int) {
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
