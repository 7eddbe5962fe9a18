package main

import (
	"context"
	"fmt"
	"io"
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
}

const diffHelp = `Compare two reports of one tenant: who became ready or blocked and by which cause,
which causes are fixed or new, which rules, seats and settings changed. What one
of them doesn't know can't be sides, and is never called fixed.

OLD and NEW are JSON reports of "prepaudit audit -o json=REPORT.json", or
snapshots, a folder or a zip. A snapshot is audited first, as of the day it was
made, by all rules, or by those of the report that it is compared with.`

const diffMore = `Exit status
  0, whatever changed. With --exit-code: 3 if something got worse: somebody is
  blocked who wasn't, a required rule newly fails, or a new cause blocks people;
  4 if nothing got worse, but something couldn't be sides.`

func newDiff(sys *process.Sys) *cobra.Command {
	d := &diffFlags{sys: sys}
	cmd := &cobra.Command{
		Use:        "diff OLD NEW",
		SuggestFor: []string{"compare", "changes", "trend"},
		Short:      "Compare two reports or snapshots of a tenant",
		Long:       diffHelp,
		Example: `  prepaudit diff monday.json tuesday.json
  prepaudit diff monday.zip tuesday.json -o xlsx=changes.xlsx --exit-code`,
		Args:              command.Arguments(2, 2),
		ValidArgsFunction: cobra.FixedCompletions([]string{"json", "zip"}, cobra.ShellCompDirectiveFilterFileExt),
		RunE:              func(cmd *cobra.Command, args []string) error { return d.run(cmd.Context(), args[0], args[1]) },
	}
	f := cmd.Flags()
	f.StringArrayVarP(&d.targets, "output", "o", nil, "write the changes: `FORMAT[=FILE]`, to standard output "+
		"without a file"+command.Repeated+". Formats: "+strings.Join(reports.DiffFormats, ", "))
	command.Complete(cmd, "output", func() []string { return reports.DiffFormats })
	f.BoolVar(&d.exitCode, "exit-code", false, "exit with status 3 if something got worse, 4 if something couldn't be sides")
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
	look := reports.Options{Width: d.sys.OutWidth, Color: d.sys.Color(d.color)}
	err = out.WriteFiles(ctx, func(format string, w io.Writer) error {
		if err := reports.WriteDiff(w, format, c, look); err != nil {
			return fmt.Errorf("-o %s: %w", format, err)
		}
		return nil
	})
	if err != nil || !d.exitCode {
		return err
	}
	return process.Verdict(c.ExitStatus)
}
