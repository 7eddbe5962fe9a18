package wording

import (
	"fmt"
	"slices"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules/english"
)

// mostDays is how many days a trend shows, whatever a report has.
const mostDays = 366

// Trend is what earlier runs came to and, last, this one, one a day; nil where no run of another day is known.
func Trend(run *record.Run, s *record.Summary) []record.Past {
	if len(s.Trend) == 0 {
		return nil
	}
	now := s.Now(run)
	now.Asked = s.Trend[0].Asked
	days := record.Daily(append(slices.Clone(s.Trend), now))
	if len(days) < 2 {
		return nil
	}
	return days[max(0, len(days)-mostDays):]
}

// Before is the last run before the one of that number that asked for the same and counted everybody, as this one did;
// nil for none.
func Before(all []record.Past, i int) *record.Past {
	for j := i - 1; j >= 0 && all[i].Counted; j-- {
		if all[j].Counted && all[j].Asked == all[i].Asked {
			return &all[j]
		}
	}
	return nil
}

// Change says how many more are ready than before: "+12", "-3", "0".
func Change(before, now *record.Past) string {
	n := now.Ready.Ready - before.Ready.Ready
	if n > 0 {
		return "+" + english.Number(n)
	}
	return english.Number(n)
}

// When says when a run was before another: on which day, or if it was the same, at what time.
func When(before, now *record.Past) string {
	if day := record.Day(before.At); day != record.Day(now.At) {
		return day
	}
	return Minute(before.At)
}

// Changed says in words how many more are ready than on the day of another run.
func Changed(before, now *record.Past) string {
	day := When(before, now)
	switch n := now.Ready.Ready - before.Ready.Ready; {
	case n > 0:
		return fmt.Sprintf("%s more than on %s", english.Number(n), day)
	case n < 0:
		return fmt.Sprintf("%s fewer than on %s", english.Number(-n), day)
	}
	return "as many as on " + day
}

// Uncounted says why a run has no number of people that can be compared; "" where it has.
func Uncounted(p *record.Past) string {
	if p.Counted {
		return ""
	}
	var names []string
	for _, ds := range p.Missing {
		names = append(names, plain.Shown(string(ds)))
	}
	if names == nil {
		return "people weren't checked"
	}
	return "incomplete: " + Named(names)
}
