// Package parquet adds Parquet to the formats of reports: a program that imports it has them. Without it a program is
// 7 MB smaller.
package parquet

import (
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"

	"prepaudit/reports"
	"prepaudit/reports/record"
)

func init() { reports.AddTableFormats("parquet", "Parquet", open) }

// file is one table as Parquet: the columns of the CSV by name, text, 64-bit numbers and truths, each optional. A value
// is what the tenant holds: no guard against formulas, nothing spelled out, since no program shows it as it is.
type file struct {
	w     *parquet.GenericWriter[any]
	row   parquet.Row
	slots []int // where a file, which has its columns by name, holds each value
}

// groupRows is how many rows are held in memory before they are written.
const groupRows = 20_000

func open(w io.Writer, t reports.Table) (reports.TableWriter, error) {
	group := parquet.Group{}
	for _, c := range t.Columns {
		group[c.Name] = parquet.Optional(node(c.Type))
	}
	schema := parquet.NewSchema(t.Name, group)
	f := &file{row: make(parquet.Row, len(t.Columns))}
	for _, c := range t.Columns {
		leaf, ok := schema.Lookup(c.Name)
		if !ok {
			return nil, fmt.Errorf("writing Parquet: no column %q", c.Name)
		}
		f.slots = append(f.slots, leaf.ColumnIndex)
	}
	f.w = parquet.NewGenericWriter[any](w, schema,
		parquet.Compression(&parquet.Snappy), parquet.MaxRowsPerRowGroup(groupRows),
		parquet.CreatedBy("prepaudit", t.Version, ""),
		parquet.KeyValueMetadata("prepaudit.schemaVersion", strconv.Itoa(record.SchemaVersion)))
	return f, nil
}

func node(t reports.ColumnType) parquet.Node {
	switch t {
	case reports.Number:
		return parquet.Int(64)
	case reports.Truth:
		return parquet.Leaf(parquet.BooleanType)
	}
	return parquet.String()
}

// Row writes a row.
func (f *file) Row(values []any) error {
	for i, value := range values {
		slot := f.slots[i]
		cell, defined := parquet.NullValue(), 1
		switch v := value.(type) {
		case string:
			if !utf8.ValidString(v) { // a reader may refuse the file; a report in JSON says U+FFFD too
				v = string([]rune(v))
			}
			cell = parquet.ByteArrayValue([]byte(v))
		case int:
			cell = parquet.Int64Value(int64(v))
		case bool:
			cell = parquet.BooleanValue(v)
		default:
			defined = 0
		}
		f.row[slot] = cell.Level(0, defined, slot)
	}
	if _, err := f.w.WriteRows([]parquet.Row{f.row}); err != nil {
		return fmt.Errorf("writing Parquet: %w", err)
	}
	return nil
}

// Close ends the file. Its metadata says whether the run is complete, and lists what is missing as the JSON report does.
func (f *file) Close(s *record.Summary) error {
	missing, err := record.Append(nil, s.Missing, false)
	if err != nil {
		return fmt.Errorf("writing Parquet: %w", err)
	}
	f.w.SetKeyValueMetadata("prepaudit.complete", strconv.FormatBool(s.Complete))
	f.w.SetKeyValueMetadata("prepaudit.missing", string(missing))
	if err := f.w.Close(); err != nil {
		return fmt.Errorf("writing Parquet: %w", err)
	}
	return nil
}
