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
	final  string   // where file is moved to; "" when it is written in place
	made   []string // folders that were made for it, the innermost first
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

// samePath reports that two targets are one file, however it is written.
func samePath(a, b string) bool {
	if a == "-" || b == "-" {
		return a == b
	}
	if x, err := os.Stat(a); err == nil {
		if y, err := os.Stat(b); err == nil && os.SameFile(x, y) {
			return true
		}
	}
	return real(a) == real(b)
}

// real is the path without links, as far as it exists.
func real(path string) string {
	path, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if found, err := filepath.EvalSymlinks(path); err == nil {
		return found
	}
	if parent := filepath.Dir(path); parent != path {
		return filepath.Join(real(parent), filepath.Base(path))
	}
	return path
}

// onStdout reports whether standard output gets the format.
func onStdout(ts []*target, format string) bool {
	return slices.ContainsFunc(ts, func(t *target) bool { return t.path == "-" && t.format == format })
}

// openTargets tries every target before the first request is made.
func openTargets(ts []*target, stdout io.Writer) error {
	for _, t := range ts {
		if err := t.open(stdout); err != nil {
			abandon(ts)
			return hintError{err, "no file was written, and no request was made"}
		}
	}
	return nil
}

func (t *target) open(stdout io.Writer) error {
	if t.path == "-" {
		t.buf = bufio.NewWriterSize(stdout, 64<<10)
		return nil
	}
	path := real(t.path) // the file behind a link is replaced, not the link
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir(), os.IsPathSeparator(t.path[len(t.path)-1]):
		return fmt.Errorf("-o %s: %s is a folder", t.format, t.path)
	case err == nil && !info.Mode().IsRegular():
		t.file, err = os.OpenFile(path, os.O_WRONLY, 0)
	default:
		if t.made, err = makeFolder(filepath.Dir(path)); err == nil {
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

// makeFolder makes a folder and what is missing above it, and says what it made, the innermost first.
func makeFolder(dir string) (made []string, err error) {
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(d); err == nil || filepath.Dir(d) == d {
			break
		}
		made = append(made, d)
	}
	return made, os.MkdirAll(dir, 0o700)
}

// publish flushes and closes every target, then moves the files to their places: all of them, or none.
func publish(ts []*target) (err error) {
	for _, t := range ts {
		err := t.buf.Flush()
		if t.file != nil {
			err = errors.Join(err, t.file.Close())
		}
		if err != nil {
			return fmt.Errorf("-o %s=%s: %w", t.format, t.path, err)
		}
	}
	var moved []*target
	defer func() {
		for _, t := range moved {
			if err != nil {
				t.restore()
			}
			os.Remove(t.backup())
		}
	}()
	for _, t := range ts {
		if t.final == "" {
			continue
		}
		// Where links do not exist, or there is nothing to keep, there is no way back, and no harm.
		_ = os.Link(t.final, t.backup())
		if err := os.Rename(t.file.Name(), t.final); err != nil {
			os.Remove(t.backup())
			return fmt.Errorf("-o %s=%s: %w", t.format, t.path, err)
		}
		moved = append(moved, t)
	}
	for _, t := range moved {
		t.final, t.made = "", nil
	}
	return nil
}

// backup keeps the last report until every new one is in its place.
func (t *target) backup() string { return t.file.Name() + ".old" }

func (t *target) restore() {
	if os.Rename(t.backup(), t.final) != nil {
		os.Remove(t.final) // there was none before
	}
}

// abandon removes what is not yet in its place. After publish it finds nothing to do.
func abandon(ts []*target) {
	for _, t := range ts {
		if t.file != nil {
			t.file.Close()
		}
		if t.final != "" && t.file != nil {
			os.Remove(t.file.Name())
		}
		for _, dir := range t.made {
			os.Remove(dir) // fails, as it should, when something else is in it
		}
	}
}
