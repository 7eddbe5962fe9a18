package reports

import (
	"fmt"
	"io"
	"strings"

	"prepaudit/reports/diff"
	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
)

// diffMarkdown writes a job summary: what it comes to first, then each table folded away, with its first rows.
func diffMarkdown(w io.Writer, c *diff.Change) error {
	m := &markdown{w: w}
	word, said := wording.DiffVerdict(&c.Diff)
	fmt.Fprintf(&m.b, "# %s: %s\n\nWindows Autopilot device preparation", word, escaped(said))
	if c.Tenant.Name != "" {
		m.b.WriteString(", " + escaped(plain.Clip(c.Tenant.Name, 120)))
	}
	fmt.Fprintf(&m.b, ".\n\n- OLD: %s\n- NEW: %s\n", escaped(wording.DiffSide(&c.Old)),
		escaped(wording.DiffSide(&c.New)))
	if notes := diffNotes(&c.Diff); len(notes) > 0 {
		m.b.WriteString("\n## Read this first\n\n")
		for _, note := range notes {
			m.b.WriteString("- " + escaped(note) + "\n")
		}
	}
	m.b.WriteString("\n")
	for _, line := range diffPeopleLines(&c.Diff) {
		m.b.WriteString("- " + escaped(line) + "\n")
	}
	for _, t := range diffTables(c) {
		var err error
		m.folded(t.sheet, func() { err = m.diffTable(&t) })
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(&m.b, "\n%s\n\nprepaudit %s.\n", escaped(wording.WhoChanged), escaped(c.Version))
	_, err := w.Write(m.b.Bytes())
	return err
}

func (m *markdown) diffTable(t *diffTable) error {
	n := 0
	err := t.rows(func(values ...any) error {
		if n == 0 {
			var heads, lines []string
			for _, f := range t.fields {
				heads, lines = append(heads, f.heading), append(lines, map[bool]string{true: "---:",
					false: "---"}[f.kind == amount])
			}
			fmt.Fprintf(&m.b, "\n| %s |\n| %s |\n", strings.Join(heads, " | "), strings.Join(lines, " | "))
		}
		if n++; n > mostPlanned || m.b.Len() > mostMarkdown {
			return errEnough
		}
		var cells []string
		for _, v := range values {
			cells = append(cells, escaped(plain.Shown(diffText(v))))
		}
		fmt.Fprintf(&m.b, "| %s |\n", strings.Join(cells, " | "))
		return nil
	})
	switch {
	case err == errEnough:
		m.b.WriteString("\nThere are more: -o json=FILE has them.\n")
		return nil
	case n == 0:
		m.b.WriteString("\nNothing changed.\n")
	}
	return err
}

// diffNotes are what is to be known first, and what can't be compared.
func diffNotes(d *record.Diff) (all []string) {
	for i := range d.Caveats {
		all = append(all, plain.Clip(d.Caveats[i].Text, 1000))
	}
	for i := range d.NotCompared {
		all = append(all, "Not compared: "+d.NotCompared[i].What+". "+plain.Shown(d.NotCompared[i].Why)+".")
	}
	open := 0
	for i := range d.Rules {
		if d.Rules[i].Change == record.NotComparable {
			open++
		}
	}
	if open > 0 {
		all = append(all, "Not compared: "+english.Count(open, "rule")+".")
	}
	return all
}

// diffPeopleLines say how many people changed in each way, and by which causes; then the same of devices.
func diffPeopleLines(d *record.Diff) (all []string) {
	for _, kind := range record.SubjectChanges() {
		if n := d.People.Changed[kind]; n > 0 {
			all = append(all, wording.ChangedPeople(kind, n))
		}
	}
	for _, kind := range record.SubjectChanges() {
		if n := d.Devices.Changed[kind]; n > 0 {
			all = append(all, wording.ChangedDevices(kind, n))
		}
	}
	return all
}
