package reports

import (
	"fmt"
	"io"
	"strings"

	"prepaudit/rules/license"
)

// Format is a way to write a run.
type Format struct {
	Name  string
	About string // one line for the help
	open  func(io.Writer, Options) (format, error)
}

// Formats are the known formats, in the order of the help.
var Formats = []Format{
	{"table", "what a person reads in a terminal: verdict, counts, first findings", openTable},
	{"json", "the full truth, one user a line", openJSON},
	{"xlsx", "a workbook: summary, findings, subscriptions, every user in scope", openWorkbook},
}

// Options says how a report looks. Formats take what concerns them.
type Options struct {
	Width int  // of the terminal in columns; 0 where there is none
	Color bool // ANSI colours
}

// New makes the Writer of the format called name; it writes to w, buffered, and is done with w when
// End returns.
func New(name string, w io.Writer, o Options) (Writer, error) {
	var known []string
	for _, f := range Formats {
		if f.Name == name {
			inner, err := f.open(w, o)
			if err != nil {
				return nil, err
			}
			return &front{format: inner, words: map[license.Entitlement]entitlement{}}, nil
		}
		known = append(known, f.Name)
	}
	return nil, fmt.Errorf("no format %q; there are %s", name, strings.Join(known, ", "))
}
