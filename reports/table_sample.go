package reports

import (
	"fmt"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// perRule is how many findings of a rule are shown.
const perRule = 5

// findings shows the first findings of each rule, the gravest first.
func (t *terminal) findings(tallies []record.Tally) {
	quiet := 0
	for _, tally := range tallies {
		s := t.of[tally.ID]
		if s == nil {
			continue
		}
		if t.brief() && tally.Outcome() != rules.Fail {
			quiet++
			continue
		}
		t.heading(tally.ID + ": " + tally.Title)
		var rows [][]string
		for _, list := range s.first {
			for _, f := range list {
				if len(rows) == perRule {
					break
				}
				rows = append(rows, []string{t.paint(outcomeColor(f.Outcome), outcomeWords(t.run, &f)), subject(f.Subject), plain.Clip(f.Detail, longest)})
			}
		}
		t.grid([]gridColumn{{}, {most: t.width * 2 / 5}, {flex: true}}, rows)
		if more := s.seen - len(rows); more > 0 {
			t.line("  … and " + english.Number(more) + " more")
		}
		t.paragraph(2, "Cure: "+inWords(t.run.Rule(tally.ID).Remediation))
		t.line("")
	}
	if quiet > 0 {
		t.paragraph(0, "What was found of "+english.Count(quiet, "other rule")+": --details shows the first of each.")
		t.line("")
	}
}

// outcomeWords is the outcome, and the level where the finding weighs less than its rule.
func outcomeWords(run *record.Run, f *record.Finding) string {
	return f.Outcome.String() + weight(f.Level, run.Rule(f.Rule).Level)
}

// weight is the level of a finding in brackets, where it is not that of its rule.
func weight(finding, rule rules.Level) string {
	if finding == rule {
		return ""
	}
	return " (" + finding.String() + ")"
}

// inWords leaves out the command and the address with which a cure ends: broken into lines they
// cannot be copied, and rules show has them.
func inWords(cure string) string {
	for _, mark := range []string{" `", " https://"} {
		cure, _, _ = strings.Cut(cure, mark)
	}
	return plain.Clip(cure, 2*longest)
}

func subject(s rules.Subject) string {
	switch {
	case s.Kind == "tenant":
		return "tenant"
	case s.Name != "":
		return plain.Clip(s.Name, longest)
	}
	return plain.Clip(s.ID, longest)
}

// gaps says what could not be judged, for want of what, and what would change that.
func (t *terminal) gaps(s *record.Summary) {
	if len(s.Missing) == 0 {
		return
	}
	t.heading("Not evaluated")
	for _, g := range s.Missing {
		state := "not read"
		if g.Partial {
			state = "read in part"
		}
		t.paragraph(2, fmt.Sprintf("%s: %s: %s", t.paint(yellow, string(g.Dataset)), state, plain.Clip(g.Why, longest)))
		if ids := waiting(s.Tallies, g); ids != "" {
			t.paragraph(4, "leaves open: "+ids)
		}
		if g.Permission != "" {
			t.paragraph(4, "permission: "+plain.Clip(g.Permission, longest))
		}
		if g.Hint != "" {
			t.paragraph(4, "hint: "+plain.Clip(g.Hint, longest))
		}
	}
	t.line("")
}

// waiting lists the rules that a gap leaves open.
func waiting(tallies []record.Tally, g rules.Gap) string {
	var ids []string
	for _, t := range tallies {
		for _, lacked := range t.Missing {
			if lacked.Dataset == g.Dataset {
				ids = append(ids, t.ID)
				break
			}
		}
	}
	return strings.Join(ids, ", ")
}
