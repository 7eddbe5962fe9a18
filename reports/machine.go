package reports

import (
	"errors"
	"io"
	"time"

	"prepaudit/reports/record"
)

// Table is what a format for machines knows of a table before its rows.
type Table struct {
	Name    string // users
	Version string // of prepaudit
	Columns []Column
}

// Column is one of a Table.
type Column struct {
	Name string
	Type ColumnType
}

// ColumnType is what the values of a column are.
type ColumnType string

const (
	Text   ColumnType = "text"
	Number ColumnType = "number"
	Truth  ColumnType = "true or false"
)

// TableWriter writes the rows of a Table. The values of a row are a string, an int or a bool each, nil for none, and
// valid during the call only.
type TableWriter interface {
	Row(values []any) error
	// Close ends the file, and says in it whether the run is complete where the format has a place for that; what it is
	// written to stays open.
	Close(*record.Summary) error
}

// AddTableFormats adds a format for each table for machines, before anything is written: the first goes by the name of
// the family alone, the others by family:name. what is its name in the help.
func AddTableFormats(family, what string, open func(io.Writer, Table) (TableWriter, error)) {
	Formats = append(Formats, tableFormats(family, what, open)...)
}

func tableFormats(family, what string, open func(io.Writer, Table) (TableWriter, error)) []Format {
	var all []Format
	for i, table := range machineTables {
		name := table(&record.Run{}).titled().name
		full := family + ":" + name
		if i == 0 {
			full = family
		}
		all = append(all, Format{
			Name: full, About: name + " as a table for machines, " + what, tables: machineTables[i : i+1],
			open: func(w io.Writer, _ Options) (record.Handler, error) {
				return &machineFormat{out: w, table: table, begin: open}, nil
			},
		})
	}
	return all
}

// machineFormat has the rows of one table written.
type machineFormat struct {
	record.Handler // the table, which takes the run's events
	out            io.Writer
	table          func(*record.Run) tabular
	begin          func(io.Writer, Table) (TableWriter, error)
	rows           TableWriter
	fields         []field
}

func (m *machineFormat) Run(r *record.Run) (err error) {
	t := m.table(r)
	m.Handler, m.fields = t.open(forMachines, m.add), t.fields(forMachines)
	known := Table{Name: t.titled().name, Version: r.Version}
	for _, f := range m.fields {
		known.Columns = append(known.Columns, Column{f.name, f.kind.columnType()})
	}
	m.rows, err = m.begin(m.out, known)
	return err
}

func (m *machineFormat) Summary(s *record.Summary) error {
	return errors.Join(m.Handler.Summary(s), m.rows.Close(s))
}

func (m *machineFormat) add(values []any) error {
	for i := range values {
		_, values[i] = m.fields[i].own(values[i])
		if t, ok := values[i].(time.Time); ok {
			values[i] = stamp(t)
		}
	}
	return m.rows.Row(values)
}

func (k kind) columnType() ColumnType {
	switch k {
	case amount, numeral:
		return Number
	case truth:
		return Truth
	}
	return Text
}
