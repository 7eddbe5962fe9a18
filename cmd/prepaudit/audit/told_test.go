package audit

import (
	"slices"

	"prepaudit/reports/record"
	"prepaudit/rules"
)

// told is a report that was written: a line for each thing that it says.
type told struct {
	lines   []string
	summary record.Summary
}

func (r *told) add(v any) error {
	line, err := record.Append(nil, v, false)
	r.lines = append(r.lines, string(line))
	return err
}

func (r *told) Run(v *record.Run) error {
	kept := *v
	kept.Reading = record.RunReading{}
	return r.add(&kept)
}

// User is told without the order of causes, which hangs on who was read first.
func (r *told) User(v *record.User) error {
	one := *v
	one.BlockedBy, one.Causes = slices.Sorted(slices.Values(v.BlockedBy)), slices.Sorted(slices.Values(v.Causes))
	return r.add(&one)
}
func (r *told) Device(v *record.Device) error   { return r.add(v) }
func (r *told) Finding(v *record.Finding) error { return r.add(v) }
func (r *told) Summary(v *record.Summary) error {
	r.summary = *v
	r.summary.Reading = record.Reading{}
	return r.add(&r.summary)
}

// differs is the first line that another report has otherwise; "" is none. What is read in parts comes in another order
// than what is read one page after the other.
func (r *told) differs(other *told) string {
	r, other = r.sorted(), other.sorted()
	for i, line := range r.lines {
		if i >= len(other.lines) || other.lines[i] != line {
			if i >= len(other.lines) {
				return line + "\nis missing"
			}
			return firstDifference(line, other.lines[i])
		}
	}
	if len(other.lines) > len(r.lines) {
		return "more: " + other.lines[len(r.lines)]
	}
	return ""
}

func (r *told) sorted() *told {
	return &told{lines: slices.Sorted(slices.Values(r.lines)), summary: r.summary}
}

// unjudged reports whether another report differs in rules that it does not judge, and in none that it judges
// otherwise.
func (r *told) unjudged(other *told) bool {
	some := false
	for i := range r.summary.Tallies {
		was, is := r.summary.Tallies[i].Outcome(), other.summary.Tallies[i].Outcome()
		if was != is && is != rules.NotEvaluated {
			return false
		}
		some = some || was != is
	}
	return some
}

func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, i-60):min(len(s), i+80)] }
	return cut(a) + "\nis now\n" + cut(b)
}
