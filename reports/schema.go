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

// WriteColumns writes the columns of a format that has any: the same for every tenant. The columns of --columns follow
// them. A format without columns is an error.
func WriteColumns(w io.Writer, format string) error {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == format && f.tables != nil })
	if i < 0 {
		return fmt.Errorf("%q is no format with columns; there are xlsx, and csv and parquet with their tables", format)
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	if format == "xlsx" {
		writeSheets(tw)
		return tw.Flush()
	}
	fmt.Fprintf(tw, "COLUMN\tTYPE\tABOUT\n")
	for _, f := range Formats[i].tables[0](&record.Run{}).fields(forMachines) {
		fmt.Fprintf(tw, "%s\t%s\t%s\n", f.name, f.kind.columnType(), f.meaning())
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\nSchema version %d: a new column comes last; one that is renamed, moved or gets "+
		"another\nmeaning raises it.\n%s", record.SchemaVersion, whereIncomplete(format))
	return err
}

// whereIncomplete says where a table tells that the run is not complete.
func whereIncomplete(format string) string {
	if MarksBeside(format) {
		return "\nA run that is not complete writes FILE.incomplete.txt beside it, which lists what is\nmissing; a complete one " +
			"removes it.\n"
	}
	return "\nThe metadata of the file has prepaudit.complete, true or false, and prepaudit.missing,\nwhat is missing as the JSON " +
		"report has it.\n"
}

func writeSheets(w io.Writer) {
	for i, make := range workbookTables {
		if i > 0 {
			fmt.Fprintln(w)
		}
		t := make(&record.Run{})
		fmt.Fprintf(w, "%s: %s\n", t.titled().sheet, t.titled().about)
		for _, f := range t.fields(inWorkbook) {
			fmt.Fprintf(w, "  %s\t%s\n", f.heading, f.about)
		}
	}
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
