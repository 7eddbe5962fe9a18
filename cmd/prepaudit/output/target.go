package output

import (
	"bufio"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports/record"
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
	bom     bool // it begins with a byte-order mark

	split bool            // it is not written: a file a part is, beside its place
	part  *record.Excerpt // whom it shows of those

	published bool  // file is in its place
	size      int64 // of it, in bytes
}

// parse reads the values of -o, each a format of known and a file; example is how one is written.
func parse(values, known []string, example string) ([]*target, error) {
	var ts []*target
	_, file, _ := strings.Cut(example, "=")
	for _, v := range values {
		format, path, ok := strings.Cut(ByEnding(v), "=")
		switch {
		case !ok || path == "":
			return nil, process.WithHint(process.Usagef("-o %q is not FORMAT=FILE", v),
				"for example -o "+example+", -o "+file+" or -o json=- for standard output")
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

// endings are the formats of files whose name says what they are.
var endings = map[string]string{
	".csv": "csv", ".htm": "html", ".html": "html", ".json": "json", ".jsonl": "ndjson", ".md": "markdown",
	".ndjson": "ndjson", ".parquet": "parquet", ".ps1": "ps1", ".sarif": "sarif", ".txt": "table", ".xlsx": "xlsx",
}

// ByEnding writes a value of -o that is the name of a file alone as FORMAT=FILE: report.xlsx is xlsx=report.xlsx.
// Others stay as they are.
func ByEnding(value string) string {
	format := endings[strings.ToLower(filepath.Ext(value))]
	if format == "" || strings.Contains(value, "=") {
		return value
	}
	return format + "=" + value
}

// inFolder are the page, the workbook and the JSON of a run, in a folder of that time inside another; none for "".
func inFolder(folder string, at time.Time) []string {
	if folder == "" {
		return nil
	}
	stem := filepath.Join(folder, "prepaudit-"+at.Format("2006-01-02-150405"), "report.")
	return []string{"html=" + stem + "html", "xlsx=" + stem + "xlsx", "json=" + stem + "json"}
}

// bom has every CSV file begin with a byte-order mark, by which Excel takes it for UTF-8, and reports whether there is
// one.
func bom(targets []*target) (any bool) {
	for _, t := range targets {
		t.bom = t.format == "csv" || strings.HasPrefix(t.format, "csv:")
		any = any || t.bom
	}
	return any
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
