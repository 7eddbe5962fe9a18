package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports"
	"prepaudit/reports/planning"
	"prepaudit/reports/record"
	"prepaudit/rules"
)

// planFlags are what the command line asks of a license plan.
type planFlags struct {
	auditFlags
	targets   []string
	color     string
	prices    string
	frontline bool
}

var planHelp = wrap("Say which licenses to turn on, reprocess, swap, assign, renew or buy so that everybody in scope "+
	"has Intune and Entra ID P1, with as little bought as possible: at the least cost where --prices says what seats "+
	"cost, else with the fewest seats. Nothing is changed.", 80, "") + "\n" +
	wrap("The tenant is read, or the REPORT.json that \"prepaudit audit -o json=REPORT.json\" wrote. Frontline products "+
		"go to people who have one, education and government products among their kind; seats of trials and lapsed "+
		"subscriptions, of rooms and devices go to nobody.", 80, "") + "\n" +
	wrap("The exit status is 0 for a plan, 4 if not everything that decides was read.", 80, "")

func newPlan(sys *process.Sys) *cobra.Command {
	p := &planFlags{auditFlags: auditFlags{sys: sys}}
	cmd := &cobra.Command{
		Use:   "plan [REPORT.json]",
		Short: "Plan who gets which license, with the least to buy",
		Long:  planHelp,
		Example: `  prepaudit plan --tenant contoso.com --client-id APP --auth browser
  prepaudit plan report.json --prices prices.csv -o csv=people.csv
  prepaudit plan --demo`,
		Args:              command.Arguments(0, 1),
		ValidArgsFunction: cobra.FixedCompletions([]string{"json"}, cobra.ShellCompDirectiveFilterFileExt),
		RunE:              func(cmd *cobra.Command, args []string) error { return p.run(cmd.Context(), args) },
	}
	p.connection.flags(cmd)
	p.connection.fromFlag(cmd)
	p.selection.flags(cmd)
	p.scopeFlags(cmd)
	command.ColorFlag(cmd, &p.color)
	f := cmd.Flags()
	f.StringVar(&p.prices, "prices", "", "plan for the least cost by a CSV `FILE` with the columns sku, currency, "+
		"price and period (month or year); of several currencies by the one that most products have a price in")
	f.BoolVar(&p.frontline, "allow-frontline", false, "give frontline products (Microsoft 365 F1 and F3) to anybody")
	f.StringArrayVarP(&p.targets, "output", "o", nil, "write `FORMAT[=FILE]`: "+strings.Join(reports.PlanFormats, ", ")+
		"; to standard output without a file or for -; repeats")
	command.Complete(cmd, "output", func() []string { return reports.PlanFormats })
	return cmd
}

func (p *planFlags) run(ctx context.Context, args []string) error {
	if err := p.check(); err != nil {
		return err
	}
	if err := process.OneOf("--color", p.color, process.ColorWords); err != nil {
		return err
	}
	if len(p.only)+len(p.skip) > 0 {
		return process.Usagef("a plan rests on every rule about licenses: --only and --skip are for audit")
	}
	prices, err := output.ReadPrices(p.prices)
	if err != nil {
		return err
	}
	out, err := output.OpenFiles(ctx, p.sys, p.quiet, answerFiles(p.targets), reports.PlanFormats, "csv=people.csv")
	if err != nil {
		return err
	}
	defer out.Close()
	o := reports.Options{Width: p.sys.OutWidth, Color: p.sys.Color(p.color)}
	status := 0
	if len(args) > 0 {
		status, err = p.ofReport(ctx, args[0], prices, out, o)
	} else {
		status, err = p.ofTenant(ctx, prices, out, o)
	}
	if err != nil {
		return err
	}
	return process.Verdict(status)
}

func (p *planFlags) ofTenant(ctx context.Context, prices record.Prices, out *output.Output,
	o reports.Options) (status int, err error) {
	run, err := p.selection.run(p.sys)
	if err != nil {
		return 0, err
	}
	run.Scope, run.Base, run.Groups, run.ExcludeGroups, run.People = p.scope, p.base, p.groups, p.notGroups, true
	from, stop, err := p.connect(ctx, p.sys)
	if err != nil {
		return 0, err
	}
	defer stop()
	return run.Plan(ctx, ctx, from, out, prices, p.frontline, o)
}

// ofReport plans by a report, which is read twice: what is said of products stands behind the people.
func (p *planFlags) ofReport(ctx context.Context, path string, prices record.Prices, out *output.Output,
	o reports.Options) (status int, err error) {
	replay := func(to record.Handler) error {
		f, err := os.Open(path)
		if err != nil {
			return process.WithHint(err, "give a file that prepaudit wrote with -o json=FILE")
		}
		defer f.Close()
		if err := record.Replay(bufio.NewReaderSize(f, 1<<20), to); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return nil
	}
	var first ends
	if err := replay(&first); err != nil {
		return 0, err
	}
	if err := first.plannable(); err != nil {
		return 0, process.WithHint(fmt.Errorf("%s: %w", path, err),
			"plan from the tenant, or from a report of all rules about licenses")
	}
	if len(prices) == 0 {
		prices = first.run.Prices
	}
	m := planning.New(planning.Tenant(first.run, first.summary, p.frontline, p.expiryDays), prices)
	if err := replay(m); err != nil {
		return 0, err
	}
	return audit.WritePlan(ctx, m, out, o)
}

// ends keep the beginning and the end of a report.
type ends struct {
	run     *record.Run
	summary *record.Summary
}

// plannable refuses a report that says less of licenses than a plan needs, or that is of no tenant that there is.
func (e *ends) plannable() error {
	if len(e.summary.WhatIf) > 0 {
		return errors.New("the report is of the tenant as it would be after changes (--what-if)")
	}
	for i := range e.summary.Tallies {
		t := &e.summary.Tallies[i]
		if t.Skipped && t.Level == rules.Required && strings.HasPrefix(t.ID, "LIC-") {
			return fmt.Errorf("the report was made without rule %s (%s)", t.ID, t.Title)
		}
	}
	return nil
}

func (e *ends) Run(r *record.Run) error {
	e.run = r
	return nil
}
func (e *ends) User(*record.User) error       { return nil }
func (e *ends) Device(*record.Device) error   { return nil }
func (e *ends) Finding(*record.Finding) error { return nil }
func (e *ends) Summary(s *record.Summary) error {
	e.summary = s
	return nil
}
