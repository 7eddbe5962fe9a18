package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"prepaudit/reports/temporary"
)

// sheetRows is the rows of one sheet behind its header, as XML in a temporary file: excelize's own rows take five times
// as long and much more memory, and there can be a million. zipWithRows puts them where they belong.
type sheetRows struct {
	tmp  *os.File // nil while buf is enough
	buf  []byte
	cols [][]byte   // the letters of the columns
	row  int        // the last written; 1 is the header
	late *lateTexts // what is known last
	some bool       // of it is in this sheet
	fold bool       // the rows that come are hidden behind a sign
}

// mostBuffered is how many bytes of a sheet wait for the temporary file.
const mostBuffered = 256 << 10

// beginRow begins a row of so many lines, and more where a text that is not known yet takes more.
func (r *sheetRows) beginRow(lines int, cells []Cell, cols []Column) {
	r.row++
	r.buf = append(r.buf, `<row r="`...)
	r.buf = strconv.AppendInt(r.buf, int64(r.row), 10)
	r.buf = append(r.buf, '"')
	if r.fold {
		r.buf = append(r.buf, ` outlineLevel="1" hidden="1"`...)
	}
	isLate := func(c Cell) bool { _, late := c.Value.(*string); return late }
	switch {
	case slices.ContainsFunc(cells, isLate):
		r.buf, r.some = r.late.inRow(r.buf, lines, cells, cols), true
	case lines > 1:
		r.buf = appendHeight(r.buf, lines)
	}
	r.buf = append(r.buf, '>')
}

const (
	inlineText = `" t="inlineStr"><is><t xml:space="preserve">`
	inlineEnd  = `</t></is></c>`
)

// cell writes a cell in the style of that id.
func (r *sheetRows) cell(column, style int, value any) error {
	r.buf = append(r.buf, `<c r="`...)
	r.buf = append(r.buf, r.cols[column]...)
	r.buf = strconv.AppendInt(r.buf, int64(r.row), 10)
	r.buf = append(r.buf, `" s="`...)
	r.buf = strconv.AppendInt(r.buf, int64(style), 10)
	switch v := value.(type) {
	case nil:
		r.buf = append(r.buf, `"/>`...)
		return nil
	case string:
		r.buf = append(r.buf, inlineText...)
		r.buf = appendXML(r.buf, v)
		r.buf = append(r.buf, inlineEnd...)
		return nil
	case *string:
		r.buf = r.late.inCell(r.buf, v)
		return nil
	case int:
		r.buf = strconv.AppendInt(append(r.buf, `"><v>`...), int64(v), 10)
	case float64:
		r.buf = strconv.AppendFloat(append(r.buf, `"><v>`...), v, 'f', -1, 64)
	case time.Time:
		r.buf = strconv.AppendFloat(append(r.buf, `"><v>`...), serial(v), 'f', -1, 64)
	default:
		return fmt.Errorf("a cell of type %T", v)
	}
	r.buf = append(r.buf, `</v></c>`...)
	return nil
}

// endRow ends a row.
func (r *sheetRows) endRow() error {
	r.buf = append(r.buf, `</row>`...)
	if len(r.buf) < mostBuffered {
		return nil
	}
	if r.tmp == nil {
		var err error
		if r.tmp, err = temporary.File(); err != nil {
			return err
		}
	}
	_, err := r.tmp.Write(r.buf)
	r.buf = r.buf[:0]
	return err
}

// serial is a time as spreadsheets count it: days since 1899-12-30. A time.Duration ends after 292 years, and Graph
// says 9999-12-31 for never.
func serial(t time.Time) float64 {
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	return float64(t.Unix()-first.Unix()) / (24 * 60 * 60)
}

// appendXML escapes a text that cellText made fit. What looks like an escape of ECMA-376 (_x0041_) has its first
// character escaped, so that it stays what it is.
func appendXML(b []byte, s string) []byte {
	if !strings.ContainsAny(s, "<>&_") {
		return append(b, s...)
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '<':
			b = append(b, "&lt;"...)
		case c == '>':
			b = append(b, "&gt;"...)
		case c == '&':
			b = append(b, "&amp;"...)
		case c == '_' && escapes(s[i:]):
			b = append(b, "_x005F_"...)
		default:
			b = append(b, c)
		}
	}
	return b
}

func escapes(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(s[2:6], 16, 16)
	return err == nil
}

// writeTo writes all rows.
func (r *sheetRows) writeTo(w io.Writer) error {
	rows := io.Reader(bytes.NewReader(r.buf))
	if r.tmp != nil {
		if _, err := r.tmp.Seek(0, io.SeekStart); err != nil {
			return err
		}
		rows = io.MultiReader(r.tmp, rows)
	}
	if r.some {
		return r.late.copy(w, rows)
	}
	_, err := io.Copy(w, rows)
	return err
}

// close removes the temporary file.
func (r *sheetRows) close() error {
	if r.tmp == nil {
		return nil
	}
	err := temporary.Close(r.tmp)
	r.tmp = nil
	return err
}

// zipWithRows is the zip file of a workbook. Into each sheet go its rows, behind the header that excelize wrote.
// Excelize hands the sheets over in the order of a map, so they wait until Close writes them in the order of their
// names.
type zipWithRows struct {
	*zip.Writer
	rows map[string]*sheetRows    // by the name of the part
	wait map[string]*bytes.Buffer // the parts without their rows
}

func (z zipWithRows) Create(name string) (io.Writer, error) {
	if z.rows[name] == nil {
		return z.Writer.Create(name)
	}
	z.wait[name] = &bytes.Buffer{}
	return z.wait[name], nil
}

// Close fails where a sheet came without its place for rows: it would be empty.
func (z zipWithRows) Close() error {
	for _, name := range slices.Sorted(maps.Keys(z.rows)) {
		if err := z.sheet(name); err != nil {
			return err
		}
	}
	return z.Writer.Close()
}

// sheet writes a sheet, with its rows before the end of sheetData.
func (z zipWithRows) sheet(name string) error {
	end, part := -1, z.wait[name]
	if part != nil {
		end = bytes.Index(part.Bytes(), []byte("</sheetData>"))
	}
	if end < 0 {
		return fmt.Errorf("%s has no place for its rows", name)
	}
	w, err := z.Writer.Create(name)
	if err != nil {
		return err
	}
	head := part.Next(end)
	if z.rows[name].fold { // room for the sign
		head = bytes.Replace(head, []byte("<sheetFormatPr "), []byte(`<sheetFormatPr outlineLevelRow="1" `), 1)
	}
	if _, err := w.Write(head); err != nil {
		return err
	}
	if err := z.rows[name].writeTo(w); err != nil {
		return err
	}
	_, err = part.WriteTo(w)
	return err
}
