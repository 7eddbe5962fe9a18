package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"prepaudit/reports"
)

// target is one -o FORMAT=FILE. A file is written beside its place and moved there when every
// target is whole, so that a run that fails leaves the last report alone.
type target struct {
	format string
	path   string // "-" is stdout
	file   *os.File
	final  string // where file is moved to; "" when it is written in place
	buf    *bufio.Writer
}

// parseTargets reads the values of -o. Without one for stdout the table goes there.
func parseTargets(values []string) ([]*target, error) {
	var ts []*target
	for _, v := range values {
		format, path, ok := strings.Cut(v, "=")
		if !ok || path == "" {
			return nil, hintError{usagef("-o %q is not FORMAT=FILE", v), "for example -o xlsx=report.xlsx, or -o json=- for standard output"}
		}
		if !slices.Contains(formatNames(), format) {
			return nil, hintError{usagef("unknown format %q", format), "the formats are " + strings.Join(formatNames(), ", ")}
		}
		if slices.ContainsFunc(ts, func(t *target) bool { return samePath(t.path, path) }) {
			return nil, usagef("-o writes to %s twice", path)
		}
		ts = append(ts, &target{format: format, path: path})
	}
	if !slices.ContainsFunc(ts, func(t *target) bool { return t.path == "-" }) {
		ts = append(ts, &target{format: "table", path: "-"})
	}
	return ts, nil
}

func formatNames() []string {
	var names []string
	for _, f := range reports.Formats {
		names = append(names, f.Name)
	}
	return names
}

func samePath(a, b string) bool {
	if a == "-" || b == "-" {
		return a == b
	}
	return filepath.Clean(a) == filepath.Clean(b)
}

// open tries every target before the first request is made.
func openTargets(ts []*target, stdout io.Writer) error {
	for _, t := range ts {
		if err := t.open(stdout); err != nil {
			abandon(ts)
			return hintError{err, "no report was written, and no request was made"}
		}
	}
	return nil
}

func (t *target) open(stdout io.Writer) error {
	if t.path == "-" {
		t.buf = bufio.NewWriterSize(stdout, 64<<10)
		return nil
	}
	path := t.path
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // the file behind a link is replaced, not the link
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("-o %s: %s is a folder", t.format, t.path)
	case err == nil && !info.Mode().IsRegular():
		t.file, err = os.OpenFile(path, os.O_WRONLY, 0)
	default:
		if err = os.MkdirAll(filepath.Dir(path), 0o700); err == nil {
			t.final = path
			t.file, err = os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
		}
	}
	if err != nil {
		return fmt.Errorf("-o %s: %w", t.format, err)
	}
	t.buf = bufio.NewWriterSize(t.file, 256<<10)
	return nil
}

// publish flushes and closes every target, then moves the files to their places.
func publish(ts []*target) error {
	for _, t := range ts {
		err := t.buf.Flush()
		if t.file != nil {
			err = errors.Join(err, t.file.Close())
		}
		if err != nil {
			return fmt.Errorf("-o %s=%s: %w", t.format, t.path, err)
		}
	}
	for _, t := range ts {
		if t.final == "" {
			continue
		}
		if err := os.Rename(t.file.Name(), t.final); err != nil {
			return fmt.Errorf("-o %s=%s: %w", t.format, t.path, err)
		}
		t.final = ""
	}
	return nil
}

// abandon removes what is not yet in its place. After publish it finds nothing to do.
func abandon(ts []*target) {
	for _, t := range ts {
		if t.file == nil {
			continue
		}
		t.file.Close()
		if t.final != "" {
			os.Remove(t.file.Name())
		}
	}
}
