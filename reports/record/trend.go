package record

import (
	"slices"
	"strings"
	"time"

	"prepaudit/rules"
	"prepaudit/rules/tenant"
)

// OptionsBetween is between what Past.Scope says of the people, and of each other option.
const OptionsBetween = "; "

// Past is what a run came to, as the history keeps it: counts, and no names.
type Past struct {
	At       time.Time        `json:"at"`
	AsOf     string           `json:"asOf,omitzero"`
	Version  string           `json:"version"`
	Scope    string           `json:"scope"`
	Asked    string           `json:"askedFor"`
	Complete bool             `json:"complete"`
	Counted  bool             `json:"counted"`
	Missing  []tenant.Dataset `json:"missing"`
	Status   int              `json:"exitStatus"`
	InScope  int              `json:"inScope"`
	Ready    rules.ReadyCount `json:"ready"`
}

// History is what is remembered, by tenant.
type History struct {
	SchemaVersion int         `json:"schemaVersion"`
	Tenants       []PastOfOne `json:"tenants"`
}

// PastOfOne is what is remembered of one tenant, in the order of time.
type PastOfOne struct {
	ID            string `json:"id"`
	DefaultDomain string `json:"defaultDomain"`
	Runs          []Past `json:"runs"`
}

// Counted reports whether who is ready is known of everybody in scope, as far as it hangs on what was read. What else
// is missing of the run makes no number of people wrong.
func (s *Summary) Counted() bool {
	return s.Scope.Asked && s.Scope.Doubt == "" && s.Ready.Unread == 0 && !s.Missed(tenant.Users)
}

// Now is what this run came to; only who remembers it knows Scope and Asked.
func (s *Summary) Now(r *Run) Past {
	p := Past{
		At: s.Reading.Finished.UTC(), AsOf: r.AsOf, Version: r.Version, Complete: s.Complete, Counted: s.Counted(),
		Status: s.ExitStatus, InScope: s.Scope.InScope, Ready: s.Ready,
	}
	if taken := r.Reading.Taken; !taken.IsZero() {
		p.At = taken.UTC()
	}
	for _, g := range s.Missing {
		if !slices.Contains(p.Missing, g.Dataset) {
			p.Missing = append(p.Missing, g.Dataset)
		}
	}
	if day, err := time.Parse(time.DateOnly, r.AsOf); err == nil {
		p.At = day
	}
	return p
}

// Daily keeps one run a day of those that asked for the same: the last that counted everybody, or else the last. All
// are in the order of time, and so is what comes out.
func Daily(all []Past) (days []Past) {
	type day struct{ day, asked string }
	kept := map[day]Past{}
	for _, p := range all {
		key := day{Day(p.At), p.Asked}
		if was, found := kept[key]; !found || p.Counted || !was.Counted {
			kept[key] = p
		}
	}
	for _, p := range kept {
		days = append(days, p)
	}
	slices.SortFunc(days, func(a, b Past) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return strings.Compare(a.Asked, b.Asked)
	})
	return days
}
