package xlsx

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
	"github.com/xuri/excelize/v2"

	"prepaudit/reports/plain"
)

// Column is a column of a sheet that is one table.
type Column struct {
	Title string
	Width float64 // in characters
	Look  Look
}

// Sheet is a table that grows row by row, and goes on in another sheet where Excel ends.
type Sheet struct {
	b    *Book
	name string
	part int // 1, 2 …
	cols []Column
	sw   *excelize.StreamWriter // of all but the rows
	rows *sheetRows
}

// Sheet begins the table called name on a sheet of that name, behind the others.
func (b *Book) Sheet(name string, cols []Column) (*Sheet, error) {
	s := &Sheet{b: b, name: name, cols: cols}
	return s, s.open()
}

func (s *Sheet) title() string {
	if s.part == 1 {
		return s.name
	}
	return s.name + " " + strconv.Itoa(s.part)
}

func (s *Sheet) open() error {
	s.part++
	if err := s.b.newSheet(s.title()); err != nil {
		return err
	}
	if err := s.print(); err != nil {
		return err
	}
	var err error
	if s.sw, err = s.b.f.NewStreamWriter(s.title()); err != nil {
		return err
	}
	s.rows = &sheetRows{row: 1, late: s.b.late}
	s.b.rows[s.b.parts[s.title()]] = s.rows
	titles := make([]any, len(s.cols))
	for i, c := range s.cols {
		if err := s.sw.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
		letters, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		s.rows.cols = append(s.rows.cols, []byte(letters))
		titles[i] = excelize.Cell{StyleID: s.b.looks[c.Look.Head()], Value: cellText(c.Title)}
	}
	first := excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}
	if err := s.sw.SetPanes(&first); err != nil {
		return err
	}
	return s.sw.SetRow("A1", titles)
}

// Fold hides the rows that come, to the end of the table, until somebody clicks on the sign beside them.
func (s *Sheet) Fold() { s.rows.fold = true }

// Empty reports whether the table has no row yet.
func (s *Sheet) Empty() bool { return s.part == 1 && s.rows.row == 1 }

// Add writes a row; cells that are left out at its end are empty.
func (s *Sheet) Add(cells []Cell) error {
	if s.rows.row == s.b.most {
		if err := s.End(); err != nil {
			return err
		}
		if err := s.open(); err != nil {
			return err
		}
	}
	lines := 1
	for i := range cells {
		c := &cells[i]
		if link, ok := c.Value.(Hyperlink); ok {
			c.Value = link.Text
			if err := s.link(i, link); err != nil {
				return err
			}
		}
		if wrote, ok := c.Value.(Written); ok {
			fit := wrote.fit()
			lines = max(lines, Written(fit).lines(int(s.cols[i].Width)))
			if c.Value = fit; fit == "" {
				c.Value = nil
			}
			continue
		}
		text, ok := c.Value.(string)
		if !ok {
			continue
		}
		if text == "" {
			c.Value = nil // blank, so that a filter finds it as such
			continue
		}
		fit := cellText(text)
		if fit != text {
			c.Value = fit
		}
		if c.Look == Wrapped || c.Look == Link {
			lines = max(lines, linesIn(fit, int(s.cols[i].Width)))
		}
	}
	s.rows.beginRow(lines, cells, s.cols)
	for i := range s.cols {
		c := s.cols[i].Look.Of(nil)
		if i < len(cells) {
			c = cells[i]
		}
		if err := s.rows.cell(i, s.b.looks[c.Look], c.Value); err != nil {
			return err
		}
	}
	return s.rows.endRow()
}

// link makes a cell of the next row lead somewhere.
func (s *Sheet) link(column int, to Hyperlink) error {
	at, err := excelize.CoordinatesToCellName(column+1, s.rows.row+1)
	if err != nil {
		return err
	}
	return to.set(s.b.f, s.title(), at)
}

// Place is where the next row begins, for a hyperlink.
func (s *Sheet) Place() string {
	if s.rows.row == s.b.most {
		return fmt.Sprintf("#'%s %d'!A2", s.name, s.part+1)
	}
	return fmt.Sprintf("#'%s'!A%d", s.title(), s.rows.row+1)
}

// linesIn is about how many lines a text takes when it is wrapped: words don't fill them to their ends.
func linesIn(text string, width int) int {
	n := len(text)
	if n > width && strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) {
		n = displaywidth.String(text)
	}
	if n <= width {
		return 1
	}
	return 1 + n*21/20/width
}

// Total ends the table, and writes below it the sums of columns: a float64 each, nil for a column that is not added up.
// They are no formulas, which a workbook of names goes without.
func (s *Sheet) Total(sums []any) error {
	if err := s.table(); err != nil {
		return err
	}
	s.rows.beginRow(1, nil, nil)
	for i, c := range s.cols {
		look, value := TotalText, sums[i]
		switch {
		case i == 0:
			value = "Total"
		case c.Look == Money:
			look = TotalMoney
		case value != nil:
			look = TotalNumber
		}
		if err := s.rows.cell(i, s.b.looks[look], value); err != nil {
			return err
		}
	}
	return errors.Join(s.rows.endRow(), s.sw.Flush())
}

// End makes the rows an Excel table; no more are added.
func (s *Sheet) End() error {
	if err := s.table(); err != nil {
		return err
	}
	if s.rows.fold { // the sign stands at the row below
		s.rows.buf = fmt.Appendf(s.rows.buf, `<row r="%d" collapsed="1"/>`, s.rows.row+1)
	}
	return s.sw.Flush()
}

func (s *Sheet) table() error {
	last, err := excelize.CoordinatesToCellName(len(s.cols), max(s.rows.row, 2))
	if err != nil {
		return err
	}
	return s.sw.AddTable(&excelize.Table{
		Range: "A1:" + last, Name: strings.ReplaceAll(s.title(), " ", "_"), StyleName: "TableStyleLight9",
	})
}

// widestPage is how many characters of a row fit a page and can still be read.
const widestPage = 250

// print puts the header on every page, and the first column too where a row takes more than one.
func (s *Sheet) print() error {
	width := 0.0
	for _, c := range s.cols {
		width += c.Width
	}
	pages, repeat := 1, fmt.Sprintf("'%s'!$1:$1", s.title())
	if width > widestPage {
		pages = 1 + int((width-s.cols[0].Width)/(widestPage-s.cols[0].Width))
		repeat = fmt.Sprintf("'%[1]s'!$A:$A,'%[1]s'!$1:$1", s.title())
	}
	if err := landscape(s.b.f, s.title(), pages); err != nil {
		return err
	}
	last, err := excelize.ColumnNumberToName(len(s.cols))
	if err != nil {
		return err
	}
	// Without an area one long name in the last column shrinks every page.
	area := fmt.Sprintf("'%s'!$A:$%s", s.title(), last)
	return errors.Join(
		s.b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: area, Scope: s.title()}),
		s.b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: repeat, Scope: s.title()}),
	)
}

// landscape sets a sheet up for printing on pages that many pages wide.
func landscape(f *excelize.File, name string, pages int) error {
	const a4 = 9
	size, orientation, high, fit := a4, "landscape", 0, true
	narrow, bottom, footer := 0.4, 0.6, 0.3 // inches
	return errors.Join(
		f.SetPageLayout(name, &excelize.PageLayoutOptions{
			Size: &size, Orientation: &orientation, FitToWidth: &pages, FitToHeight: &high,
		}),
		f.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{
			Left: &narrow, Right: &narrow, Top: &narrow, Bottom: &bottom, Footer: &footer,
		}),
		f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R&P / &N"}),
		f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}),
	)
}

// cellText makes untrusted text fit for a cell: hidden characters are spelled out, which leaves none
// that XML forbids, and what is longer than Excel allows (32,767 UTF-16 units) is cut with a mark.
func cellText(s string) string { return cutCell(plain.Text(s)) }

func cutCell(s string) string {
	if len(s) <= excelize.TotalCellChars {
		return s
	}
	units := 0
	for i, r := range s {
		if units++; r > 0xffff {
			units++
		}
		if units >= excelize.TotalCellChars {
			return s[:i] + "…"
		}
	}
	return s
}
