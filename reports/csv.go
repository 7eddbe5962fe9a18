package reports

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
)

// csvTable writes one table as RFC 4180 says: lines end with CR LF, UTF-8 without a byte-order mark. A value that
// a spreadsheet would take for a formula gets an apostrophe before it; what is hidden is spelled out.
type csvTable struct {
	w     *csv.Writer
	cells []string
}

func openCSV(w io.Writer, t Table) (TableWriter, error) {
	c := &csvTable{w: csv.NewWriter(w)}
	c.w.UseCRLF = true
	for _, column := range t.Columns {
		c.cells = append(c.cells, column.Name)
	}
	return c, c.write()
}

// Row writes a row.
func (c *csvTable) Row(values []any) error {
	c.cells = c.cells[:0]
	for _, value := range values {
		switch v := value.(type) {
		case string:
			c.cells = append(c.cells, guarded(v))
		case int:
			c.cells = append(c.cells, strconv.Itoa(v))
		case bool:
			c.cells = append(c.cells, strconv.FormatBool(v))
		default:
			c.cells = append(c.cells, "")
		}
	}
	return c.write()
}

func (c *csvTable) write() error {
	if err := c.w.Write(c.cells); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

// Close ends the table. It has no place for what is missing: see Incomplete.
func (c *csvTable) Close(*record.Summary) error {
	c.w.Flush()
	if err := c.w.Error(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

// guarded keeps a spreadsheet from taking a name for a formula.
func guarded(s string) string {
	s = plain.Text(s)
	switch r, _ := utf8.DecodeRuneInString(s); r {
	case '=', '+', '-', '@', '\uff1d', '\uff0b', '\uff0d', '\uff20': // some editions of Excel take the wide ones too
		return "'" + s
	}
	return s
}
