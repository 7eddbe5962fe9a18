//go:build !netonly

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports"
	"prepaudit/reports/record"
)

// render is a report written once more.
type render struct {
	sys     *process.Sys
	outputs []string
	color   string
	details bool
	prices  string
	redact  string
}

func newRender(sys *process.Sys) *cobra.Command {
	r := &render{sys: sys}
	cmd := &cobra.Command{
		Use:   "render REPORT.json",
		Short: "Write a JSON report in other formats",
		Long: wrap("Write a report that -o json wrote in other formats: the same bytes as if the audit "+
			"itself had written them. - reads the report from standard input. The exit status is "+
			"the one that the audit ended with.", 80, ""),
		Example: `  prepaudit render report.json -o xlsx=licences.xlsx -o markdown=summary.md
  prepaudit audit --auth secret -q -o json=- | prepaudit render - -o table=-`,
		Args:              arguments(1, 1),
		ValidArgsFunction: cobra.FixedCompletions([]string{"json"}, cobra.ShellCompDirectiveFilterFileExt),
		RunE:              func(cmd *cobra.Command, args []string) error { return r.run(cmd.Context(), args[0]) },
	}
	f := cmd.Flags()
	f.StringArrayVarP(&r.outputs, "output", "o", nil, outputUsage())
	f.StringVar(&r.color, "color", "auto", "colours: `WHEN` is auto, always or never")
	f.BoolVar(&r.details, "details", false, "show every rule in the table, and the first findings of each")
	f.StringVar(&r.redact, "redact", "", "replace what names a person or a device by pseudonyms, with the key in `KEYFILE`, 16 bytes or more (openssl rand -hex 32)")
	f.StringVar(&r.prices, "prices", "", "add what seats cost, from a CSV `FILE` with the columns sku, currency, price and period (month or year)")
	complete(cmd, "color", func() []string { return colorWords })
	completeOutput(cmd)
	return cmd
}

func (r *render) run(ctx context.Context, path string) error {
	if err := oneOf("--color", r.color, colorWords); err != nil {
		return err
	}
	redact, err := readKey(r.sys, r.redact)
	if err != nil {
		return err
	}
	prices, err := readPrices(r.prices)
	if err != nil {
		return err
	}
	targets, err := parseTargets(r.outputs)
	if err != nil {
		return err
	}
	in := io.Reader(os.Stdin)
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return process.WithHint(err, "give a file that prepaudit wrote with -o json=FILE, or - for standard input")
		}
		defer f.Close()
		in = f
	}
	if err := openTargets(ctx, targets, r.sys.Stdout); err != nil {
		return err
	}
	defer abandon(targets)
	r.sys.AtWorst(func() { abandon(targets) })
	w, err := openReports(targets, reports.Options{Width: r.sys.OutWidth, Color: r.sys.Color(r.color), Details: r.details}, redact)
	if err != nil {
		return err
	}
	defer w.close()
	var status int
	if status, err = record.Replay(bufio.NewReaderSize(in, 1<<20), priced{w, prices}); err != nil {
		if ctx.Err() != nil {
			return process.InterruptedError("rendering")
		}
		return fmt.Errorf("%s: %w", path, err)
	}
	if ctx.Err() != nil {
		return process.InterruptedError("rendering")
	}
	if err := publish(targets); err != nil {
		return err
	}
	if status != process.StatusMet {
		return process.VerdictError(status)
	}
	return nil
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

// readPrices reads --prices; "" is no file.
func readPrices(path string) (record.Prices, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("--prices: %w", err)
	}
	defer f.Close()
	prices, err := reports.ReadPrices(f)
	if err != nil {
		return nil, process.WithHint(fmt.Errorf("--prices %s: %w", path, err), "the first line is sku,currency,price,period and a line looks like SPE_E3,EUR,36.20,month")
	}
	return prices, nil
}
