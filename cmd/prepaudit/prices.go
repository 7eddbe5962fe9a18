package main

import (
	"bufio"
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports"
	"prepaudit/reports/record"
	"prepaudit/rules/tenant"
)

func newPrices(sys *process.Sys) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "prices",
		Short:   "Print a price list to fill in",
		Example: "  prepaudit prices template --tenant contoso.com > prices.csv",
	}
	c := &connection{}
	quiet := false
	template := &cobra.Command{
		Use:   "template [REPORT.json]",
		Short: "Print the products of a tenant, with empty prices",
		Long: `Print a CSV file with the products of your tenant, or of a report of
"prepaudit audit -o json=REPORT.json". Fill in currency and price, change period
to year where a price is for a year, and use the file with --prices of audit and
plan. Lines without a price don't count. Free products aren't listed.

If Microsoft's list price is known, the columns listPrice to listSource have it,
with its date and source. What you pay is in your agreement.`,
		Example: `  prepaudit prices template report.json > prices.csv
  prepaudit plan report.json --prices prices.csv`,
		Args:              command.Arguments(0, 1),
		ValidArgsFunction: cobra.FixedCompletions([]string{"json"}, cobra.ShellCompDirectiveFilterFileExt),
		RunE: func(cmd *cobra.Command, args []string) error {
			return printPrices(cmd.Context(), sys, c, quiet, args)
		},
	}
	c.flags(template)
	c.fromFlag(template)
	command.QuietFlag(template, &quiet)
	cmd.AddCommand(template)
	return cmd
}

// products keeps what a tenant has, as a run tells it.
type products struct{ sum *record.Summary }

func (p *products) Run(*record.Run) error         { return nil }
func (p *products) User(*record.User) error       { return nil }
func (p *products) Device(*record.Device) error   { return nil }
func (p *products) Finding(*record.Finding) error { return nil }
func (p *products) Summary(s *record.Summary) error {
	p.sum = s
	return nil
}

func printPrices(ctx context.Context, sys *process.Sys, c *connection, quiet bool, args []string) error {
	if err := c.check(); err != nil {
		return err
	}
	var p products
	var err error
	if len(args) > 0 {
		err = p.ofReport(args[0])
	} else {
		err = p.ofTenant(ctx, sys, c, quiet)
	}
	if err != nil {
		return err
	}
	for _, g := range p.sum.Missing {
		if g.Dataset == tenant.SKUs {
			return process.WithHint(fmt.Errorf("products couldn't be read: %s", g.Why), g.Hint)
		}
	}
	free, err := reports.WritePriceTemplate(sys.Stdout, p.sum.Subscriptions)
	if err == nil && free > 0 && !quiet {
		sys.Note(fmt.Sprintf("free products, which aren't listed: %d", free))
	}
	return err
}

// ofTenant reads the products, and nothing else that the rule about them doesn't need.
func (p *products) ofTenant(ctx context.Context, sys *process.Sys, c *connection, quiet bool) error {
	run, err := (&selection{only: []string{"LIC-01"}, otherMDM: mdmWords[0], quiet: quiet}).run(sys)
	if err != nil {
		return err
	}
	from, stop, err := c.connect(ctx, sys, consent{run.Permissions(), run.Rules})
	if err != nil {
		return err
	}
	defer stop()
	return run.Tell(ctx, ctx, from, nil, p)
}

func (p *products) ofReport(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return process.WithHint(err, "use a file that prepaudit wrote with -o json=FILE")
	}
	defer f.Close()
	if err := record.Replay(bufio.NewReaderSize(f, 1<<20), p); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}
