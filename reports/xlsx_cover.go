package reports

import (
	"github.com/xuri/excelize/v2"

	"prepaudit/reports/plain"
)

// cover is the sheet that is read first. It is small, so it is held whole, as charts demand. Its first error is kept.
type cover struct {
	b      *book
	f      *excelize.File
	name   string
	widths []float64 // of the columns, in characters
	row    int       // the last written
	err    error
}

// hyperlink is a text of a cover that leads somewhere.
type hyperlink struct{ text, url, tip string }

// front begins the cover.
func (b *book) front(widths []float64) *cover {
	c := &cover{b: b, f: b.f, name: b.cover, widths: widths}
	c.keep(landscape(b.f, b.cover, 1))
	for i, width := range widths {
		column, err := excelize.ColumnNumberToName(i + 1)
		c.keep(err)
		c.keep(c.f.SetColWidth(c.name, column, column, width))
	}
	return c
}

// write writes a row; a cell whose value is nil is left out.
func (c *cover) write(cells ...cell) {
	c.row++
	lines := 1
	for i, cell := range cells {
		at, err := excelize.CoordinatesToCellName(i+1, c.row)
		c.keep(err)
		value := cell.value
		switch v := value.(type) {
		case nil:
			continue
		case string:
			value = cellText(v)
			if cell.look == lookWrapped || cell.look == lookIndented {
				lines = max(lines, len(plain.Wrap(plain.Text(v), int(c.widths[i]))))
			}
		case hyperlink:
			value = cellText(v.text)
			c.keep(c.f.SetCellHyperLink(c.name, at, v.url, "External", excelize.HyperlinkOpts{Tooltip: &v.tip}))
		}
		c.keep(c.f.SetCellValue(c.name, at, value))
		c.keep(c.f.SetCellStyle(c.name, at, at, c.b.looks[cell.look]))
	}
	if lines > 1 {
		c.height(lines)
	}
}

// height makes room for lines, since not every program finds the height of a row whose text is wrapped.
func (c *cover) height(lines int) {
	c.keep(c.f.SetRowHeight(c.name, c.row, min(15*float64(lines), excelize.MaxRowHeight)))
}

// wide writes a label, and a text over the next columns, to that of number last.
func (c *cover) wide(label, text string, last int) {
	c.write(lookWrapped.of(label))
	width := 0.0
	for _, w := range c.widths[1:last] {
		width += w
	}
	from, err := excelize.CoordinatesToCellName(2, c.row)
	c.keep(err)
	to, err := excelize.CoordinatesToCellName(last, c.row)
	c.keep(err)
	c.keep(c.f.SetCellValue(c.name, from, cellText(text)))
	c.keep(c.f.SetCellStyle(c.name, from, to, c.b.looks[lookWrapped]))
	c.keep(c.f.MergeCell(c.name, from, to))
	c.height(len(plain.Wrap(plain.Text(text), int(width))))
}

// skip leaves rows empty; each is as high as a line.
func (c *cover) skip(rows int) {
	for range rows {
		c.row++
		c.height(1)
	}
}

// next leaves a row empty, and returns the number of the one behind it.
func (c *cover) next() int {
	c.row++
	return c.row + 1
}

// table makes the rows from first to the last an Excel table, from one column to another.
func (c *cover) table(name string, first, from, to int) {
	c.row = max(c.row, first+1) // a table has a row
	area, err := excelize.CoordinatesToCellName(from, first)
	c.keep(err)
	end, err := excelize.CoordinatesToCellName(to, c.row)
	c.keep(err)
	c.keep(c.f.AddTable(c.name, &excelize.Table{Range: area + ":" + end, Name: name, StyleName: "TableStyleLight9"}))
}

func (c *cover) keep(err error) {
	if c.err == nil {
		c.err = err
	}
}
