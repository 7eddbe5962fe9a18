package xlsx

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"prepaudit/reports/plain"
)

// Cover is a sheet that is read, as the first of a workbook. It is small, so it is held whole, as charts demand. Its
// methods keep the first error for Err.
type Cover struct {
	b      *Book
	f      *excelize.File
	name   string
	widths []float64 // of the columns, in characters
	row    int       // the last written
	err    error
}

// Err is the first error of all methods.
func (c *Cover) Err() error { return c.err }

// Hyperlink is a text that leads to an address, or with # in front to a place in the workbook; a tip is shown with it.
type Hyperlink struct{ Text, URL, Tip string }

// set makes a cell lead there. Where the address is none of the web, nothing does: a report may be rendered from a file
// that somebody wrote.
func (h Hyperlink) set(f *excelize.File, sheet, cell string) error {
	tip := excelize.HyperlinkOpts{Tooltip: &h.Tip}
	place, within := strings.CutPrefix(h.URL, "#")
	switch {
	case within:
		return f.SetCellHyperLink(sheet, cell, place, "Location", tip)
	case strings.HasPrefix(h.URL, "https://"):
		return f.SetCellHyperLink(sheet, cell, h.URL, "External", tip)
	}
	return nil
}

// Cover begins a sheet like the first one, whose columns are so many characters wide: the first itself, or one behind
// the others.
func (b *Book) Cover(name string, widths []float64) *Cover {
	c := &Cover{b: b, f: b.f, name: name, widths: widths}
	if i, err := b.f.GetSheetIndex(name); i < 0 || err != nil {
		c.keep(b.newSheet(name))
	}
	c.keep(landscape(b.f, name, 1))
	for i, width := range widths {
		column, err := excelize.ColumnNumberToName(i + 1)
		c.keep(err)
		c.keep(c.f.SetColWidth(c.name, column, column, width))
	}
	return c
}

// Write writes a row; a cell whose value is nil is left out.
func (c *Cover) Write(cells ...Cell) {
	c.row++
	lines := 1
	for i, cell := range cells {
		at, err := excelize.CoordinatesToCellName(i+1, c.row)
		c.keep(err)
		value := cell.Value
		if v, ok := value.(Hyperlink); ok {
			value = v.Text
			c.keep(v.set(c.f, c.name, at))
		}
		switch v := value.(type) {
		case nil:
			continue
		case string:
			value = cellText(v)
			if cell.Look == Wrapped || cell.Look == Indented || cell.Look == Link {
				lines = max(lines, len(plain.Wrap(plain.Text(v), int(c.widths[i]))))
			}
		}
		c.keep(c.f.SetCellValue(c.name, at, value))
		c.keep(c.f.SetCellStyle(c.name, at, at, c.b.looks[cell.Look]))
	}
	if lines > 1 {
		c.height(lines)
	}
}

// height makes room for lines, since not every program finds the height of a row whose text is wrapped.
func (c *Cover) height(lines int) {
	c.keep(c.f.SetRowHeight(c.name, c.row, min(15*float64(lines), excelize.MaxRowHeight)))
}

// WideBeside writes a cell, and a text over the next columns, to that of number last.
func (c *Cover) WideBeside(label Cell, text string, last int) {
	c.Write(label)
	width := 0.0
	for _, w := range c.widths[1:last] {
		width += w
	}
	from, err := excelize.CoordinatesToCellName(2, c.row)
	c.keep(err)
	to, err := excelize.CoordinatesToCellName(last, c.row)
	c.keep(err)
	c.keep(c.f.SetCellValue(c.name, from, cellText(text)))
	c.keep(c.f.SetCellStyle(c.name, from, to, c.b.looks[Wrapped]))
	c.keep(c.f.MergeCell(c.name, from, to))
	c.height(len(plain.Wrap(plain.Text(text), int(width))))
}

// mostOnPage is how many rows a printed page can have and still be read.
const mostOnPage = 85

// OnePage prints the sheet on one page, unless it is too long for that.
func (c *Cover) OnePage() {
	if one := 1; c.row <= mostOnPage {
		c.keep(c.f.SetPageLayout(c.name, &excelize.PageLayoutOptions{FitToHeight: &one}))
	}
}

// Row is the number of the last row.
func (c *Cover) Row() int { return c.row }

// Skip leaves rows empty; each is as high as a line.
func (c *Cover) Skip(rows int) {
	for range rows {
		c.row++
		c.height(1)
	}
}

// Next leaves a row empty, and returns the number of the one behind it.
func (c *Cover) Next() int {
	c.row++
	return c.row + 1
}

// Table makes the rows from first to the last written an Excel table, from one column to another.
func (c *Cover) Table(name string, first, from, to int) {
	c.row = max(c.row, first+1) // a table has a row
	area, err := excelize.CoordinatesToCellName(from, first)
	c.keep(err)
	end, err := excelize.CoordinatesToCellName(to, c.row)
	c.keep(err)
	c.keep(c.f.AddTable(c.name, &excelize.Table{Range: area + ":" + end, Name: name, StyleName: "TableStyleLight9"}))
}

func (c *Cover) keep(err error) {
	if c.err == nil {
		c.err = err
	}
}
