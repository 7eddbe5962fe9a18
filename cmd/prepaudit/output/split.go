package output

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports"
	"prepaudit/reports/record"
)

// SplitProperties are those of --split-by that every report has.
func SplitProperties() []string { return reports.SplitProperties() }

// splits notes which target --split-by is about.
func (o *Output) splits() error {
	by := o.options.SplitBy
	if by == "" {
		return nil
	}
	i := slices.IndexFunc(o.targets, func(t *target) bool { return t.format == "xlsx" })
	switch {
	case i < 0:
		return process.WithHint(process.Usagef("--split-by needs a workbook to split"), "add -o xlsx=licenses.xlsx")
	case slices.ContainsFunc(o.options.Drop, func(column string) bool { return strings.EqualFold(column, by) }):
		return process.Usagef("--split-by %s goes without --redact-columns %s", by, by)
	}
	for _, t := range o.targets[i:] {
		if t.format != "xlsx" {
			continue
		}
		if t.path == "-" {
			return process.WithHint(process.Usagef("--split-by writes several files, and standard output is one"),
				"name a file: -o xlsx=licenses.xlsx")
		}
		t.split = true
	}
	return nil
}

// parts opens the file of one part after the other, beside the place of what is split. All of them are published with
// the other targets.
func (o *Output) parts(ctx context.Context, whole *target) func(string, *record.Excerpt) (io.Writer, error) {
	var last *target
	return func(name string, p *record.Excerpt) (io.Writer, error) {
		if last != nil { // it is written, and there can be hundreds
			if err := last.buf.Flush(); err != nil {
				return nil, err
			}
			last.buf = bufio.NewWriterSize(last.file, 16)
		}
		t := &target{format: whole.format, path: partPath(whole.path, name), part: p}
		t.made, whole.made = whole.made, nil
		other := func(o *target) bool { return o.part == nil && samePath(o.path, t.path) }
		if slices.ContainsFunc(o.targets, other) {
			return nil, fmt.Errorf("-o writes to %s twice", t.path)
		}
		if err := t.open(ctx, nil); err != nil {
			return nil, err
		}
		o.mu.Lock()
		o.targets = append(o.targets, t)
		o.mu.Unlock()
		last = t
		return t.buf, nil
	}
}

// partPath is where the file of a part is: licenses.xlsx becomes licenses NAME.xlsx.
func partPath(path, name string) string {
	dir, file := filepath.Split(path)
	ext := filepath.Ext(file)
	if !strings.EqualFold(ext, ".xlsx") {
		ext = ""
	}
	return dir + strings.TrimSpace(strings.TrimSuffix(file, ext)+" "+name) + ext
}

// leaveSplit gives up the files in place of which those of parts were written, and puts these in the order of their names,
// the rest last.
func (o *Output) leaveSplit() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.targets = slices.DeleteFunc(o.targets, func(t *target) bool {
		if t.split {
			abandon([]*target{t})
		}
		return t.split
	})
	order := func(t *target) (int, string) {
		switch {
		case t.part == nil:
			return 0, ""
		case t.part.Rest:
			return 2, t.path
		}
		return 1, t.path
	}
	slices.SortStableFunc(o.targets, func(a, b *target) int {
		i, x := order(a)
		k, y := order(b)
		return cmp.Or(cmp.Compare(i, k), strings.Compare(x, y))
	})
}

// hinted says what to do about a property that is no good to split by.
func hinted(err error) error {
	if _, many := errors.AsType[reports.ManyPartsError](err); many {
		return process.WithHint(err,
			"take a property that people share, such as companyName or department, or fewer people by --group")
	}
	if no, ok := errors.AsType[reports.NoPropertyError](err); ok {
		return process.WithHint(err, process.DidYouMean(no.Name, no.Has,
			"the report has "+strings.Join(no.Has, ", ")+"; audit with --columns to have others"))
	}
	return err
}
