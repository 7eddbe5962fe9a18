package main

import (
	"fmt"
	"io"

	"prepaudit/reports"
)

// opened is all reports of a run as one.
type opened struct {
	reports.Writer
	all []reports.Writer
}

func openReports(ts []*target, o reports.Options) (*opened, error) {
	var w opened
	for _, t := range ts {
		one, err := reports.New(t.format, t.buf, o)
		if err != nil {
			w.close()
			return nil, named(t, err)
		}
		w.all = append(w.all, one)
	}
	w.Writer = reports.Together(w.all, func(i int, err error) error { return named(ts[i], err) })
	return &w, nil
}

func named(t *target, err error) error { return fmt.Errorf("-o %s=%s: %w", t.format, t.path, err) }

// close lets go of what a report keeps in temporary files, which hold users. After End there is nothing.
func (w *opened) close() {
	for _, one := range w.all {
		if c, ok := one.(io.Closer); ok {
			c.Close()
		}
	}
}
