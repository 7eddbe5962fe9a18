package reports

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// sheetColumn is a column of a sheet that is one table.
type sheetColumn struct {
	title, about string // about is for the documentation
	width        float64
	style        int
}

// sheet is a table that grows row by row, and goes on in another sheet where Excel ends.
type sheet struct {
	f     *excelize.File
	look  styles
	name  string
	part  int // 1, 2 …
	cols  []sheetColumn
	sw    *excelize.StreamWriter
	row   int // the last written
	most  int
	cells []any
	given []any
}

// sheet begins the table called name on the sheet of that name.
func (x *workbook) sheet(name string, cols []sheetColumn) (*sheet, error) {
	s := &sheet{f: x.f, look: x.look, name: name, cols: cols, most: x.most, cells: make([]any, len(cols))}
	return s, s.open()
}

func (s *sheet) title() string {
	if s.part == 1 {
		return s.name
	}
	return s.name + " " + strconv.Itoa(s.part)
}

func (s *sheet) open() error {
	s.part++
	s.row = 0
	if s.part > 1 {
		if _, err := s.f.NewSheet(s.title()); err != nil {
			return err
		}
	}
	if err := s.print(); err != nil {
		return err
	}
	var err error
	if s.sw, err = s.f.NewStreamWriter(s.title()); err != nil {
		return err
	}
	for i, c := range s.cols {
		if err := s.sw.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
		head := s.look.head
		if c.style == s.look.number || c.style == s.look.money {
			head = s.look.headNumber
		}
		s.cells[i] = excelize.Cell{StyleID: head, Value: cellText(c.title)}
	}
	if err := s.sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return s.write()
}

// room is an empty slice for the values of a row, used again and again.
func (s *sheet) room() []any { return s.given[:0] }

// add writes a row; values that are left out at its end are empty. A value is a string, a number, a time, or an excelize.Cell with a style of its own.
func (s *sheet) add(values ...any) error {
	if s.row == s.most {
		if err := s.end(); err != nil {
			return err
		}
		if err := s.open(); err != nil {
			return err
		}
	}
	s.given = values
	lines := 1
	for i := range s.cells {
		var v any
		if i < len(values) {
			v = values[i]
		}
		c, styled := v.(excelize.Cell)
		if !styled {
			c = excelize.Cell{StyleID: s.cols[i].style, Value: v}
		}
		switch text, ok := c.Value.(string); {
		case ok && text == "":
			c.Value = nil // blank, so that a filter finds it as such
		case ok:
			text = cellText(text)
			c.Value = text
			if c.StyleID == s.look.wrapped {
				lines = max(lines, 1+utf8.RuneCountInString(text)*21/20/int(s.cols[i].width))
			}
		}
		s.cells[i] = c
	}
	if lines > 1 {
		// Not every program finds the height of a row whose text is wrapped.
		return s.write(excelize.RowOpts{Height: min(15*float64(lines), excelize.MaxRowHeight)})
	}
	return s.write()
}

func (s *sheet) write(o ...excelize.RowOpts) error {
	s.row++
	return s.sw.SetRow("A"+strconv.Itoa(s.row), s.cells, o...)
}

// end makes the rows an Excel table.
func (s *sheet) end() error {
	last, err := excelize.CoordinatesToCellName(len(s.cols), max(s.row, 2))
	if err != nil {
		return err
	}
	err = s.sw.AddTable(&excelize.Table{
		Range: "A1:" + last, Name: strings.ReplaceAll(s.title(), " ", "_"), StyleName: "TableStyleLight9",
	})
	if err != nil {
		return err
	}
	return s.sw.Flush()
}

// widestPage is how many characters of a row fit a page and can still be read.
const widestPage = 250

// print puts the header on every page, and the first column too where a row takes two pages.
func (s *sheet) print() error {
	width := 0.0
	for _, c := range s.cols {
		width += c.width
	}
	pages, repeat := 1, fmt.Sprintf("'%s'!$1:$1", s.title())
	if width > widestPage {
		pages, repeat = 2, fmt.Sprintf("'%[1]s'!$A:$A,'%[1]s'!$1:$1", s.title())
	}
	if err := landscape(s.f, s.title(), pages); err != nil {
		return err
	}
	last, err := excelize.ColumnNumberToName(len(s.cols))
	if err != nil {
		return err
	}
	// Without an area one long name in the last column shrinks every page.
	area := fmt.Sprintf("'%s'!$A:$%s", s.title(), last)
	if err := s.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: area, Scope: s.title()}); err != nil {
		return err
	}
	return s.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: repeat, Scope: s.title()})
}

// landscape sets a sheet up for printing on pages that many pages wide.
func landscape(f *excelize.File, name string, pages int) error {
	const a4 = 9
	size, orientation, high, fit := a4, "landscape", 0, true
	if err := f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &pages, FitToHeight: &high}); err != nil {
		return err
	}
	narrow := 0.4 // inches
	if err := f.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &narrow, Right: &narrow, Top: &narrow, Bottom: &narrow}); err != nil {
		return err
	}
	return f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit})
}

// cellText makes untrusted text fit for a cell: hidden characters are spelled out, which leaves none
// that XML forbids, and what is longer than Excel allows (32,767 UTF-16 units) is cut with a mark.
func cellText(s string) string {
	s = visible(s)
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
