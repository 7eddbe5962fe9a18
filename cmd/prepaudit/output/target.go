package output

import (
	"bufio"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"prepaudit/cmd/prepaudit/process"
)

// target is one -o FORMAT=FILE. A file is written beside its place and moved there when every
// target is whole, so that a run that fails leaves the last report alone.
type target struct {
	format string
	path   string // "-" is stdout
	file   *os.File
	final  string // where file is moved to; "" when it is written in place
	kept   bool   // there is a backup of what it replaces
	// release ends the mark that file, and the backup, are those of a run that is alive; nil where there is none
	release func()
	made    []string // folders that were made for it, the innermost first
	buf     *bufio.Writer

	published bool  // file is in its place
	size      int64 // of it, in bytes
}

// parse reads the values of -o, each a format of known and a file; example is how one is written.
func parse(values, known []string, example string) ([]*target, error) {
	var ts []*target
	for _, v := range values {
		format, path, ok := strings.Cut(v, "=")
		switch {
		case !ok || path == "":
			return nil, process.WithHint(process.Usagef("-o %q is not FORMAT=FILE", v),
				"for example -o "+example+", or -o json=- for standard output")
		case !slices.Contains(known, format):
			return nil, process.WithHint(process.Usagef("unknown format %q", format),
				process.DidYouMean(format, known, "the formats are "+strings.Join(known, ", ")))
		case slices.ContainsFunc(ts, func(t *target) bool { return samePath(t.path, path) }):
			return nil, process.Usagef("-o writes to %s twice", path)
		}
		ts = append(ts, &target{format: format, path: path})
	}
	return ts, nil
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

// real is the path without links, as far as it exists: also that which a link to nothing names.
func real(path string) string { return follow(path, 40) }

// follow is real through so many links to nothing at most.
func follow(path string, most int) string {
	path, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if found, err := filepath.EvalSymlinks(path); err == nil {
		return found
	}
	if to, err := os.Readlink(path); err == nil && most > 0 {
		if !filepath.IsAbs(to) {
			to = filepath.Join(follow(filepath.Dir(path), most-1), to)
		}
		return follow(to, most-1)
	}
	if parent := filepath.Dir(path); parent != path {
		return filepath.Join(follow(parent, most), filepath.Base(path))
	}
	return path
}
