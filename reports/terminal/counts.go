package terminal

import (
	"fmt"
	"slices"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// states counts the users in scope by what their licenses give.
func (t *screen) states(s *record.Summary) {
	rows := [][]string{}
	for _, f := range wording.Statuses(s) {
		if f.Part > 0 {
			rows = append(rows, []string{f.Label, f.Value, wording.Share(f.Part, s.Scope.InScope)})
		}
	}
	t.counted(rows, gridColumn{title: "Licenses"}, gridColumn{title: "Users", right: true},
		gridColumn{title: "Share", right: true})
	rows = nil
	for _, m := range rules.Sentences() {
		if m.Row > 0 && s.ByRow[m.Row] > 0 {
			rows = append(rows, []string{fmt.Sprintf("%d  %s", m.Row, m.Text), english.Number(s.ByRow[m.Row])})
		}
	}
	t.counted(rows, gridColumn{title: "Licensed through", flex: true}, gridColumn{title: "Users", right: true})
}

// counted is a grid with an empty line behind it; nothing where there is nothing in it.
func (t *screen) counted(rows [][]string, cols ...gridColumn) {
	if len(rows) > 0 {
		t.grid(cols, rows)
		t.line("")
	}
}

// roomForCounts is the width below which the requirement gets the room of its level and its counts.
const roomForCounts = 76

// rules is one line a rule.
func (t *screen) rules(tallies []record.Tally) {
	var rows [][]string
	unprobed := 0
	for _, tally := range tallies {
		switch {
		case tally.Skipped:
			continue // listed at the end
		case tally.Unprobed():
			unprobed++
			continue
		}
		title := tally.Title
		if why := t.without[tally.ID]; why != "" && tally.Outcome() == rules.NotApplicable {
			title += ": " + plain.Shown(why)
		}
		result := t.paint(outcomeColor(tally.Outcome()), wording.Result(tally))
		rows = append(rows, []string{tally.ID, title, tally.Level.String(), result, counts(tally)})
	}
	cols := []gridColumn{
		{title: "Rule"}, {title: "Requirement", flex: true}, {title: "Level"}, {title: "Result"},
		{title: "Counts", most: t.width / 4},
	}
	if t.width < roomForCounts {
		cols = slices.Delete(cols, 2, 3)[:3]
		for i, r := range rows {
			rows[i] = slices.Delete(r, 2, 3)[:3]
		}
	}
	if len(rows) > 0 {
		t.grid(cols, rows)
	}
	if unprobed > 0 {
		t.paragraph(2, english.Count(unprobed, "rule")+" about the network: not tested. "+
			"Run `prepaudit network -o json=FILE` where the devices will be, then audit with --network FILE.")
	}
	t.line("")
}

// documentResults are those that document counts, in the order of its columns.
var documentResults = []rules.Result{rules.Passed, rules.Failed, rules.Warned, rules.Undecided, rules.CheckManually}

// document counts what Microsoft's requirements page asks for by results, a line for each part.
func (t *screen) document(rows []rules.MatrixRow) {
	var parts []string
	results := map[string][]int{}
	for _, r := range rows {
		if results[r.Part] == nil {
			parts = append(parts, r.Part)
			results[r.Part] = make([]int, rules.Informs+1)
		}
		results[r.Part][r.Result]++
	}
	var lines [][]string
	for _, part := range parts {
		cells := []string{part}
		for _, result := range documentResults {
			cells = append(cells, english.Number(results[part][result]))
		}
		lines = append(lines, cells)
	}
	right := func(title string) gridColumn { return gridColumn{title: title, right: true} }
	manually := "Check manually"
	if t.width < roomForCounts {
		manually = "Manually"
	}
	t.counted(lines, gridColumn{title: "Requirements"}, right("Pass"), right("Fail"), right("Warning"),
		right("Not checked"), right(manually))
}

// unbreakable is a blank at which no line is broken.
const unbreakable = "\u00a0"

// counts are those of a rule, with no line broken behind a number.
func counts(t record.Tally) string {
	var parts []string
	for _, part := range wording.CountList(t) {
		parts = append(parts, strings.Replace(part, " ", unbreakable, 1))
	}
	return strings.Join(parts, ", ")
}
