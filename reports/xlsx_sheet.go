package reports

import (
	"fmt"
	"strconv"
	"strings"

	"prepaudit/reports/plain"

	"github.com/clipperhouse/displaywidth"
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
	x     *workbook
	name  string
	part  int // 1, 2 …
	cols  []sheetColumn
	sw    *excelize.StreamWriter // of all but the rows
	rows  *sheetRows
	given []any
}

// sheet begins the table called name on the sheet of that name.
func (x *workbook) sheet(name string, cols []sheetColumn) (*sheet, error) {
	s := &sheet{x: x, name: name, cols: cols}
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
	if s.part > 1 {
		if err := s.x.newSheet(s.title()); err != nil {
			return err
		}
	}
	if err := s.print(); err != nil {
		return err
	}
	var err error
	if s.sw, err = s.x.f.NewStreamWriter(s.title()); err != nil {
		return err
	}
	s.rows = &sheetRows{row: 1}
	s.x.rows[s.x.parts[s.title()]] = s.rows
	titles := make([]any, len(s.cols))
	for i, c := range s.cols {
		if err := s.sw.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
		letters, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		s.rows.cols = append(s.rows.cols, []byte(letters))
		head := s.x.look.head
		if c.style == s.x.look.number || c.style == s.x.look.money {
			head = s.x.look.headNumber
		}
		titles[i] = excelize.Cell{StyleID: head, Value: cellText(c.title)}
	}
	if err := s.sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return s.sw.SetRow("A1", titles)
}

// room is an empty slice for the values of a row, used again and again.
func (s *sheet) room() []any { return s.given[:0] }

// add writes a row; values that are left out at its end are empty. A value is a text, a number, a time, or a styled one
// of these.
func (s *sheet) add(values ...any) error {
	if s.rows.row == s.x.most {
		if err := s.end(); err != nil {
			return err
		}
		if err := s.open(); err != nil {
			return err
		}
	}
	s.given = values
	lines := 1
	for i, v := range values {
		text, ok := v.(string)
		if !ok {
			continue
		}
		if text == "" {
			values[i] = nil // blank, so that a filter finds it as such
			continue
		}
		fit := cellText(text)
		if fit != text {
			values[i] = fit
		}
		if s.cols[i].style == s.x.look.wrapped {
			lines = max(lines, linesIn(fit, int(s.cols[i].width)))
		}
	}
	height := 0.0
	if lines > 1 {
		// Not every program finds the height of a row whose text is wrapped.
		height = min(15*float64(lines), excelize.MaxRowHeight)
	}
	s.rows.beginRow(height)
	for i := range s.cols {
		look, value := s.cols[i].style, any(nil)
		if i < len(values) {
			value = values[i]
		}
		if own, ok := value.(styled); ok {
			look, value = own.look, own.value
			if text, ok := value.(string); ok {
				value = cellText(text)
			}
		}
		if err := s.rows.cell(i, look, value); err != nil {
			return err
		}
	}
	return s.rows.endRow()
}

// linesIn is about how many lines a text takes when it is wrapped: words don't fill them to their ends.
func linesIn(text string, width int) int {
	n := len(text)
	if n > width {
		n = displaywidth.String(text)
	}
	if n <= width {
		return 1
	}
	return 1 + n*21/20/width
}

// end makes the rows an Excel table.
func (s *sheet) end() error {
	last, err := excelize.CoordinatesToCellName(len(s.cols), max(s.rows.row, 2))
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

// print puts the header on every page, and the first column too where a row takes more than one.
func (s *sheet) print() error {
	width := 0.0
	for _, c := range s.cols {
		width += c.width
	}
	pages, repeat := 1, fmt.Sprintf("'%s'!$1:$1", s.title())
	if width > widestPage {
		pages = 1 + int((width-s.cols[0].width)/(widestPage-s.cols[0].width))
		repeat = fmt.Sprintf("'%[1]s'!$A:$A,'%[1]s'!$1:$1", s.title())
	}
	if err := landscape(s.x.f, s.title(), pages); err != nil {
		return err
	}
	last, err := excelize.ColumnNumberToName(len(s.cols))
	if err != nil {
		return err
	}
	// Without an area one long name in the last column shrinks every page.
	area := fmt.Sprintf("'%s'!$A:$%s", s.title(), last)
	if err := s.x.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: area, Scope: s.title()}); err != nil {
		return err
	}
	return s.x.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: repeat, Scope: s.title()})
}

// landscape sets a sheet up for printing on pages that many pages wide.
func landscape(f *excelize.File, name string, pages int) error {
	const a4 = 9
	size, orientation, high, fit := a4, "landscape", 0, true
	if err := f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &pages, FitToHeight: &high}); err != nil {
		return err
	}
	narrow, bottom, footer := 0.4, 0.6, 0.3 // inches
	if err := f.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &narrow, Right: &narrow, Top: &narrow, Bottom: &bottom, Footer: &footer}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R&P / &N"}); err != nil {
		return err
	}
	return f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit})
}

// cellText makes untrusted text fit for a cell: hidden characters are spelled out, which leaves none
// that XML forbids, and what is longer than Excel allows (32,767 UTF-16 units) is cut with a mark.
func cellText(s string) string {
	s = plain.Text(s)
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
