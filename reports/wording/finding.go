package wording

import (
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
)

// Outcome is the outcome, and the level where the finding weighs less than its rule.
func Outcome(run *record.Run, f *record.Finding) string {
	return OutcomeWord(f.Outcome) + Weight(f.Level, run.Rule(f.Rule).Level)
}

// Weight is the level of a finding in brackets, where it is not that of its rule.
func Weight(finding, rule rules.Level) string {
	if finding == rule {
		return ""
	}
	return " (" + finding.String() + ")"
}

// Remedy leaves out the command and the address with which a fix ends: broken into lines they
// cannot be copied, and rules show has them.
func Remedy(fix string) string {
	for _, mark := range []string{" `", " https://"} {
		fix, _, _ = strings.Cut(fix, mark)
	}
	return plain.Clip(fix, 2*plain.Longest)
}

// Subject is what a finding speaks of, by its name where it has one.
func Subject(s rules.Subject) string {
	switch {
	case s.Kind == "tenant":
		return "tenant"
	case s.Name != "":
		return plain.Shown(s.Name)
	}
	return plain.Shown(s.ID)
}
