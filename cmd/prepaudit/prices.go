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
		Short:   "Print a file to fill in what seats cost",
		Example: "  prepaudit prices template --tenant contoso.com > prices.csv",
	}
	c := &connection{}
	quiet := false
	template := &cobra.Command{
		Use:   "template [REPORT.json]",
		Short: "Print the products of a tenant for --prices, with empty prices",
		Long: wrap("Print a CSV file with the products of the tenant, or of the REPORT.json that prepaudit audit "+
			"wrote, for --prices of audit and plan. Fill in currency and price, and change period to year where that "+
			"is meant; lines without a price are passed over, and so are columns beside sku, currency, price and "+
			"period. Free products aren't listed. Where it is known, the columns listPrice to listSource say what "+
			"Microsoft lists for a seat, from when, and who wrote so: what you pay is in your agreement.", 80, ""),
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
		fmt.Fprintf(sys.Stderr, "prepaudit: free products, which aren't listed: %d\n", free)
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
		return process.WithHint(err, "give a file that prepaudit wrote with -o json=FILE")
	}
	defer f.Close()
	if err := record.Replay(bufio.NewReaderSize(f, 1<<20), p); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}
