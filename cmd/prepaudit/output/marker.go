package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports"
	"prepaudit/reports/record"
)

// markerName ends the name of the file that stands beside a table of a run that is not complete. In the table itself a
// line more would be taken for a user, and a column could not be filled before the end of what is streamed.
const markerName = ".incomplete.txt"

// ending keeps what a run came to, and what is missing at its end, with pseudonyms where they are asked for.
type ending struct {
	run     *record.Run
	summary *record.Summary
	missing []byte
}

func (e *ending) Run(r *record.Run) error {
	e.run = r
	return nil
}

func (e *ending) User(*record.User) error       { return nil }
func (e *ending) Device(*record.Device) error   { return nil }
func (e *ending) Finding(*record.Finding) error { return nil }

func (e *ending) Summary(s *record.Summary) error {
	e.summary = s
	e.missing = reports.Incomplete(s)
	return nil
}

// mark makes the markers, which are published before their tables. A table on standard output or in a pipe has none:
// standard error tells it.
func (o *Output) mark(ctx context.Context) error {
	if o.end.missing == nil {
		return nil
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	var markers []*target
	for _, t := range o.targets {
		switch {
		case !reports.MarksBeside(t.format):
		case t.final == "":
			o.sys.Note(fmt.Sprintf("-o %s=%s is incomplete", t.format, process.Printable(t.path)))
		default:
			m := &target{format: t.format, path: t.path + markerName}
			markers = append(markers, m)
			if err := m.open(ctx, nil); err != nil {
				abandon(markers)
				return err
			}
			m.buf.Write(o.end.missing) // an error comes again when it is flushed
		}
	}
	o.targets = append(markers, o.targets...)
	return nil
}

// unmark removes the markers that earlier runs left beside tables that are complete now. One that stays is told of: the
// tables are in their places.
func (o *Output) unmark() {
	if o.end.missing != nil {
		return
	}
	for _, t := range o.targets {
		if !reports.MarksBeside(t.format) || t.path == "-" {
			continue
		}
		if err := os.Remove(t.path + markerName); err != nil && !errors.Is(err, fs.ErrNotExist) {
			o.sys.Note(fmt.Sprintf("-o %s=%s is complete; the file that says otherwise is of an earlier run: %s",
				t.format, process.Printable(t.path), process.Printable(err.Error())))
		}
	}
}
