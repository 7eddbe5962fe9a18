package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"prepaudit/reports/record"
)

// Format is a way to write a run.
type Format struct {
	Name  string
	About string // one line for the help
	open  func(io.Writer, Options) (record.Handler, error)
}

// Formats are the known formats, in the order of the help.
var Formats = slices.Concat(
	[]Format{
		{"table", "what a person reads in a terminal: the answer, and what to do first", openTable},
		{"json", "the full truth, one user a line; render makes every other format from it", openJSON},
		{"ndjson", "the same, one object a line, for jq and log collectors", openNDJSON},
		{"xlsx", "a workbook for whoever buys and assigns licences", openWorkbook},
		{"html", "one page for a browser or a printer, with charts; it holds at most 5,000 users", openPage},
		{"markdown", "a job summary or a wiki page", openMarkdown},
		{"sarif", "SARIF 2.1.0 for code scanning: a result a rule", openSARIF},
		{"junit", "JUnit XML for pipelines: a test case a rule", openJUnit},
	},
	flatFormats("csv", "RFC 4180", openCSV),
	parquetFormats(),
)

// flatFormats is a format for each flat table; the first goes by the name of the format alone.
func flatFormats(name, what string, open func(flat) func(io.Writer, Options) (record.Handler, error)) []Format {
	var all []Format
	for i, f := range flats() {
		full := name + ":" + f.name
		if i == 0 {
			full = name
		}
		all = append(all, Format{full, f.name + " as a table for machines, " + what, open(f)})
	}
	return all
}

// Options says how a report looks. Formats take what concerns them.
type Options struct {
	Width int  // of the terminal in columns; 0 where there is none
	Color bool // ANSI colours
	// Details has the terminal show every rule and the first findings of each, where it else shows what is to be done.
	Details bool
}

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
