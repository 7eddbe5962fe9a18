//go:build !netonly

package reports

import (
	"fmt"
	"io"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"

	"prepaudit/reports/record"
)

// parquetTable writes one table as Parquet: the columns of the CSV by name, text, 64-bit numbers and truths,
// each optional. A value is what the tenant holds: no guard against formulas, nothing spelled out, since no
// program shows it as it is.
type parquetTable struct {
	record.Handler // the table, which takes the run's events
	out            io.Writer
	w              *parquet.GenericWriter[any]
	table          func(*record.Run) tabular
	fields         []field
	row            parquet.Row
	slots          []int // where a file, which has its columns by name, holds each value
}

// parquetGroup is how many rows are held in memory before they are written.
const parquetGroup = 20_000

func parquetFormats() []Format { return tableFormats("parquet", "Parquet", openParquet) }

func openParquet(table func(*record.Run) tabular) func(io.Writer, Options) (record.Handler, error) {
	return func(w io.Writer, _ Options) (record.Handler, error) {
		return &parquetTable{out: w, table: table}, nil
	}
}

func (p *parquetTable) Run(r *record.Run) error {
	t := p.table(r)
	p.Handler, p.fields = t.open(forMachines, p.add), t.fields(forMachines)
	group := parquet.Group{}
	for _, f := range p.fields {
		group[f.name] = parquet.Optional(f.kind.parquet())
	}
	schema := parquet.NewSchema(t.titled().name, group)
	for _, f := range p.fields {
		leaf, ok := schema.Lookup(f.name)
		if !ok {
			return fmt.Errorf("writing Parquet: no column %q", f.name)
		}
		p.slots = append(p.slots, leaf.ColumnIndex)
	}
	p.row = make(parquet.Row, len(p.fields))
	p.w = parquet.NewGenericWriter[any](p.out, schema,
		parquet.Compression(&parquet.Snappy), parquet.MaxRowsPerRowGroup(parquetGroup),
		parquet.CreatedBy("prepaudit", r.Version, ""),
		parquet.KeyValueMetadata("prepaudit.schemaVersion", strconv.Itoa(record.SchemaVersion)))
	return nil
}

func (p *parquetTable) Summary(*record.Summary) error {
	if err := p.w.Close(); err != nil {
		return fmt.Errorf("writing Parquet: %w", err)
	}
	return nil
}

func (p *parquetTable) add(values []any) error {
	for i, value := range values {
		slot := p.slots[i]
		cell, defined := parquet.NullValue(), 1
		_, value := p.fields[i].own(value)
		switch v := value.(type) {
		case string:
			if !utf8.ValidString(v) { // a reader may refuse the file; a report in JSON says U+FFFD too
				v = string([]rune(v))
			}
			cell = parquet.ByteArrayValue([]byte(v))
		case int:
			cell = parquet.Int64Value(int64(v))
		case time.Time:
			cell = parquet.ByteArrayValue([]byte(stamp(v)))
		case bool:
			cell = parquet.BooleanValue(v)
		default:
			defined = 0
		}
		p.row[slot] = cell.Level(0, defined, slot)
	}
	if _, err := p.w.WriteRows([]parquet.Row{p.row}); err != nil {
		return fmt.Errorf("writing Parquet: %w", err)
	}
	return nil
}

func (k kind) parquet() parquet.Node {
	switch k {
	case amount, numeral:
		return parquet.Int(64)
	case truth:
		return parquet.Leaf(parquet.BooleanType)
	}
	return parquet.String()
}
