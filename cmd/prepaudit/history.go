package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/history"
	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports"
	"prepaudit/reports/record"
)

// remembering is where runs are remembered.
type remembering struct {
	name, dsnFile string
	to            history.Target
	on            bool
}

func (m *remembering) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&m.name, "history", "", "add the counts of this run, without names, to the SQLite database `FILE`, "+
		"and show the trend in the page and the workbook; postgres is a PostgreSQL database, whose connection string is "+
		"in "+history.Variable+" or --history-dsn-file")
	dsnFileFlag(cmd, &m.dsnFile)
	command.Must(cmd.MarkFlagFilename("history"))
}

func dsnFileFlag(cmd *cobra.Command, file *string) {
	cmd.Flags().StringVar(file, "history-dsn-file", "", "`FILE` with the connection string of PostgreSQL")
	command.Must(cmd.MarkFlagFilename("history-dsn-file"))
}

// check refuses what cannot be meant.
func (m *remembering) check(sys *process.Sys) (err error) {
	m.to, m.on, err = history.NewTarget(sys, m.name, m.dsnFile)
	return err
}

// begin has a run remembered, once its reports are written by finish. What goes wrong with that is said and changes no
// report and no exit status: the run is right without it.
func (m *remembering) begin(ctx context.Context, sys *process.Sys, run *audit.Run, undated bool, out *output.Output) (
	finish func()) {
	if !m.on {
		return func() {}
	}
	r := history.NewRecorder(ctx, m.to, &run.Scope)
	r.Undated = undated && !run.AsOf
	out.Through = r.Before
	return func() {
		err := r.Append(ctx)
		if err == nil {
			return
		}
		sys.Warn(fmt.Sprintf("--history: this run was not added to %s: %s", process.Printable(m.to.String()),
			process.Printable(err.Error())), "hint", process.HintOf(err))
	}
}

// historyFlags are what the command line asks of a history.
type historyFlags struct {
	name    string
	dsnFile string
	tenant  string
	last    string
	runs    bool
	color   string
	targets []string
}

const historyHelp = `Show how readiness changed, by the runs that "prepaudit audit --history FILE"
added. The table has one run a day: the last that counted everybody. JSON and
CSV have every run. A run that couldn't count everybody is marked, and not
compared with others. Runs with another scope or other rules aren't either.`

func newHistory(sys *process.Sys) *cobra.Command {
	h := &historyFlags{}
	cmd := &cobra.Command{
		Use:        "history [FILE|postgres]",
		SuggestFor: []string{"trend", "log", "past"},
		Short:      "Show how readiness changed from run to run",
		Long:       historyHelp,
		Example: `  prepaudit audit --tenant contoso.com --history contoso.db
  prepaudit history contoso.db
  prepaudit history contoso.db --last 90d -o csv=trend.csv
  prepaudit history --history-dsn-file dsn.txt --tenant contoso.com`,
		Args: command.Arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return h.run(cmd.Context(), sys, args) },
	}
	f := cmd.Flags()
	f.StringVar(&h.name, "history", "", "the `FILE`, or postgres, where no argument names it")
	f.StringVar(&h.tenant, "tenant", "", "show only this `TENANT`, by id or default domain")
	f.StringVar(&h.last, "last", "", "show the last `N` lines, or with 30d the last 30 days; the table has 30 lines "+
		"by default")
	f.BoolVar(&h.runs, "runs", false, "show every run in the table, not one a day")
	f.StringArrayVarP(&h.targets, "output", "o", nil, "write the history: `FORMAT[=FILE]`, to standard output without "+
		"a file"+command.Repeated+". Formats: "+strings.Join(reports.HistoryFormats, ", "))
	command.Complete(cmd, "output", func() []string { return reports.HistoryFormats })
	command.ColorFlag(cmd, &h.color)
	dsnFileFlag(cmd, &h.dsnFile)
	return cmd
}

func (h *historyFlags) run(ctx context.Context, sys *process.Sys, args []string) error {
	if err := process.OneOf("--color", h.color, process.ColorWords); err != nil {
		return err
	}
	name := cmp.Or(strings.Join(args, ""), h.name)
	if name == "" && h.dsnFile == "" && sys.Getenv(history.Variable) != "" {
		name = history.Postgres
	}
	from, ok, err := history.NewTarget(sys, name, h.dsnFile)
	if err != nil {
		return err
	}
	if !ok {
		return process.WithHint(process.Usagef("history needs a file, or %s", history.Postgres),
			"for example `prepaudit history contoso.db`; `prepaudit audit --history contoso.db` makes it")
	}
	lines, since, err := h.lately(sys.Now())
	if err != nil {
		return err
	}
	out, err := output.OpenFiles(ctx, sys, output.Options{Targets: answerFiles(h.targets)}, reports.HistoryFormats,
		"csv=trend.csv")
	if err != nil {
		return err
	}
	defer out.Close()
	tenants, err := history.Read(ctx, from, history.Query{Tenant: h.tenant, Since: since})
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	if len(tenants) == 0 {
		return process.WithHint(fmt.Errorf("%s: it has no such run", from), h.others(ctx, from))
	}
	look := reports.HistoryOptions{Runs: h.runs, Options: reports.Options{
		Width: sys.OutWidth, Color: sys.Color(h.color), ASCII: !unicodeLocale(sys)}}
	return out.WriteFiles(ctx, func(format string, w io.Writer) error {
		return reports.WriteHistory(w, format, h.shown(format, tenants, lines), look)
	})
}

// mostOthers is how many tenants a hint names.
const mostOthers = 5

// others says whose runs there are, where those that were asked for aren't.
func (h *historyFlags) others(ctx context.Context, from history.Target) string {
	all, err := history.Read(ctx, from, history.Query{})
	if err != nil || len(all) == 0 {
		return "`prepaudit audit --history` adds runs"
	}
	var said []string
	for _, of := range all[:min(len(all), mostOthers)] {
		said = append(said, fmt.Sprintf("%s (%s), %s to %s", of.DefaultDomain, of.ID, record.Day(of.Runs[0].At),
			record.Day(of.Runs[len(of.Runs)-1].At)))
	}
	if more := len(all) - len(said); more > 0 {
		said = append(said, fmt.Sprintf("and %d more", more))
	}
	return "it has runs of " + strings.Join(said, "; ")
}

// tableLines is how many lines the table of a tenant has where nobody says.
const tableLines = 30

// lately reads --last: so many lines, 0 for all, or since when.
func (h *historyFlags) lately(now time.Time) (lines int, since time.Time, err error) {
	if h.last == "" {
		return 0, since, nil
	}
	text, days := strings.CutSuffix(h.last, "d")
	n, err := strconv.Atoi(text)
	switch {
	case err != nil || n < 1 || n > 100_000:
		return 0, since, process.WithHint(process.Usagef("--last %q isn't a number of lines or days", h.last),
			"use 30 for the last 30 lines, or 30d for the last 30 days")
	case days:
		return 0, now.AddDate(0, 0, -n), nil
	}
	return n, since, nil
}

// shown is what a format shows.
func (h *historyFlags) shown(format string, tenants []record.PastOfOne, lines int) *record.History {
	all := &record.History{SchemaVersion: record.SchemaVersion}
	for _, of := range tenants {
		if format == "table" && !h.runs {
			of.Runs = record.Daily(of.Runs)
		}
		if format == "table" && h.last == "" {
			lines = tableLines
		}
		if lines > 0 {
			of.Runs = of.Runs[max(0, len(of.Runs)-lines):]
		}
		all.Tenants = append(all.Tenants, of)
	}
	return all
}

// unicodeLocale reports whether the terminal takes UTF-8, as its locale says; that of Windows does.
func unicodeLocale(sys *process.Sys) bool {
	locale := cmp.Or(sys.Getenv("LC_ALL"), sys.Getenv("LC_CTYPE"), sys.Getenv("LANG"))
	locale = strings.ToLower(strings.ReplaceAll(locale, "-", ""))
	return runtime.GOOS == "windows" || strings.Contains(locale, "utf8")
}
