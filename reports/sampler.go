package reports

import (
	"strings"

	"prepaudit/rules"
)

// sampler keeps the first findings of each rule, whatever the number of users.
type sampler struct {
	most int // of each rule and rank
	of   map[*rules.Rule]*sample
}

func newSampler(most int) sampler { return sampler{most, map[*rules.Rule]*sample{}} }

// sample is the first findings of one rule.
type sample struct {
	seen  int
	first [4][]rules.Finding // by rank
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

func (k *sampler) keepAll(all []rules.Finding) {
	for i := range all {
		k.keep(&all[i])
	}
}

func (k *sampler) keep(f *rules.Finding) {
	r := rank(f.Outcome)
	if r < 0 {
		return
	}
	s := k.of[f.Rule]
	if s == nil {
		s = &sample{}
		k.of[f.Rule] = s
	}
	s.seen++
	if len(s.first[r]) == k.most {
		return
	}
	// What the row holds is valid during the call only.
	kept := *f
	kept.Detail = short(f.Detail)
	kept.Subject = rules.Subject{Kind: f.Subject.Kind, ID: short(f.Subject.ID), Name: short(f.Subject.Name)}
	s.first[r] = append(s.first[r], kept)
}

// short keeps a copy of what can be shown.
func short(s string) string { return strings.Clone(s[:min(len(s), 2*longest)]) }

// list is the kept findings of a rule, the gravest first, and how many there are in all.
func (k *sampler) list(r *rules.Rule) (all []rules.Finding, seen int) {
	s := k.of[r]
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
