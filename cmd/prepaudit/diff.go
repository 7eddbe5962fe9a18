package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports"
	"prepaudit/reports/diff"
)

// diffFlags are what the command line asks of a comparison.
type diffFlags struct {
	sys      *process.Sys
	targets  []string
	color    string
	quiet    bool
	exitCode bool
	earlier  string // --keep-decisions
}

const diffHelp = `Compare two reports of one tenant: who became ready or blocked and by which
cause, which causes are fixed or new, which rules, seats and settings changed.
What one of them doesn't know can't be compared, and is never called fixed.

OLD and NEW are JSON reports of "prepaudit audit -o json=REPORT.json", or
snapshots, a folder or a zip. A snapshot is audited first, as of the day it was
made, by all rules, or by those of the report that it is compared with. For
other options, make its report yourself: prepaudit audit --from FILE.zip
-o json=REPORT.json`

const diffMore = `Reviewing
  -o xlsx=FILE has columns Reviewer, Decision and Comment to fill in. With
  --keep-decisions FILE, what somebody wrote in an earlier workbook is in the
  new one, by object id. What was written about people who aren't listed any
  more is on sheet Earlier decisions. Both workbooks can be the same file. A
  workbook of another tenant is refused.

Exit status
  0, whatever changed. With --exit-code: 3 if something got worse: somebody is
  blocked who wasn't, a required rule newly fails, or a new cause blocks people;
  4 if nothing got worse, but something couldn't be compared.`

func newDiff(sys *process.Sys) *cobra.Command {
	d := &diffFlags{sys: sys}
	cmd := &cobra.Command{
		Use:        "diff OLD NEW",
		SuggestFor: []string{"compare", "changes", "trend"},
		Short:      "Compare two reports or snapshots of a tenant",
		Long:       diffHelp,
		Example: `  prepaudit diff monday.json tuesday.json
  prepaudit diff monday.zip tuesday.json --exit-code
  prepaudit diff old.json new.json -o xlsx=new.xlsx --keep-decisions old.xlsx`,
		Args:              command.Arguments(2, 2),
		ValidArgsFunction: cobra.FixedCompletions([]string{"json", "zip"}, cobra.ShellCompDirectiveFilterFileExt),
		RunE: func(cmd *cobra.Command, args []string) error {
			return d.run(cmd.Context(), args[0], args[1])
		},
	}
	f := cmd.Flags()
	f.StringArrayVarP(&d.targets, "output", "o", nil, "write the changes: `FORMAT[=FILE]`, to standard output "+
		"without a file"+command.Repeated+". Formats: "+strings.Join(reports.DiffFormats, ", "))
	command.Complete(cmd, "output", func() []string { return reports.DiffFormats })
	f.BoolVar(&d.exitCode, "exit-code", false, "exit with status 3 if something got worse, 4 if something couldn't be "+
		"compared")
	f.StringVar(&d.earlier, "keep-decisions", "", "copy the columns Reviewer, Decision and Comment of the earlier "+
		"workbook `FILE` into the one that you write with -o xlsx=FILE")
	command.Must(cmd.MarkFlagFilename("keep-decisions", "xlsx"))
	command.ColorFlag(cmd, &d.color)
	command.QuietFlag(cmd, &d.quiet)
	command.More(cmd, diffMore)
	return cmd
}

func (d *diffFlags) run(ctx context.Context, older, newer string) error {
	if err := process.OneOf("--color", d.color, process.ColorWords); err != nil {
		return err
	}
	for i, target := range d.targets {
		d.targets[i] = output.ByEnding(target)
	}
	earlier, err := d.decisions()
	if err != nil {
		return err
	}
	options := output.Options{Targets: answerFiles(d.targets), Quiet: d.quiet}
	out, err := output.OpenFiles(ctx, d.sys, options, reports.DiffFormats, "json=changes.json")
	if err != nil {
		return err
	}
	defer out.Close()
	in := &sides{ctx: ctx, sys: d.sys, quiet: d.quiet}
	defer in.Close()
	old, now, err := in.open(older, newer)
	if err != nil {
		return err
	}
	c, err := diff.Of(old, now, process.Version())
	if err != nil {
		if ctx.Err() != nil {
			return process.InterruptedError("comparing")
		}
		return err
	}
	defer c.Close()
	if err := earlier.Fits(c.Tenant.ID, c.Redacted, c.Knows); err != nil {
		return fmt.Errorf("--keep-decisions: %w", err)
	}
	look := reports.Options{Width: d.sys.OutWidth, Color: d.sys.Color(d.color)}
	err = out.WriteFiles(ctx, func(format string, w io.Writer) error {
		if err := reports.WriteDiff(w, format, c, earlier, look); err != nil {
			return fmt.Errorf("-o %s: %w", format, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, line := range reports.KeptDecisions(earlier) {
		if !d.quiet {
			d.sys.Note(process.Printable(line))
		}
	}
	if !d.exitCode {
		return nil
	}
	return process.Verdict(c.ExitStatus)
}

// decisions reads --keep-decisions; nil without it.
func (d *diffFlags) decisions() (*reports.Decisions, error) {
	if d.earlier == "" {
		return nil, nil
	}
	workbook := func(target string) bool { return strings.HasPrefix(target, "xlsx") }
	if !slices.ContainsFunc(d.targets, workbook) {
		return nil, process.WithHint(process.Usagef("--keep-decisions needs a workbook to write"), "add -o xlsx=FILE")
	}
	earlier, err := reports.ReadDecisions(d.earlier)
	if err != nil {
		return nil, fmt.Errorf("--keep-decisions: %w", err)
	}
	return earlier, nil
}
