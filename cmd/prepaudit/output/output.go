// Package output is the one door by which anything leaves: every target is tried before the work begins, and what was
// written is published when all of it is whole, or not at all.
package output

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports"
	"prepaudit/reports/excuse"
	"prepaudit/reports/planning"
	"prepaudit/reports/record"
	"prepaudit/rules"
)

// Options is what the command line asks of reports.
type Options struct {
	Targets []string // FORMAT=FILE, - for standard output, or FILE by its ending
	Folder  string   // where a folder of this run is made, with page, workbook and JSON; "" for none
	BOM     bool     // CSV begins with a byte-order mark
	Color   string   // one of process.ColorWords
	Details bool     // more of the table
	Redact  string   // the file with the key of pseudonyms; "" for names
	Drop    []string // columns that redacted reports go without
	Prices  string   // a CSV file; "" for none
	Allowed []string // rules and datasets that may be missing
	FailOn  string   // one of rules.FailOnWords; "" where the command has no such option
	Show    bool     // open the page in a browser
	Quiet   bool     // do not say which files were written
	SplitBy string   // a property of users, of each value of which a workbook is written; "" for one workbook
	Excuses

	Also record.Handler // is told what reports are, with pseudonyms where they have them; nil for none
}

// Output is where the reports of one run go.
type Output struct {
	sys     *process.Sys
	options Options
	redact  *reports.Redactor
	Prices  record.Prices
	allowed rules.Allowed
	excuses excuse.Options
	members []members
	// Status is what the process ends with, when a Write has told the reports everything.
	Status int
	// Through is told everything before reports are, once it is judged, and hands it on; nil for nothing.
	Through     func(record.Handler) record.Handler
	end         ending
	interrupted bool

	mu       sync.Mutex // Close may come from the side, when nothing else helps
	targets  []*target
	handlers []record.Handler
}

// Open tries everything that reports need. Without a target for standard output the table goes there. Until Close the
// worst that can happen leaves no file behind.
func Open(ctx context.Context, sys *process.Sys, options Options) (*Output, error) {
	o := &Output{sys: sys, options: options}
	err := process.OneOf("--color", options.Color, process.ColorWords)
	if err != nil {
		return nil, err
	}
	if options.FailOn != "" {
		if err := process.OneOf("--fail-on", options.FailOn, rules.FailOnWords()); err != nil {
			return nil, err
		}
	}
	if o.redact, err = ReadKey(sys, options.Redact, options.Drop); err != nil {
		return nil, err
	}
	if o.Prices, err = ReadPrices(options.Prices); err != nil {
		return nil, err
	}
	if o.allowed, err = Allowed(options.Allowed); err != nil {
		return nil, err
	}
	if o.excuses, err = options.read(sys, o.redact); err != nil {
		return nil, err
	}
	values := slices.Concat(options.Targets, inFolder(options.Folder, sys.Now()))
	if o.targets, err = parse(values, FormatNames(), "xlsx=report.xlsx"); err != nil {
		return nil, err
	}
	if err := o.splits(); err != nil {
		return nil, err
	}
	if options.Show && o.page() == nil {
		return nil, process.WithHint(process.Usagef("--open needs a page to open"), "add -o html=report.html or --out-dir reports")
	}
	// The collector of a job takes both streams, cannot read a table, and needs no names.
	if !sys.JSONLog && !slices.ContainsFunc(o.targets, func(t *target) bool { return t.path == "-" }) {
		o.targets = append(o.targets, &target{format: "table", path: "-"})
	}
	if options.BOM && !bom(o.targets) {
		return nil, noCSV()
	}
	return o, o.open(ctx)
}

// noCSV is what --bom comes to without a file for it.
func noCSV() error {
	return process.WithHint(process.Usagef("--bom is for CSV files, and none is written"), "add -o csv=FILE")
}

// OpenFiles does the same for what is no report: of the options Targets, Quiet and BOM count. The formats are known, and
// example is one of the values.
func OpenFiles(ctx context.Context, sys *process.Sys, options Options, known []string, example string) (*Output, error) {
	targets, err := parse(options.Targets, known, example)
	if err != nil {
		return nil, err
	}
	if options.BOM && !bom(targets) {
		return nil, noCSV()
	}
	o := &Output{sys: sys, targets: targets, options: options}
	return o, o.open(ctx)
}

func (o *Output) open(ctx context.Context) error {
	for _, t := range o.targets {
		if err := t.open(ctx, o.sys.Stdout); err != nil {
			o.Close()
			return process.WithHint(err, "no file was written, and nothing was read")
		}
		if t.bom {
			t.buf.WriteString("\ufeff") // an error comes again when it is flushed
		}
	}
	o.sys.AtWorst(o.Close)
	return nil
}

// Write has events tell all reports of a run, and publishes them.
func (o *Output) Write(ctx context.Context, events func(record.Handler) error) error {
	w, err := o.reports(ctx)
	if err != nil {
		return err
	}
	if err := events(w); err != nil {
		return hinted(err)
	}
	if err := o.mark(ctx); err != nil {
		return err
	}
	if err := o.publish(ctx); err != nil {
		return err
	}
	o.unmark()
	o.warnUnique()
	if o.options.Show && !o.interrupted {
		o.show()
	}
	return nil
}

// warnUnique says of how many users pseudonyms hide little.
func (o *Output) warnUnique() {
	if o.redact == nil {
		return
	}
	if said := o.redact.Unique(); said != "" {
		o.sys.Note(said + "; --redact-columns drops columns")
	}
}

// WriteFiles has each target of OpenFiles written, and publishes them.
func (o *Output) WriteFiles(ctx context.Context, write func(format string, w io.Writer) error) error {
	for _, t := range o.targets {
		if err := write(t.format, t.buf); err != nil {
			return named(t, err)
		}
	}
	return o.publish(ctx)
}

// reports begins all reports, and makes one of them.
func (o *Output) reports(ctx context.Context) (record.Handler, error) {
	options := reports.Options{Width: o.sys.OutWidth, Color: o.sys.Color(o.options.Color), Details: o.options.Details}
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, t := range o.targets {
		if t.split {
			o.handlers = append(o.handlers, reports.Split(o.options.SplitBy, options, o.parts(ctx, t)))
			continue
		}
		w, err := reports.New(t.format, t.buf, options)
		if err != nil {
			return nil, named(t, err)
		}
		o.handlers = append(o.handlers, w)
	}
	told := append(slices.Clone(o.handlers), &o.end)
	if o.options.Also != nil {
		told = append(told, o.options.Also)
	}
	all := reports.Together(told, func(i int, err error) error { return named(o.targets[i], err) })
	// It plans by what the reports say: for a redacted one by pseudonyms, and without the columns that are dropped.
	all = planning.Before(all, planning.Options{})
	o.handlers = append(o.handlers, all) // it keeps users in a temporary file
	if o.redact != nil {
		all = o.redact.Before(all)
		o.handlers = append(o.handlers, all) // it keeps users in temporary files
	}
	if o.Through != nil {
		all = o.Through(all)
	}
	return o.excusing(&judging{Handler: all, out: o}), nil
}

func (o *Output) publish(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	o.leaveSplit()
	if err := publish(o.targets); err != nil {
		return err
	}
	if !o.options.Quiet {
		o.tell()
	}
	return nil
}

// Said is what the reports of a Write say of the run as a whole, with pseudonyms where they are asked for.
func (o *Output) Said() (*record.Run, *record.Summary) { return o.end.run, o.end.summary }

// OnStdout reports whether standard output gets the format.
func (o *Output) OnStdout(format string) bool {
	return slices.ContainsFunc(o.targets, func(t *target) bool { return t.path == "-" && t.format == format })
}

// OnlyStdout gives up every file, since the run was interrupted.
func (o *Output) OnlyStdout() {
	o.interrupted = true
	o.mu.Lock()
	defer o.mu.Unlock()
	abandon(o.targets)
	o.targets = slices.DeleteFunc(o.targets, func(t *target) bool { return t.path != "-" })
}

// Close lets go of what is not published: files that are not yet in their places, and what reports keep in temporary
// files, which hold users. After Write it finds nothing to do.
func (o *Output) Close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, w := range o.handlers {
		if c, ok := w.(io.Closer); ok {
			c.Close()
		}
	}
	abandon(o.targets)
}

// FormatNames are the formats of reports.
func FormatNames() []string {
	var names []string
	for _, f := range reports.Formats {
		names = append(names, f.Name)
	}
	return names
}

// Droppable are the columns that --redact-columns takes, those of --columns apart.
func Droppable() []string { return reports.Droppable() }

func named(t *target, err error) error { return fmt.Errorf("-o %s=%s: %w", t.format, t.path, err) }
