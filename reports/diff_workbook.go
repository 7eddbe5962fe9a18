package reports

import (
	"errors"
	"fmt"
	"io"

	"prepaudit/reports/diff"
	"prepaudit/reports/wording"
	"prepaudit/reports/xlsx"
	"prepaudit/rules/english"
)

// diffWorkbook writes the sheets of what changed behind a summary. People have room for what a reviewer decides, with
// what somebody wrote in an earlier workbook; of whom nothing changed any more, that stands on a sheet of its own.
func diffWorkbook(w io.Writer, c *diff.Change, earlier *xlsx.Decisions) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("writing the workbook: %w", err)
		}
	}()
	book, err := xlsx.New(w, coverSheet)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	tables := diffTables(c)
	for _, t := range tables {
		if err := diffSheet(book, &t, earlier); err != nil {
			return err
		}
	}
	if err := earlierSheet(book, earlier); err != nil {
		return err
	}
	if err := diffCover(book, c, tables, earlier); err != nil {
		return err
	}
	return book.Write(xlsx.Properties{
		Title:       "What changed in Windows Autopilot device preparation: " + c.Tenant.Name,
		Description: "times are UTC", Creator: "prepaudit " + c.Version, Created: c.New.Finished,
		Tenant: c.Tenant.ID,
	})
}

// decisionColumns are those that people fill in, of the sheet of people.
func decisionColumns() []xlsx.Column {
	var all []xlsx.Column
	for _, name := range xlsx.DecisionNames {
		all = append(all, xlsx.Column{Title: name, Width: 24, Look: xlsx.Wrapped})
	}
	return all
}

func diffSheet(book *xlsx.Book, t *diffTable, earlier *xlsx.Decisions) error {
	columns := sheetColumns(t.fields)
	if t.people {
		columns = append(columns, decisionColumns()...)
	}
	s, err := book.Sheet(t.sheet, columns)
	if err != nil {
		return err
	}
	cells := make([]xlsx.Cell, len(columns))
	err = t.rows(func(values ...any) error {
		for i, value := range values {
			kind, own := t.fields[i].own(value)
			if text, ok := own.(besides); ok {
				own = text.whole
			}
			cells[i] = looks[kind].Of(own)
		}
		if t.people {
			wrote := earlier.Take(fmt.Sprint(values[len(values)-1]))
			for i, text := range wrote {
				cells[len(values)+i] = xlsx.Wrapped.Of(xlsx.Written(text))
			}
		}
		return s.Add(cells)
	})
	if err != nil {
		return err
	}
	if s.Empty() {
		if err := s.Add([]xlsx.Cell{xlsx.Text.Of("nothing changed")}); err != nil {
			return err
		}
	}
	return s.End()
}

// earlierSheet has what somebody wrote beside people who didn't change since.
func earlierSheet(book *xlsx.Book, earlier *xlsx.Decisions) error {
	left := earlier.Left()
	if len(left) == 0 {
		return nil
	}
	s, err := book.Sheet("Earlier decisions", append([]xlsx.Column{{Title: "Object id", Width: 38}, {Title: "Name",
		Width: 28},
		{Title: "User principal name", Width: 38}, {Title: "From sheet", Width: 20}}, decisionColumns()...))
	if err != nil {
		return err
	}
	for _, d := range left {
		cells := []xlsx.Cell{xlsx.Text.Of(d.ID), xlsx.Text.Of(d.Name), xlsx.Text.Of(d.UPN), xlsx.Text.Of(d.Sheet)}
		for _, text := range d.Wrote {
			cells = append(cells, xlsx.Wrapped.Of(xlsx.Written(text)))
		}
		if err := s.Add(cells); err != nil {
			return err
		}
	}
	return s.End()
}

// KeptDecisions says what became of what somebody wrote in an earlier workbook.
func KeptDecisions(earlier *xlsx.Decisions) (lines []string) {
	took, left, passed := earlier.Counts()
	if took > 0 {
		lines = append(lines, fmt.Sprintf("what was written about %s is on sheet People", english.Count(took,
			"person")))
	}
	if left > 0 {
		lines = append(lines, "what was written about others, who didn't change since, is on sheet Earlier decisions: "+
			english.Count(left, "row"))
	}
	for _, sheet := range passed {
		lines = append(lines, fmt.Sprintf("sheet %q can't be kept: it has no column Object id", sheet))
	}
	return lines
}

// diffCover is what is read first.
func diffCover(book *xlsx.Book, c *diff.Change, tables []diffTable, earlier *xlsx.Decisions) error {
	s := book.Cover(coverSheet, []float64{22, 60, 30, 30})
	s.Write(xlsx.Title.Of("What changed in Windows Autopilot device preparation: " + c.Tenant.Name))
	word, said := wording.DiffVerdict(&c.Diff)
	s.WideBeside(looks[ground(wording.DiffTone(c.Result))].Of(word), said, 4)
	s.WideBeside(xlsx.Text.Of("OLD"), wording.DiffSide(&c.Old), 4)
	s.WideBeside(xlsx.Text.Of("NEW"), wording.DiffSide(&c.New), 4)
	if c.Tenant.ID != "" {
		s.WideBeside(xlsx.Text.Of(xlsx.TenantName), c.Tenant.ID, 4)
	}
	for _, note := range diffNotes(&c.Diff) {
		s.WideBeside(xlsx.Doubtful.Of("Read this first"), note, 4)
	}
	for _, line := range diffPeopleLines(&c.Diff) {
		s.WideBeside(xlsx.Text.Of("Changed"), line, 4)
	}
	for _, t := range tables {
		s.Write(xlsx.Text.Of("Sheet"), xlsx.Link.Of(xlsx.Hyperlink{Text: t.sheet + ": " + t.about,
			URL: "#'" + t.sheet + "'!A1",
			Tip: "go there"}))
	}
	for _, line := range KeptDecisions(earlier) {
		s.WideBeside(xlsx.Text.Of("Kept"), line, 4)
	}
	s.WideBeside(xlsx.Text.Of("Who changed it"), wording.WhoChanged, 4)
	s.OnePage()
	return s.Err()
}
