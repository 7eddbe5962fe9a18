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

// states counts the users in scope by what their licences give.
func (t *screen) states(s *record.Summary) {
	rows := [][]string{}
	for _, f := range wording.Statuses(s) {
		rows = append(rows, []string{f.Label, f.Value, wording.Share(f.Part, s.Scope.InScope)})
	}
	t.grid([]gridColumn{{title: "In scope"}, {title: "Users", right: true}, {title: "Share", right: true}}, rows)
	t.line("")
	rows = nil
	for _, m := range rules.Sentences() {
		if m.Row > 0 && (t.details || s.ByRow[m.Row] > 0) {
			rows = append(rows, []string{fmt.Sprintf("%d  %s", m.Row, m.Text), english.Number(s.ByRow[m.Row])})
		}
	}
	if len(rows) == 0 {
		return
	}
	t.grid([]gridColumn{
		{title: "Qualified by row of the requirement document", flex: true}, {title: "Users", right: true},
	}, rows)
	t.line("")
}

// brief reports whether the terminal shows what is to be done, and not everything.
func (t *screen) brief() bool { return !t.details && !t.Ran.NetworkOnly }

// roomForCounts is the width below which the requirement gets the room of its level and its counts.
const roomForCounts = 76

// decides reports whether a rule has a line of its own where the terminal shows what is to be done: it is not met, or
// it is required and keeps the verdict open.
func decides(t record.Tally) bool {
	return t.Outcome() == rules.Fail || t.Outcome() == rules.NotEvaluated && t.Level == rules.Required
}

// rules is one line a rule, and one for those of which --details has more.
func (t *screen) rules(tallies []record.Tally) {
	var rows [][]string
	unprobed, well := 0, 0
	lesser := map[rules.Outcome][]string{}
	for _, tally := range tallies {
		result, colour := tally.Outcome().String(), outcomeColor(tally.Outcome())
		switch {
		case tally.Skipped:
			continue // listed at the end
		case tally.Unprobed():
			unprobed++
			continue
		case t.brief() && (tally.Outcome() == rules.Pass || tally.Outcome() == rules.NotApplicable):
			well++
			continue
		case t.brief() && !decides(tally):
			lesser[tally.Outcome()] = append(lesser[tally.Outcome()], tally.ID)
			continue
		case tally.Outcome() == rules.Fail:
			result = "NOT MET"
		case tally.Outcome() == rules.Pass:
			result = "met"
		}
		title := tally.Title
		if why := t.without[tally.ID]; why != "" && tally.Outcome() == rules.NotApplicable {
			title += ": " + plain.Shown(why)
		}
		rows = append(rows, []string{tally.ID, title, tally.Level.String(), t.paint(colour, result), counts(tally)})
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
	for _, o := range []rules.Outcome{rules.Warn, rules.NotEvaluated, rules.ByHand} {
		if len(lesser[o]) > 0 {
			word := t.paint(outcomeColor(o), strings.ReplaceAll(o.String(), " ", unbreakable))
			t.paragraph(2, word+": "+strings.Join(lesser[o], ", "))
		}
	}
	if well > 0 {
		t.paragraph(2, english.Count(well, "rule")+" met, or not applicable: --details lists them")
	}
	if unprobed > 0 {
		t.paragraph(2, english.Count(unprobed, "rule")+" about the network: not probed. "+
			"Run `prepaudit network -o json=FILE` where the devices will be, then audit with --network FILE.")
	}
	t.line("")
}

// documentResults are those that document counts, in the order of its columns.
var documentResults = []rules.Result{rules.Met, rules.NotMet, rules.Warned, rules.Undecided, rules.CheckByHand}

// document counts the sentences of the requirement document by their results, a line for each part.
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
	if len(lines) == 0 {
		return
	}
	right := func(title string) gridColumn { return gridColumn{title: title, right: true} }
	t.grid([]gridColumn{
		{title: "Requirements"}, right("Met"), right("Not met"), right("Warn"), right("Open"), right("By hand"),
	}, lines)
	t.line("")
}

// unbreakable is a blank at which no line is broken.
const unbreakable = "\u00a0"

// counts are those of a rule, with lines broken between them only.
func counts(t record.Tally) string {
	var parts []string
	for _, part := range wording.CountList(t) {
		parts = append(parts, strings.ReplaceAll(part, " ", unbreakable))
	}
	return strings.Join(parts, ", ")
}
