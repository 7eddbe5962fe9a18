package wording

import (
	"cmp"
	"maps"
	"slices"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// Figure is one bar of a chart: what it is of, its value in words, and how much that is, of how much where it is a
// part.
type Figure struct {
	Label, Value string
	Part, Whole  int
}

// Statuses counts the users in scope by where they stand with licenses. What few tenants have is there where it is.
func Statuses(s *record.Summary) []Figure {
	var all []Figure
	for _, status := range rules.LicenseStatuses() {
		if n := s.Users[status]; n > 0 || status < rules.NoLicense {
			all = append(all, Figure{Label: status.String(), Value: english.Number(n), Part: n})
		}
	}
	return all
}

// Seats are the products that give a part to persons, the largest first. The seats of a trial that has ended are none.
func Seats(s *record.Summary) []Figure {
	var all []Figure
	for _, k := range s.Subscriptions {
		if k.Offer != rules.PerDevice && k.Offer != rules.TrialEnded && (k.Entra || k.Intune) {
			seats := k.Enabled + k.Warning
			of := english.Number(k.Consumed) + " of " + english.Number(seats)
			all = append(all, Figure{cmp.Or(k.Name, k.PartNumber), of, k.Consumed, seats})
		}
	}
	slices.SortStableFunc(all, func(a, b Figure) int { return cmp.Compare(max(b.Part, b.Whole), max(a.Part, a.Whole)) })
	return all
}

// Releases counts the Windows devices by version: all of them, and as a part those that are checked, which are
// computers that people unbox.
func Releases(s *record.Summary) []Figure {
	names := maps.Clone(s.Devices.ByRelease)
	if names == nil {
		names = map[string]int{}
	}
	maps.Copy(names, s.Devices.Others)
	var all []Figure
	for _, name := range slices.Sorted(maps.Keys(names)) {
		n, others := s.Devices.ByRelease[name], s.Devices.Others[name]
		f := Figure{Label: name, Value: english.Number(n + others), Part: n}
		if others > 0 {
			f.Value += ", " + english.Number(others) + " not checked"
			f.Whole = n + others
		}
		all = append(all, f)
	}
	return all
}
