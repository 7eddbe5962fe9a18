package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/reports/terminal"
)

// Format is a way to write a run.
type Format struct {
	Name  string
	About string // one line for the help
	open  func(io.Writer, Options) (record.Handler, error)
	// tables are those whose columns it has; nil for a format without columns.
	tables []func(*record.Run) tabular
}

// Formats are the known formats, in the order of the help. Package reports/parquet adds those of Parquet.
var Formats = slices.Concat(
	[]Format{
		{Name: "table", About: "what a person reads in a terminal: the answer, and what to do first",
			open: openTerminal},
		{Name: "json", About: "the full truth, one user a line; render makes every other format from it",
			open: openJSON},
		{Name: "ndjson", About: "the same, one object a line, for jq and log collectors", open: openNDJSON},
		{Name: "xlsx", About: "a workbook for whoever buys and assigns licenses",
			open: openWorkbook, tables: workbookTables},
		{Name: "html", About: "one page for a browser or a printer, with up to 5,000 users to filter and copy",
			open: openPage},
		{Name: "markdown", About: "a job summary or a wiki page", open: openMarkdown},
		{Name: "sarif", About: "SARIF 2.1.0 for code scanning: a result a rule", open: openSARIF},
		{Name: "junit", About: "JUnit XML for pipelines: a test case a rule", open: openJUnit},
	},
	tableFormats("csv", "RFC 4180", openCSV),
)

// Options says how a report looks in a terminal; the others look alike everywhere.
type Options = terminal.Options

// New makes what writes the format called name to w, buffered; it is done with w when Summary returns. An unknown name
// is an error.
func New(name string, w io.Writer, o Options) (record.Handler, error) {
	var known []string
	for _, f := range Formats {
		if f.Name == name {
			return f.open(w, o)
		}
		known = append(known, f.Name)
	}
	return nil, fmt.Errorf("no format %q; there are %s", name, strings.Join(known, ", "))
}

func openTerminal(w io.Writer, o Options) (record.Handler, error) { return terminal.New(w, o), nil }
