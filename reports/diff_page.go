package reports

import (
	"io"
	"strings"

	"prepaudit/reports/diff"
	"prepaudit/reports/html"
	"prepaudit/reports/plain"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
)

// mostOnDiffPage are the rows of a table of the page.
const mostOnDiffPage = 5000

// diffPage writes one page for a browser or a printer.
func diffPage(w io.Writer, c *diff.Change) error {
	word, said := wording.DiffVerdict(&c.Diff)
	p := html.DiffPage{
		Title: "What changed in Windows Autopilot device preparation", Tenant: plain.Clip(c.Tenant.Name, 120),
		Version: c.Version,
		Answer:  word, Text: said, Tone: pageTone(wording.DiffTone(c.Result)), Old: wording.DiffSide(&c.Old),
		New: wording.DiffSide(&c.New), Notes: diffNotes(&c.Diff), Lines: diffPeopleLines(&c.Diff),
		Who: wording.WhoChanged,
	}
	for _, t := range diffTables(c) {
		table, err := diffOnPage(&t)
		if err != nil {
			return err
		}
		p.Tables = append(p.Tables, table)
	}
	return html.WriteDiff(w, p)
}

// diffOnPage are the first rows of a table, its cells escaped; a column without any value isn't there.
func diffOnPage(t *diffTable) (html.DiffTable, error) {
	out := html.DiffTable{ID: t.sheet, Heading: t.sheet, About: strings.ToUpper(t.about[:1]) + t.about[1:] + "."}
	n, some := 0, make([]bool, len(t.fields))
	var rows [][]html.Cell
	err := t.rows(func(values ...any) error {
		if n++; n > mostOnDiffPage {
			return nil
		}
		row := make([]html.Cell, len(values))
		for i, v := range values {
			row[i] = html.Cell{Text: plain.Shown(diffText(v)), Wide: t.fields[i].kind == prose}
			if tone, ok := v.(toned); ok {
				row[i].Tone = diffTone(tone.kind)
			}
			some[i] = some[i] || row[i].Text != ""
		}
		rows = append(rows, row)
		return nil
	})
	for i, f := range t.fields {
		if some[i] {
			out.Columns = append(out.Columns, f.heading)
		}
	}
	for _, row := range rows {
		kept := row[:0]
		for i := range row {
			if some[i] {
				kept = append(kept, row[i])
			}
		}
		out.AddRow(kept)
	}
	if n > mostOnDiffPage {
		out.More = english.Number(n-mostOnDiffPage) + " more: -o xlsx=FILE and -o json=FILE have them."
	}
	return out, err
}

func diffTone(k kind) string {
	return map[kind]string{good: "good", bad: "bad", doubtful: "open"}[k]
}
