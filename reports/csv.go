package reports

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"
	"unicode/utf8"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
)

// csvTable writes one table as RFC 4180 says: lines end with CR LF, UTF-8 without a byte-order mark. A value that
// a spreadsheet would take for a formula gets an apostrophe before it; what is hidden is spelled out.
type csvTable struct {
	record.Handler // the table, which takes the run's events
	w              *csv.Writer
	table          func(*record.Run) tabular
	fields         []field
	cells          []string
}

func openCSV(table func(*record.Run) tabular) func(io.Writer, Options) (record.Handler, error) {
	return func(w io.Writer, _ Options) (record.Handler, error) {
		c := &csvTable{w: csv.NewWriter(w), table: table}
		c.w.UseCRLF = true
		return c, nil
	}
}

func (c *csvTable) Run(r *record.Run) error {
	t := c.table(r)
	c.Handler, c.fields = t.open(forMachines, c.add), t.fields(forMachines)
	for _, f := range c.fields {
		c.cells = append(c.cells, f.name)
	}
	return c.write()
}

func (c *csvTable) Summary(*record.Summary) error {
	c.w.Flush()
	if err := c.w.Error(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

func (c *csvTable) add(values []any) error {
	c.cells = c.cells[:0]
	for i, value := range values {
		_, value := c.fields[i].own(value)
		switch v := value.(type) {
		case string:
			c.cells = append(c.cells, guarded(v))
		case int:
			c.cells = append(c.cells, strconv.Itoa(v))
		case time.Time:
			c.cells = append(c.cells, stamp(v))
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

// guarded keeps a spreadsheet from taking a name for a formula.
func guarded(s string) string {
	s = plain.Text(s)
	switch r, _ := utf8.DecodeRuneInString(s); r {
	case '=', '+', '-', '@', '\uff1d', '\uff0b', '\uff0d', '\uff20': // some editions of Excel take the wide ones too
		return "'" + s
	}
	return s
}
