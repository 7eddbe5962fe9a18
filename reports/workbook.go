package reports

import (
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"prepaudit/reports/record"
	"prepaudit/reports/xlsx"
)

// workbook is what leaves the tenant's hands: tables to filter, one user a row, behind a summary.
type workbook struct {
	book   *xlsx.Book
	run    *record.Run
	sheets []bookTable
	rows   anchors
	charts *xlsx.Cover // of the devices
}

// bookTable is a table in the workbook.
type bookTable struct {
	record.Handler // takes the run's events
	*title
	sheet *xlsx.Sheet
	sums  []any // of the columns that are added up; nil for the others
}

// looks of the cells of a kind.
var looks = [...]xlsx.Look{
	text: xlsx.Text, prose: xlsx.Wrapped, indented: xlsx.Indented, link: xlsx.Link,
	amount: xlsx.Number, numeral: xlsx.Numeral, money: xlsx.Money, rate: xlsx.Money, truth: xlsx.Text, moment: xlsx.Time, date: xlsx.Date,
	good: xlsx.Good, doubtful: xlsx.Doubtful, bad: xlsx.Bad, neutral: xlsx.Neutral,
}

func openWorkbook(w io.Writer, _ Options) (record.Handler, error) {
	b, err := xlsx.New(w, coverSheet)
	if err != nil {
		return nil, fmt.Errorf("writing the workbook: %w", err)
	}
	return &workbook{book: b, rows: anchors{}}, nil
}

func (x *workbook) Run(r *record.Run) error {
	x.run = r
	for _, make := range workbookTables {
		t := make(r)
		if in := t.titled().in; in != nil && !in(r) {
			continue
		}
		s, err := x.book.Sheet(t.titled().sheet, sheetColumns(t.fields(inWorkbook)))
		if err != nil {
			return x.closeOn(err)
		}
		fields := t.fields(inWorkbook)
		add, sums := x.adder(fields, s)
		x.sheets = append(x.sheets, bookTable{t.open(inWorkbook, add), t.titled(), s, sums})
		if t.titled().sheet == "Devices" {
			x.charts = x.book.Cover("Device versions", []float64{4, 40, 16, 16})
		}
	}
	return nil
}

func sheetColumns(fields []field) []xlsx.Column {
	var all []xlsx.Column
	for _, f := range fields {
		all = append(all, xlsx.Column{Title: f.heading, Width: f.width, Look: looks[f.kind]})
	}
	return all
}

// adder hands the values of a row on as cells, and adds amounts up.
func (x *workbook) adder(fields []field, to *xlsx.Sheet) (add func([]any) error, sums []any) {
	cells, sums := make([]xlsx.Cell, len(fields)), make([]any, len(fields))
	return func(values []any) error {
		for i, value := range values {
			switch v := value.(type) {
			case anchored:
				x.rows.mark(to, v.id)
				value = v.value
			case folded:
				if !to.Empty() {
					to.Fold()
				}
				value = v.value
			case *saidOfPerson:
				x.rows.mark(to, v.blocked...)
				value = &v.blockedBy
			}
			cells[i] = x.cell(&fields[i], value)
			addUp(&sums[i], &fields[i], value)
		}
		return to.Add(cells)
	}, sums
}

// addUp adds an amount to a sum.
func addUp(sum *any, f *field, value any) {
	if f.kind != amount && f.kind != money {
		return
	}
	so, _ := (*sum).(float64)
	switch v := value.(type) {
	case int:
		*sum = so + float64(v)
	case float64:
		*sum = math.Round(1e4*(so+v)) / 1e4 // prices have four decimals at most
	}
}

func (x *workbook) cell(f *field, value any) xlsx.Cell {
	kind, value := f.own(value)
	switch v := value.(type) {
	case jump:
		link := x.rows.link(v)
		if value = link; link.URL == "" {
			kind, value = prose, link.Text
		}
	case time.Time:
		value = when(v)
	case string:
		if kind == date {
			value = dayOf(v)
		}
	}
	return looks[kind].Of(value)
}

// when is a time for a cell; nil for none.
func when(t time.Time) any {
	if t.Year() < 1900 { // Excel knows no earlier ones
		return nil
	}
	return t.UTC()
}

// dayOf is a day for a cell; nil for none, and for what is no day.
func dayOf(day string) any {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil
	}
	return when(t)
}

// each hands an event to all sheets.
func (x *workbook) each(event func(record.Handler) error) error {
	for i := range x.sheets {
		if err := event(x.sheets[i].Handler); err != nil {
			return x.closeOn(err)
		}
	}
	return nil
}

func (x *workbook) User(v *record.User) error {
	return x.each(func(f record.Handler) error { return f.User(v) })
}

func (x *workbook) Device(d *record.Device) error {
	return x.each(func(f record.Handler) error { return f.Device(d) })
}

func (x *workbook) Finding(found *record.Finding) error {
	return x.each(func(f record.Handler) error { return f.Finding(found) })
}

func (x *workbook) Summary(s *record.Summary) error {
	if err := errors.Join(x.finish(s), x.Close()); err != nil {
		return fmt.Errorf("writing the workbook: %w", err)
	}
	return nil
}

func (x *workbook) finish(s *record.Summary) error {
	for _, t := range x.sheets { // before what leads to their rows
		if err := t.finish(s); err != nil {
			return err
		}
	}
	if err := errors.Join(x.versions(s), x.trend(s), x.summary(s)); err != nil {
		return err
	}
	return x.book.Write(xlsx.Properties{
		Title:       "Windows Autopilot device preparation: readiness of " + x.run.Tenant.Name,
		Description: "SKU catalog of " + x.run.CatalogDate + "; times are UTC",
		Creator:     "prepaudit " + x.run.Version,
		Tenant:      x.run.Tenant.ID,
		Created:     s.Reading.Finished,
	})
}

func (t *bookTable) finish(s *record.Summary) error {
	if t.note != nil {
		if note := t.note(s); note != "" {
			if err := t.sheet.Add([]xlsx.Cell{xlsx.Text.Of(note)}); err != nil {
				return err
			}
		}
	}
	if err := t.Summary(s); err != nil {
		return err
	}
	if t.none != nil && t.sheet.Empty() {
		if err := t.sheet.Add([]xlsx.Cell{xlsx.Text.Of(t.none(s))}); err != nil {
			return err
		}
		return t.sheet.End()
	}
	if t.total {
		return t.sheet.Total(t.sums)
	}
	return t.sheet.End()
}

// Close removes the temporary files; whoever ends a run early calls it.
func (x *workbook) Close() error { return x.book.Close() }

// closeOn closes the workbook when there is an error, since no more events come then.
func (x *workbook) closeOn(err error) error {
	if err == nil {
		return nil
	}
	x.Close() // the first error says more
	return fmt.Errorf("writing the workbook: %w", err)
}
