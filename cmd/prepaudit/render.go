package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports/record"
)

func newRender(sys *process.Sys) *cobra.Command {
	var options output.Options
	cmd := &cobra.Command{
		Use:        "render REPORT.json",
		SuggestFor: []string{"convert", "export", "pdf"},
		Short:      "Write a JSON report in other formats",
		Long: `Write a JSON report of an audit in other formats, without reading the tenant
again. The files are the same as if the audit had written them. Use - to read
the report from standard input.

The exit status comes from the report, from the files that you ask for now, and
from --allow-incomplete. What --exceptions, --baseline and --max-blocked accepted
is in the report. --exceptions or --baseline takes the place of both of these.
Exceptions for a group need the tenant: they aren't applied here.`,
		Example: `  prepaudit render report.json -o xlsx=licenses.xlsx -o markdown=summary.md
  prepaudit render report.json -o table=-`,
		Args:              command.Arguments(1, 1),
		ValidArgsFunction: cobra.FixedCompletions([]string{"json"}, cobra.ShellCompDirectiveFilterFileExt),
		RunE: func(cmd *cobra.Command, args []string) error {
			return render(cmd.Context(), sys, args[0], options)
		},
	}
	command.ReportFlags(cmd, &options)
	command.QuietFlag(cmd, &options.Quiet)
	return cmd
}

// render writes a report once more.
func render(ctx context.Context, sys *process.Sys, path string, options output.Options) error {
	in := io.Reader(os.Stdin)
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return process.WithHint(err, "use a file that prepaudit wrote with -o json=FILE, or - for standard input")
		}
		defer f.Close()
		in = f
	}
	out, err := output.Open(ctx, sys, options)
	if err != nil {
		return err
	}
	defer out.Close()
	err = out.Write(ctx, func(w record.Handler) error {
		if err := record.Replay(bufio.NewReaderSize(in, 1<<20), priced{w, out.Prices}); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return nil
	})
	switch {
	case err != nil && ctx.Err() != nil:
		return process.InterruptedError("rendering")
	case err != nil:
		return err
	}
	return process.Verdict(out.Status)
}

// priced has prices that are stated anew; those of the report stand where none are.
type priced struct {
	record.Handler
	prices record.Prices
}

func (p priced) Run(r *record.Run) error {
	if len(p.prices) > 0 {
		r.Prices = p.prices
	}
	return p.Handler.Run(r)
}
