package reports

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"prepaudit/reports/record"
)

// WriteColumns writes the columns of a format that has any: the same for every tenant. The columns of --columns follow
// them. A format without columns is an error.
func WriteColumns(w io.Writer, format string) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	switch name, table, _ := strings.Cut(format, ":"); {
	case format == "xlsx":
		for i, k := range workbookSheets() {
			if i > 0 {
				fmt.Fprintln(tw)
			}
			fmt.Fprintf(tw, "%s: %s\n", k.name, k.about)
			for _, c := range k.columns(styles{}, &record.Run{}) {
				fmt.Fprintf(tw, "  %s\t%s\n", c.title, c.about)
			}
		}
		return tw.Flush()
	case name == "csv" || name == "parquet":
		for i, f := range flats() {
			if i == 0 && format != name || i > 0 && f.name != table {
				continue
			}
			fmt.Fprintf(tw, "COLUMN\tTYPE\tABOUT\n")
			for _, c := range f.columns {
				fmt.Fprintf(tw, "%s\t%s\t%s\n", c.name, c.kind, c.about)
			}
			if err := tw.Flush(); err != nil {
				return err
			}
			_, err := fmt.Fprintf(w, "\nSchema version %d: a new column comes last; one that is renamed, moved or gets another\nmeaning raises it.\n", record.SchemaVersion)
			return err
		}
	}
	return fmt.Errorf("%q is no format with columns; there are xlsx, and csv and parquet with their tables", format)
}

func (k flatKind) String() string { return [...]string{"text", "number", "true or false"}[k] }
