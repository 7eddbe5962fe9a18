package reports

import (
	"fmt"
	"strings"

	"prepaudit/rules"
)

// states counts the users in scope by what their licences give.
func (t *table) states(s rules.Summary) {
	c := s.States
	rows := [][]string{}
	for _, r := range []struct {
		words string
		n     int
		show  bool
	}{
		{"qualified", c.Qualified, true},
		{"lacks Intune", c.LacksIntune, true},
		{"lacks Entra ID P1 or P2", c.LacksEntra, true},
		{"lacks both", c.LacksBoth, true},
		{noLicenceWords(s.Scope), c.Unlicensed, c.Unlicensed > 0},
		{"not evaluated", c.Unknown, c.Unknown > 0},
	} {
		if r.show {
			rows = append(rows, []string{r.words, number(r.n), share(r.n, s.Scope.InScope)})
		}
	}
	t.grid([]column{{title: "In scope"}, {title: "Users", right: true}, {title: "Share", right: true}}, rows)
	var by []string
	for row, n := range c.ByRow {
		if row > 0 && n > 0 {
			by = append(by, fmt.Sprintf("row"+unbreakable+"%d"+unbreakable+"(%s)", row, number(n)))
		}
	}
	if len(by) > 0 {
		t.paragraph(2, "Qualified by "+strings.Join(by, ", ")+" of the requirement document")
	}
	t.line("")
}

func noLicenceWords(c rules.ScopeCount) string {
	if c.Unlicensed > 0 {
		return "no licence: person or not is unknown"
	}
	return "no licence"
}

func share(n, of int) string {
	if of == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}

// rules is one line a rule.
func (t *table) rules(tallies []rules.Tally) {
	var rows [][]string
	for _, tally := range tallies {
		result, colour := tally.Outcome.String(), outcomeColor(tally.Outcome)
		switch {
		case tally.Skipped:
			result, colour = "skipped", ""
		case tally.Outcome == rules.Fail:
			result = "NOT MET"
		case tally.Outcome == rules.Pass:
			result = "met"
		}
		rows = append(rows, []string{tally.Rule.ID, tally.Rule.Title, tally.Rule.Level.String(), t.paint(colour, result), counts(tally)})
	}
	t.grid([]column{{title: "Rule"}, {title: "Requirement", flex: true}, {title: "Level"}, {title: "Result"}, {title: "Counts", most: t.width / 4}}, rows)
	t.line("")
}

// unbreakable is a blank at which no line is broken.
const unbreakable = "\u00a0"

// counts lists what is not zero, the gravest first.
func counts(t rules.Tally) string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{
		{t.Fail, "fail"},
		{t.Warn, "warn"},
		{t.Pass, "pass"},
		{t.NotEvaluated - t.Unclassified, "not evaluated"},
		{t.Unclassified, "without licence"},
		{t.NotApplicable, "not applicable"},
	} {
		if p.n > 0 {
			parts = append(parts, strings.ReplaceAll(number(p.n)+" "+p.what, " ", unbreakable))
		}
	}
	return strings.Join(parts, ", ")
}
