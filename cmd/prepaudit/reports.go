package main

import (
	"fmt"
	"io"
	"os"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports"
	"prepaudit/reports/record"
)

// opened is all reports of a run as one.
type opened struct {
	record.Handler
	all []record.Handler
}

func openReports(ts []*target, o reports.Options, redact *reports.Redactor) (*opened, error) {
	var w opened
	for _, t := range ts {
		one, err := reports.New(t.format, t.buf, o)
		if err != nil {
			w.close()
			return nil, named(t, err)
		}
		w.all = append(w.all, one)
	}
	w.Handler = reports.Together(w.all, func(i int, err error) error { return named(ts[i], err) })
	if redact != nil {
		w.Handler = redact.Before(w.Handler)
	}
	return &w, nil
}

func named(t *target, err error) error { return fmt.Errorf("-o %s=%s: %w", t.format, t.path, err) }

// close lets go of what a report keeps in temporary files, which hold users. After Summary there is nothing.
func (w *opened) close() {
	for _, one := range w.all {
		if c, ok := one.(io.Closer); ok {
			c.Close()
		}
	}
}

// readKey reads --redact, and from then on standard error gets pseudonyms too; "" is no file.
func readKey(sys *process.Sys, path string) (*reports.Redactor, error) {
	if path == "" {
		return nil, nil
	}
	secret, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("--redact: %w", err)
	}
	r, err := reports.NewRedactor(secret)
	if err != nil {
		return nil, process.WithHint(fmt.Errorf("--redact %s: %w", path, err), "make one with `openssl rand -hex 32`, and keep it: the same key gives the same pseudonyms")
	}
	sys.Stderr = r.Writer(sys.Stderr)
	return r, nil
}
