package reports

import (
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

// table is a list of records in columns. CSV, Parquet, the workbook, the page and `prepaudit schema` take it from here.
type table[R any] struct {
	title
	columns []column[R]
	// What of a run adds rows; nil for what adds none.
	user    func(*record.User, func(R) error) error
	device  func(*record.Device, func(R) error) error
	finding func(*record.Finding, func(R) error) error
	planned func(*record.PlanUser, func(R) error) error // whom the plan is for
	end     func(*record.Summary, func(R) error) error
}

// title is a table's names, and when the workbook says what about it.
type title struct {
	name  string         // csv:users; "" for a table of the workbook alone
	lists tenant.Dataset // of which its rows are; "" for what needs none but those of the rules
	sheet string
	about string
	in    func(*record.Run) bool       // whether the workbook has it; nil: always
	note  func(*record.Summary) string // what stands in the first row where rows do not say all; nil or "": nothing
	none  func(*record.Summary) string // what stands there where there is no row
	total bool                         // the workbook adds the amounts up below the table
}

func (t *title) titled() *title { return t }

// column is one line: what it is called, what it means, and whence its value is. A new column of CSV and Parquet comes
// behind the others of theirs; that one is renamed, moved or gets another meaning raises schemaVersion.
type column[R any] struct {
	name    string  // in CSV and Parquet; "" for a column of the workbook alone
	heading string  // in the workbook; "" for a column of CSV and Parquet alone
	about   string  // what it means
	width   float64 // in the workbook, in characters
	kind    kind
	value   func(R) any // a string, an int, a float64, a bool, a time.Time, or one of these toned; nil for none
}

// kind is what the values of a column are, and with onPage that the page shows it.
type kind int

const (
	text     kind = iota
	prose         // text that a cell wraps
	amount        // a number to count with
	numeral       // a number that is a name, as of a port
	truth         // true or false; nil for not known
	moment        // a time in UTC; the zero time for none
	date          // its day
	money         // in a currency that another column tells
	rate          // the same of one, which is not added up
	link          // a hyperlink
	indented      // prose behind a number
	good          // and the next: a text on a ground that says how good it is
	doubtful
	bad
	neutral

	onPage kind = 1 << 8 // on the page too
)

// toned is a value whose kind is not that of its column.
type toned struct {
	kind  kind
	value any
}

// field is a column without the function that takes its value.
type field struct {
	name, heading, about string
	width                float64
	kind                 kind
}

// place is where columns are shown.
type place func(field) bool

func forMachines(f field) bool { return f.name != "" }
func inWorkbook(f field) bool  { return f.heading != "" }
func inPage(f field) bool      { return f.kind&onPage != 0 }

// tabular is a table, whatever its rows are.
type tabular interface {
	titled() *title
	fields(place) []field
	// open hands the cells of each row that a run adds to add, which may change them and keeps none of them.
	open(p place, add func([]any) error) record.Handler
}

func (c *column[R]) field() field {
	return field{c.name, c.heading, c.about, c.width, c.kind}
}

func (t *table[R]) fields(p place) []field {
	var all []field
	for i := range t.columns {
		if f := t.columns[i].field(); p(f) {
			f.kind &^= onPage
			all = append(all, f)
		}
	}
	return all
}

func (t *table[R]) open(p place, add func([]any) error) record.Handler {
	o := &opened[R]{table: t}
	for i := range t.columns {
		if c := &t.columns[i]; p(c.field()) {
			o.values = append(o.values, c.value)
		}
	}
	cells := make([]any, len(o.values))
	o.row = func(r R) error {
		for i, value := range o.values {
			cells[i] = value(r)
		}
		return add(cells)
	}
	return o
}

// opened is a table whose rows somebody waits for.
type opened[R any] struct {
	table  *table[R]
	values []func(R) any
	row    func(R) error
}

func (o *opened[R]) Run(*record.Run) error { return nil }

func (o *opened[R]) User(u *record.User) error { return hand(o.table.user, u, o.row) }

func (o *opened[R]) Device(d *record.Device) error { return hand(o.table.device, d, o.row) }

func (o *opened[R]) Finding(f *record.Finding) error { return hand(o.table.finding, f, o.row) }

func (o *opened[R]) Summary(s *record.Summary) error {
	if o.table.planned != nil && s.Planned != nil {
		take := func(u *record.PlanUser) error { return o.table.planned(u, o.row) }
		if err := s.Planned(take); err != nil {
			return err
		}
	}
	return hand(o.table.end, s, o.row)
}

// hand has an event add its rows.
func hand[E, R any](rows func(E, func(R) error) error, event E, add func(R) error) error {
	if rows == nil {
		return nil
	}
	return rows(event, add)
}

// itself is for a table with a row for each.
func itself[R any](r R, add func(R) error) error { return add(r) }

// own is a value without its tone, and its kind.
func (f *field) own(value any) (kind, any) {
	if t, ok := value.(toned); ok {
		return t.kind, t.value
	}
	return f.kind, value
}

// stamp is a time as text for machines.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
