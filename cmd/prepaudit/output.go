package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports"
)

// target is one -o FORMAT=FILE. A file is written beside its place and moved there when every
// target is whole, so that a run that fails leaves the last report alone.
type target struct {
	format string
	path   string // "-" is stdout
	file   *os.File
	final  string   // where file is moved to; "" when it is written in place
	kept   bool     // there is a backup of what it replaces
	made   []string // folders that were made for it, the innermost first
	buf    *bufio.Writer
}

// notFormatFile refuses a value of -o that names a format or a file alone.
func notFormatFile(value, example string) error {
	return process.WithHint(process.Usagef("-o %q is not FORMAT=FILE", value), "for example "+example+", or -o json=- for standard output")
}

// parseTargets reads the values of -o. Without one for stdout the table goes there.
func parseTargets(values []string) ([]*target, error) {
	var ts []*target
	for _, v := range values {
		format, path, ok := strings.Cut(v, "=")
		if !ok || path == "" {
			return nil, notFormatFile(v, "-o xlsx=report.xlsx")
		}
		if !slices.Contains(formatNames(), format) {
			return nil, unknownFormat(format, formatNames())
		}
		if slices.ContainsFunc(ts, func(t *target) bool { return samePath(t.path, path) }) {
			return nil, process.Usagef("-o writes to %s twice", path)
		}
		ts = append(ts, &target{format: format, path: path})
	}
	if !slices.ContainsFunc(ts, func(t *target) bool { return t.path == "-" }) {
		ts = append(ts, &target{format: "table", path: "-"})
	}
	return ts, nil
}

func outputUsage() string {
	return "write `FORMAT=FILE`, - for standard output, which gets the table where nothing else is written there; repeats. Formats: " + strings.Join(formatNames(), ", ")
}

func unknownFormat(format string, known []string) error {
	return process.WithHint(process.Usagef("unknown format %q", format), process.DidYouMean(format, known, "the formats are "+strings.Join(known, ", ")))
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
	if runtime.GOOS != "linux" { // names differ by more than case
		return strings.EqualFold(real(a), real(b))
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

// openTargets tries every target before anything is read.
func openTargets(ctx context.Context, ts []*target, stdout io.Writer) error {
	for _, t := range ts {
		if err := t.open(ctx, stdout); err != nil {
			abandon(ts)
			return process.WithHint(err, "no file was written, and nothing was read")
		}
	}
	return nil
}

func (t *target) open(ctx context.Context, stdout io.Writer) error {
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
		t.file, err = openSpecial(ctx, path)
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

// openSpecial opens a pipe or a device. A pipe that nobody reads blocks, which Ctrl-C must end.
func openSpecial(ctx context.Context, path string) (*os.File, error) {
	type opened struct {
		file *os.File
		err  error
	}
	done := make(chan opened, 1)
	go func() {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		done <- opened{f, err}
	}()
	select {
	case o := <-done:
		return o.file, o.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
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
	var files []*target
	for _, t := range ts {
		if t.final != "" {
			files = append(files, t)
		}
	}
	if len(files) > 1 { // one file is replaced at a stroke
		for _, t := range files {
			if err := t.keep(); err != nil {
				return fmt.Errorf("-o %s=%s: keeping the last report: %w", t.format, t.path, err)
			}
		}
	}
	for i, t := range files {
		if err := os.Rename(t.file.Name(), t.final); err != nil {
			for _, done := range files[:i] {
				done.restore()
			}
			return fmt.Errorf("-o %s=%s: %w", t.format, t.path, err)
		}
	}
	for _, t := range files {
		t.final, t.made = "", nil
	}
	return nil
}

// backup is where the last report is until every new one is in its place.
func (t *target) backup() string { return t.file.Name() + ".old" }

// keep makes a backup of what t replaces, by a link or, where there are none, by a copy.
func (t *target) keep() error {
	if _, err := os.Lstat(t.final); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	t.kept = true
	if os.Link(t.final, t.backup()) == nil {
		return nil
	}
	from, err := os.Open(t.final)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenFile(t.backup(), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Close())
}

// restore puts the last report back, or takes the new one away where there was none.
func (t *target) restore() {
	if t.kept {
		os.Rename(t.backup(), t.final)
		return
	}
	os.Remove(t.final)
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
		if t.kept {
			os.Remove(t.backup())
		}
		for _, dir := range t.made {
			os.Remove(dir) // fails, as it should, when something else is in it
		}
	}
}
