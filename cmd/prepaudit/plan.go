package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
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
	key       string   // --redact
	drop      []string // --redact-columns
	bom       bool
}

const planHelp = `Plan which licenses to turn on, reprocess, swap, assign, renew or buy so that
everyone in scope has Intune and Entra ID P1. The plan buys as little as
possible: at the lowest cost if --prices has what seats cost, otherwise the
fewest seats. prepaudit changes nothing.

It reads your tenant, or a report of "prepaudit audit -o json=REPORT.json".`

const planMore = `Which products people get
  Frontline products (Microsoft 365 F1 and F3) go to people who already have
  one. Education and government products go to people who have products of the
  same kind. Nobody gets a seat of a trial, of a lapsed subscription, or of a
  product for rooms or devices.

Carrying out the plan
  -o ps1=FILE writes a script for Microsoft Graph PowerShell. It checks that it
  is in the right tenant, and shows what it would do; with -Apply, it does it.
  It adds people to groups that assign licenses where it can, and otherwise
  assigns licenses directly. Buy or renew first: the script stops if seats are
  missing.
  -o members=FILE writes a ZIP file with a CSV file for each of these groups, for
  the Microsoft Entra admin center: Members > Bulk operations > Import members.

Exit status
  0 if there is a plan; 4 if data that the plan needs couldn't be read.`

func newPlan(sys *process.Sys) *cobra.Command {
	p := &planFlags{auditFlags: auditFlags{sys: sys}}
	cmd := &cobra.Command{
		Use:        "plan [REPORT.json]",
		SuggestFor: []string{"licenses", "licences", "buy"},
		Short:      "Plan who gets which license, with the least to buy",
		Long:       planHelp,
		Example: `  prepaudit plan --demo
  prepaudit plan --tenant contoso.com
  prepaudit plan report.json --prices prices.csv -o csv=people.csv
  prepaudit plan report.json -o ps1=plan.ps1 -o members=members.zip
  prepaudit plan report.json --what-if "SPE_E3 -> SPE_E5" --by 2027-01-31`,
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
	f.StringVar(&p.prices, "prices", "", "plan for the lowest cost, with the prices in a CSV `FILE` that has the "+
		"columns sku, currency, price and period (month or year); if it has several currencies, with the one that prices "+
		"most products; \"prepaudit prices template\" prints one to fill in")
	command.BOMFlag(cmd, &p.bom)
	command.RedactFlags(cmd, &p.key, &p.drop)
	p.assumption.flags(cmd, "plan as if you had made this `CHANGE`, and show what it costs: "+swapHelp+command.Repeated,
		"don't count on trials, and subscriptions in their grace period, that end before `DATE` (2027-01-31); paid "+
			"subscriptions are expected to renew; default: the number of days in --expiry-days from now")
	command.More(cmd, planMore)
	f.BoolVar(&p.frontline, "allow-frontline", false, "give frontline products (Microsoft 365 F1 and F3) to everyone")
	f.StringArrayVarP(&p.targets, "output", "o", nil, "write the plan: `FORMAT[=FILE]`, to standard output "+
		"without a file"+command.Repeated+". Formats: "+strings.Join(reports.PlanFormats, ", "))
	command.Complete(cmd, "output", func() []string { return reports.PlanFormats })
	return cmd
}

func (p *planFlags) run(ctx context.Context, args []string) error {
	if err := p.check(); err != nil {
		return err
	}
	if err := p.assumption.parse(false, p.sys.Now(), p.asOf); err != nil {
		return err
	}
	if err := process.OneOf("--color", p.color, process.ColorWords); err != nil {
		return err
	}
	if len(p.only)+len(p.skip) > 0 {
		return process.Usagef("a plan needs every rule about licenses: use --only and --skip with audit")
	}
	for i, target := range p.targets {
		p.targets[i] = output.ByEnding(target)
	}
	named := func(target string) bool {
		return strings.HasPrefix(target, "ps1") || strings.HasPrefix(target, "members")
	}
	if p.key != "" && slices.ContainsFunc(p.targets, named) {
		return process.Usagef("-o ps1 and -o members can't be combined with --redact: they need real names")
	}
	for _, target := range p.targets {
		format, _, _ := strings.Cut(target, "=")
		if p.assume.Changes() && format != "table" && format != "json" {
			return process.WithHint(process.Usagef("%s can't say what is assumed", format),
				"use --what-if and --buy with table or json; -o "+format+" describes the tenant as it is")
		}
	}
	prices, err := output.ReadPrices(p.prices)
	if err != nil {
		return err
	}
	redact, err := output.ReadKey(p.sys, p.key, p.drop)
	if err != nil {
		return err
	}
	options := output.Options{Targets: answerFiles(p.targets), Quiet: p.quiet, BOM: p.bom}
	out, err := output.OpenFiles(ctx, p.sys, options, reports.PlanFormats, "csv=people.csv")
	if err != nil {
		return err
	}
	defer out.Close()
	m := planning.New(planning.Options{Frontline: p.frontline, Assume: p.assume})
	defer m.Close()
	to := record.Handler(m)
	if redact != nil {
		before := redact.Before(m)
		defer before.(io.Closer).Close()
		to = before
	}
	if len(args) > 0 {
		err = p.ofReport(args[0], prices, to)
	} else {
		err = p.ofTenant(ctx, prices, to)
	}
	if err != nil {
		return unknownProduct(err)
	}
	status, err := audit.WritePlan(ctx, m, out, reports.Options{Width: p.sys.OutWidth, Color: p.sys.Color(p.color)})
	if err != nil {
		return err
	}
	return process.Verdict(status)
}

// ofTenant reads the tenant.
func (p *planFlags) ofTenant(ctx context.Context, prices record.Prices, to record.Handler) error {
	run, err := p.selection.run(p.sys)
	if err != nil {
		return err
	}
	run.Rules = slices.DeleteFunc(run.Rules, func(r *rules.Rule) bool { return !audit.Licensing(r) })
	run.Scope, run.Base, run.Groups, run.ExcludeGroups, run.People = p.scope, p.base, p.groups, p.notGroups, true
	from, stop, err := p.connect(ctx, p.sys, consent{run.Permissions(), run.Rules})
	if err != nil {
		return err
	}
	defer stop()
	return run.Tell(ctx, ctx, from, prices, to)
}

// ofReport reads a report.
func (p *planFlags) ofReport(path string, prices record.Prices, to record.Handler) error {
	f, err := os.Open(path)
	if err != nil {
		return process.WithHint(err, "use a file that prepaudit wrote with -o json=FILE")
	}
	defer f.Close()
	err = record.Replay(bufio.NewReaderSize(f, 1<<20), priced{plannable{to, p.expiryDays}, prices})
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// plannable refuses a report of which there can be no plan, and plans for days that are stated anew.
type plannable struct {
	record.Handler
	expiryDays int
}

func (p plannable) Run(r *record.Run) error {
	r.ExpiryDays = p.expiryDays
	return p.Handler.Run(r)
}

func (p plannable) Summary(s *record.Summary) error {
	if why := s.Unplanned(); why != "" {
		return process.WithHint(errors.New("there is no plan: "+why),
			"plan from the tenant, or from a report with all rules about licenses")
	}
	return p.Handler.Summary(s)
}
