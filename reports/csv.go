package reports

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
)

// csvTable writes one table as RFC 4180 says: lines end with CR LF, UTF-8 without a byte-order mark. A value that
// a spreadsheet would take for a formula gets an apostrophe before it, behind a semicolon too; what is hidden is spelled
// out.
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

// guarded keeps a spreadsheet from taking a name for a formula, or what stands in it behind a semicolon: where the list
// separator is one, as in much of Europe, Excel begins a cell there, and quotes in the middle of a line do not keep it
// from that. Tabs are spelled out already. Some editions of Excel take the wide signs too.
func guarded(s string) string {
	s = plain.Text(s)
	if s == "" || !sign(s) && strings.IndexByte(s, ';') < 0 && strings.IndexByte(s, '|') < 0 {
		return s
	}
	var b []byte
	done, begins := 0, true // whether a cell may begin here, behind blanks and quotes too
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ';' || c == '|':
			begins = true
		case !begins || i > 0 && (c == ' ' || c == '"' || c == '\''):
		case sign(s[i:]):
			b, done, begins = append(append(b, s[done:i]...), '\''), i, false
		default:
			begins = false
		}
	}
	if b == nil {
		return s
	}
	return string(append(b, s[done:]...))
}

// sign reports whether what a spreadsheet takes for a formula begins here.
func sign(s string) bool {
	switch s[0] {
	case '=', '+', '-', '@':
		return true
	case 0xef: // the wide ones
		return slices.ContainsFunc([]string{"\uff1d", "\uff0b", "\uff0d", "\uff20"},
			func(wide string) bool { return strings.HasPrefix(s, wide) })
	}
	return false
}
