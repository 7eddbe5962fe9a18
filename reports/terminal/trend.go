package terminal

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// TrendOptions says how a history looks.
type TrendOptions struct {
	Options
	Runs bool // each run has its time, since a day can have several
}

// WriteTrend writes what became of the readiness of one tenant: a sentence, lines of bars, and a row a run.
func WriteTrend(w io.Writer, of *record.PastOfOne, o TrendOptions) error {
	t := newScreen(w, o.Options)
	runs := of.Runs
	t.heading(plain.Shown(of.DefaultDomain) + " (" + plain.Shown(of.ID) + ")")
	last := usual(runs)
	t.paragraph(0, lately(runs, last))
	t.line("")
	t.sparklines(runs, last)
	t.trendRows(runs, o.Runs)
	if t.err != nil {
		return t.err
	}
	_, err := w.Write(clean(t.out.Bytes()))
	return err
}

// usual is the last run that counted everybody, of those that ask for what most runs ask for; the last where none did.
func usual(runs []record.Past) int {
	times, most := map[string]int{}, len(runs)-1
	for i := len(runs) - 1; i >= 0; i-- {
		times[runs[i].Asked]++
	}
	for i := len(runs) - 1; i >= 0; i-- {
		if times[runs[i].Asked] > times[runs[most].Asked] {
			most = i
		}
	}
	for i := most; i >= 0; i-- {
		if runs[i].Counted && runs[i].Asked == runs[most].Asked {
			return i
		}
	}
	return most
}

// lately says what the last run that counted everybody came to, and what has changed since.
func lately(runs []record.Past, last int) string {
	now := &runs[last]
	if !now.Counted {
		return "No run has counted everybody: what was missing is below."
	}
	said := fmt.Sprintf("%s of %s ready on %s", english.Number(now.Ready.Ready),
		english.Count(now.Ready.People, "person"), record.Day(now.At))
	var than []string
	first := slices.IndexFunc(runs, func(p record.Past) bool { return p.Counted && p.Asked == now.Asked })
	before := wording.Before(runs, last)
	if before != nil {
		than = append(than, wording.Changed(before, now))
	}
	if before != nil && wording.When(&runs[first], now) != wording.When(before, now) {
		than = append(than, wording.Changed(&runs[first], now))
	}
	if than != nil {
		said += ": " + strings.Join(than, ", ")
	}
	n := 0
	for _, p := range runs[last+1:] {
		if p.Asked == now.Asked {
			n++
		}
	}
	if n > 0 {
		said += ". " + english.CountVerb(n, "later run", "is", "are") + " incomplete"
	}
	return said + "."
}

// The heights of a sparkline, from nothing to the most, and what stands for a run that did not count everybody: a gap,
// never a zero.
var (
	blocks, gap           = []rune("▁▂▃▄▅▆▇█"), '·'
	asciiBlocks, asciiGap = []rune("_.-:=+*#"), ' '
)

// sparklines show the runs that asked for the same as the last, as many as there is room for.
func (t *screen) sparklines(runs []record.Past, last int) {
	var all []record.Past
	for _, p := range runs {
		if p.Asked == runs[last].Asked {
			all = append(all, p)
		}
	}
	const label, numbers = 15, 24
	all = all[max(0, len(all)-(t.width-label-numbers)):]
	if len(all) < 2 || !runs[last].Counted {
		return
	}
	for _, series := range []struct {
		name string
		of   func(*record.Past) int
	}{
		{"Ready", func(p *record.Past) int { return p.Ready.Ready }},
		{"Blocked", func(p *record.Past) int { return p.Ready.Blocked }},
		{"Not checked", func(p *record.Past) int { return p.Ready.Unknown }},
	} {
		line, from, to := t.sparkline(all, series.of)
		t.line(fmt.Sprintf("  %-*s%s  %s", label-2, series.name, line, fromTo(from, to)))
	}
	t.line("")
}

func fromTo(from, to int) string {
	if from == to {
		return english.Number(to)
	}
	return english.Number(from) + " to " + english.Number(to)
}

// sparkline is a bar a run, and the first and the last number.
func (t *screen) sparkline(all []record.Past, of func(*record.Past) int) (line string, from, to int) {
	heights, none := blocks, gap
	if t.ascii {
		heights, none = asciiBlocks, asciiGap
	}
	most, first := 1, true
	for i := range all {
		if all[i].Counted {
			most = max(most, of(&all[i]))
		}
	}
	var b strings.Builder
	for i := range all {
		if !all[i].Counted {
			b.WriteRune(none)
			continue
		}
		n := of(&all[i])
		if first {
			from, first = n, false
		}
		to = n
		b.WriteRune(heights[(n*(len(heights)-1)+most-1)/most])
	}
	return b.String(), from, to
}

// roomForVersions is how wide a screen is that has room for which version counted.
const roomForVersions = 100

// trendRows are the runs, the newest first.
func (t *screen) trendRows(runs []record.Past, times bool) {
	columns := []gridColumn{{title: "Date"}, {title: "Ready", right: true}, {title: "Blocked", right: true},
		{title: "Not checked", right: true}, {title: "Change", right: true}, {title: "Note", flex: true}}
	wide := t.width >= roomForVersions
	if wide {
		columns = slices.Insert(columns, 5, gridColumn{title: "prepaudit"})
	}
	var rows [][]string
	for i := len(runs) - 1; i >= 0; i-- {
		p := &runs[i]
		row := []string{record.Day(p.At), english.Number(p.Ready.Ready), english.Number(p.Ready.Blocked),
			english.Number(p.Ready.Unknown), "", trendNote(runs, i)}
		if times {
			row[0] = strings.TrimSuffix(wording.Minute(p.At), " UTC")
		}
		if !p.Counted {
			row[1] = "?"
		}
		if !p.Counted && (p.Ready.People == 0 || slices.Contains(p.Missing, tenant.Users)) { // nor is who is in scope
			row[2], row[3] = "?", "?"
		}
		if before := wording.Before(runs, i); before != nil {
			row[4] = wording.Change(before, p)
		}
		if wide {
			row = slices.Insert(row, 5, plain.Shown(p.Version))
		}
		rows = append(rows, row)
	}
	t.grid(columns, rows)
}

// trendNote says what keeps a run from being compared with the one before.
func trendNote(runs []record.Past, i int) string {
	p := &runs[i]
	var notes []string
	switch {
	case i == 0:
		notes = append(notes, plain.Shown(p.Scope))
	case runs[i-1].Asked != p.Asked:
		notes = append(notes, "other options: "+otherOptions(runs[i-1].Scope, p.Scope))
	}
	if why := wording.Uncounted(p); why != "" {
		notes = append(notes, why)
	} else if !p.Complete {
		notes = append(notes, "everyone was counted; other data is incomplete")
	}
	return strings.Join(notes, "; ")
}

// otherOptions says what a run was asked for that the one before it wasn't, or the other way round.
func otherOptions(before, now string) string {
	was, is := strings.Split(before, record.OptionsBetween), strings.Split(now, record.OptionsBetween)
	var said []string
	for _, option := range is {
		if !slices.Contains(was, option) {
			said = append(said, option)
		}
	}
	for i, option := range was {
		if i > 0 && !slices.Contains(is, option) { // the first is the people, of whom there are others
			said = append(said, "no longer "+option)
		}
	}
	if said == nil {
		return "other groups or name patterns" // of which the history keeps no names
	}
	return plain.Shown(strings.Join(said, record.OptionsBetween))
}
