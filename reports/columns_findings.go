package reports

import (
	"strings"

	"prepaudit/reports/record"
	"prepaudit/reports/sample"
	"prepaudit/reports/wording"
	"prepaudit/rules"
)

// subjectFinding is a finding, and what it is about.
type subjectFinding struct {
	*record.Finding
	subject rules.Subject
}

func findingTable(run *record.Run) tabular {
	type row = subjectFinding
	return &table[row]{
		title: title{
			name: "findings", sheet: "Findings", about: "what was found about users, devices and settings",
			none: always("nothing was found; what couldn't be read is on sheet Not read"),
		},
		user:    func(u *record.User, add func(row) error) error { return eachFinding(u.Findings, u.Subject, add) },
		device:  func(d *record.Device, add func(row) error) error { return eachFinding(d.Findings, d.Subject, add) },
		finding: func(f *record.Finding, add func(row) error) error { return addFinding(f, f.Subject, add) },
		columns: []column[row]{
			{"rule", "", "its id, as on sheet Rules", 0, text, func(f row) any { return f.Rule }},
			{"", "Rule", "its id, as on sheet Rules", 9, text, func(f row) any { return anchored{f.Rule, f.Rule} }},
			{"title", "Requirement", "the requirement", 50, prose, func(f row) any { return run.Rule(f.Rule).Title }},
			{"outcome", "", "fail, warning, not evaluated, check manually", 0, text,
				func(f row) any { return f.Outcome.String() }},
			{"", "Result", "fail, warning, not checked, check manually", 14, text,
				func(f row) any { return toned{ground(wording.OutcomeTone(f.Outcome)), wording.OutcomeWord(f.Outcome)} }},
			{"level", "Level", "of this finding: required, recommended, advisory", 14, text,
				func(f row) any { return f.Level.String() }},
			{"subjectKind", "About", strings.Join(rules.SubjectKinds(), ", "), 9, text,
				func(f row) any { return f.subject.Kind }},
			{"subjectId", "", "id of what it is about", 0, text, subjectID},
			{"subjectName", "Name", "the user principal name of a user, the part number of a product", 34, text,
				func(f row) any { return f.subject.Name }},
			{"", "Object id", "of what it is about", 38, text, subjectID},
			{"detail", "Detail", "what was found", 78, prose, func(f row) any { return f.Detail }},
		},
	}
}

func subjectID(f subjectFinding) any { return f.subject.ID }

// eachFinding adds the findings about somebody or something.
func eachFinding(all []record.Finding, whose func() rules.Subject, add func(subjectFinding) error) error {
	for i := range all {
		subject := all[i].Subject
		if subject.Kind == "" {
			subject = whose()
		}
		if err := addFinding(&all[i], subject, add); err != nil {
			return err
		}
	}
	return nil
}

// addFinding adds what wants a look; the passes of a rule are counted in the summary.
func addFinding(f *record.Finding, subject rules.Subject, add func(subjectFinding) error) error {
	if sample.Rank(f.Outcome) < 0 {
		return nil
	}
	return add(subjectFinding{f, subject})
}
