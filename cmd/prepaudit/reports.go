package main

import (
	"fmt"
	"io"

	"prepaudit/reports"
	"prepaudit/rules"
)

// fanOut hands every event to all reports of a run.
type fanOut []report

type report struct {
	*target
	reports.Writer
}

func openReports(ts []*target, o reports.Options) (fanOut, error) {
	var all fanOut
	for _, t := range ts {
		w, err := reports.New(t.format, t.buf, o)
		if err != nil {
			all.close()
			return nil, fmt.Errorf("-o %s=%s: %w", t.format, t.path, err)
		}
		all = append(all, report{t, w})
	}
	return all, nil
}

// close lets go of what a report keeps in temporary files, which hold users. After End there is nothing.
func (all fanOut) close() {
	for _, r := range all {
		if c, ok := r.Writer.(io.Closer); ok {
			c.Close()
		}
	}
}

func (all fanOut) each(event func(reports.Writer) error) error {
	for _, r := range all {
		if err := event(r.Writer); err != nil {
			return fmt.Errorf("-o %s=%s: %w", r.format, r.path, err)
		}
	}
	return nil
}

func (all fanOut) Begin(run reports.Run) error {
	return all.each(func(w reports.Writer) error { return w.Begin(run) })
}

func (all fanOut) User(row *rules.UserRow) error {
	return all.each(func(w reports.Writer) error { return w.User(row) })
}

func (all fanOut) Device(row *rules.DeviceRow) error {
	return all.each(func(w reports.Writer) error { return w.Device(row) })
}

func (all fanOut) Finding(f rules.Finding) error {
	return all.each(func(w reports.Writer) error { return w.Finding(f) })
}

func (all fanOut) End(sum rules.Summary, r reports.Reading) error {
	return all.each(func(w reports.Writer) error { return w.End(sum, r) })
}
