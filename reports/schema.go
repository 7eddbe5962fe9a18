package reports

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"prepaudit/reports/record"
)

// ColumnFormats are the formats that have columns.
func ColumnFormats() []string {
	var names []string
	for _, f := range Formats {
		if f.tables != nil {
			names = append(names, f.Name)
		}
	}
	return names
}

// ColumnList is columns of a table, or of a sheet, which has a title.
type ColumnList struct {
	Title, About string
	Columns      []NamedColumn
}

// NamedColumn is what is said of a column; a sheet's has no type.
type NamedColumn struct{ Name, Type, About string }

// Columns are the columns of a format that has any: the same for every tenant. The columns of --columns follow them.
// A format without columns is an error.
func Columns(format string) ([]ColumnList, error) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == format && f.tables != nil })
	if i < 0 {
		return nil, fmt.Errorf("%q is no format with columns; there are xlsx, and csv and parquet with their tables",
			format)
	}
	if format == "xlsx" {
		return sheetLists(), nil
	}
	var one ColumnList
	for _, f := range Formats[i].tables[0](&record.Run{}).fields(forMachines) {
		one.Columns = append(one.Columns, NamedColumn{f.name, string(f.kind.columnType()), f.meaning()})
	}
	return []ColumnList{one}, nil
}

// WriteColumns writes Columns for people.
func WriteColumns(w io.Writer, format string) error {
	lists, err := Columns(format)
	if err != nil {
		return err
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	if format == "xlsx" {
		for i, l := range lists {
			if i > 0 {
				fmt.Fprintln(tw)
			}
			fmt.Fprintf(tw, "%s: %s\n", l.Title, l.About)
			for _, c := range l.Columns {
				fmt.Fprintf(tw, "  %s\t%s\n", c.Name, c.About)
			}
		}
		return tw.Flush()
	}
	fmt.Fprintf(tw, "COLUMN\tTYPE\tABOUT\n")
	for _, c := range lists[0].Columns {
		fmt.Fprintf(tw, "%s\t%s\t%s\n", c.Name, c.Type, c.About)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "\nSchema version %d: a new column comes last; one that is renamed, moved or gets "+
		"another\nmeaning raises it.\n%s", record.SchemaVersion, whereIncomplete(format))
	return err
}

func sheetLists() (all []ColumnList) {
	for _, make := range workbookTables {
		t := make(&record.Run{})
		one := ColumnList{Title: t.titled().sheet, About: t.titled().about}
		for _, f := range t.fields(inWorkbook) {
			one.Columns = append(one.Columns, NamedColumn{Name: f.heading, About: f.about})
		}
		all = append(all, one)
	}
	return all
}

// whereIncomplete says where a table shows that the run is not complete.
func whereIncomplete(format string) string {
	if MarksBeside(format) {
		return "\nA run that is not complete writes FILE.incomplete.txt next to it, which lists what\nis missing; a complete one " +
			"removes it.\n"
	}
	return "\nThe metadata of the file has prepaudit.complete, true or false, and prepaudit.missing,\nwhat is missing as the JSON " +
		"report has it.\n"
}

// meaning says for machines how a time is written, too.
func (f field) meaning() string {
	const written = "RFC 3339 in UTC"
	switch {
	case f.kind != moment:
		return f.about
	case f.about == "":
		return written
	}
	return f.about + ", " + written
}
