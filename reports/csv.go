package reports

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
)

// csvTable writes one flat table as RFC 4180 says: lines end with CR LF, UTF-8 without a byte-order mark. A value that
// a spreadsheet would take for a formula gets an apostrophe before it; what is hidden is spelled out.
type csvTable struct {
	w     *csv.Writer
	table flat
	run   *record.Run
	cells []string
}

func openCSV(table flat) func(io.Writer, Options) (record.Handler, error) {
	return func(w io.Writer, _ Options) (record.Handler, error) {
		c := &csvTable{w: csv.NewWriter(w), table: table}
		c.w.UseCRLF = true
		return c, nil
	}
}

func (c *csvTable) Run(r *record.Run) error {
	c.run = r
	for _, column := range c.table.columns {
		c.cells = append(c.cells, column.name)
	}
	if c.table.name == "users" {
		for _, i := range moreColumns(r) {
			c.cells = append(c.cells, r.Columns[i])
		}
	}
	return c.write()
}

func (c *csvTable) User(v *record.User) error {
	if c.table.user == nil {
		return nil
	}
	return c.table.user(c.run, v, c.add)
}

func (c *csvTable) Device(d *record.Device) error {
	if c.table.device == nil {
		return nil
	}
	return c.table.device(c.run, d, c.add)
}

func (c *csvTable) Finding(f *record.Finding) error {
	if c.table.finding == nil {
		return nil
	}
	return c.table.finding(c.run, f, c.add)
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
	for _, v := range values {
		switch v := v.(type) {
		case string:
			c.cells = append(c.cells, guarded(v))
		case int64:
			c.cells = append(c.cells, strconv.FormatInt(v, 10))
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

// moreColumns are the places of those --columns that the table of users does not have by itself.
func moreColumns(r *record.Run) (places []int) {
	for i, name := range r.Columns {
		if !slices.ContainsFunc(userFlat, func(c flatColumn) bool { return c.name == name }) {
			places = append(places, i)
		}
	}
	return places
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
