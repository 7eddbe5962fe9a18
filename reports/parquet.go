//go:build !netonly

package reports

import (
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"

	"prepaudit/reports/record"
)

// parquetTable writes one flat table as Parquet: the columns of the CSV by name, text, 64-bit numbers and truths,
// each optional. A value is what the tenant holds: no guard against formulas, nothing spelled out, since no
// program shows it as it is.
type parquetTable struct {
	out   io.Writer
	w     *parquet.GenericWriter[any]
	table flat
	run   *record.Run
	row   parquet.Row
	slots []int // where a file, which has its columns by name, holds each value
}

// parquetGroup is how many rows are held in memory before they are written.
const parquetGroup = 20_000

func parquetFormats() []Format { return flatFormats("parquet", "Parquet", openParquet) }

func openParquet(table flat) func(io.Writer, Options) (record.Handler, error) {
	return func(w io.Writer, _ Options) (record.Handler, error) {
		return &parquetTable{out: w, table: table}, nil
	}
}

func (p *parquetTable) Run(r *record.Run) error {
	p.run = r
	group := parquet.Group{}
	var names []string
	for _, c := range p.table.columns {
		group[c.name] = parquet.Optional(c.kind.parquet())
		names = append(names, c.name)
	}
	if p.table.name == "users" {
		for _, i := range moreColumns(r) {
			name := r.Columns[i]
			group[name] = parquet.Optional(parquet.String())
			names = append(names, name)
		}
	}
	schema := parquet.NewSchema(p.table.name, group)
	p.slots = p.slots[:0]
	for _, name := range names {
		leaf, ok := schema.Lookup(name)
		if !ok {
			return fmt.Errorf("writing Parquet: no column %q", name)
		}
		p.slots = append(p.slots, leaf.ColumnIndex)
	}
	p.row = make(parquet.Row, len(names))
	p.w = parquet.NewGenericWriter[any](p.out, schema, parquet.Compression(&parquet.Snappy), parquet.MaxRowsPerRowGroup(parquetGroup),
		parquet.CreatedBy("prepaudit", r.Version, ""), parquet.KeyValueMetadata("prepaudit.record.SchemaVersion", strconv.Itoa(record.SchemaVersion)))
	return nil
}

func (p *parquetTable) User(v *record.User) error {
	if p.table.user == nil {
		return nil
	}
	return p.table.user(p.run, v, p.add)
}

func (p *parquetTable) Device(d *record.Device) error {
	if p.table.device == nil {
		return nil
	}
	return p.table.device(p.run, d, p.add)
}

func (p *parquetTable) Finding(f *record.Finding) error {
	if p.table.finding == nil {
		return nil
	}
	return p.table.finding(p.run, f, p.add)
}

func (p *parquetTable) Summary(*record.Summary) error {
	if err := p.w.Close(); err != nil {
		return fmt.Errorf("writing Parquet: %w", err)
	}
	return nil
}

func (p *parquetTable) add(values []any) error {
	for i, v := range values {
		slot := p.slots[i]
		value, defined := parquet.NullValue(), 1
		switch v := v.(type) {
		case string:
			if !utf8.ValidString(v) { // a reader may refuse the file; a report in JSON says U+FFFD too
				v = string([]rune(v))
			}
			value = parquet.ByteArrayValue([]byte(v))
		case int64:
			value = parquet.Int64Value(v)
		case bool:
			value = parquet.BooleanValue(v)
		default:
			defined = 0
		}
		p.row[slot] = value.Level(0, defined, slot)
	}
	if _, err := p.w.WriteRows([]parquet.Row{p.row}); err != nil {
		return fmt.Errorf("writing Parquet: %w", err)
	}
	return nil
}

func (k flatKind) parquet() parquet.Node {
	switch k {
	case flatNumber:
		return parquet.Int(64)
	case flatTruth:
		return parquet.Leaf(parquet.BooleanType)
	}
	return parquet.String()
}
