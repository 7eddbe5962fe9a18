package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/graph/snapshot"
	"prepaudit/rules"
)

// auditFlags are what the command line asks of an audit.
type auditFlags struct {
	sys *process.Sys
	connection
	selection
	scope     rules.Scope
	base      string // --scope
	groups    []string
	notGroups []string
	columns   []string
	output    output.Options
	timeout   time.Duration
	assumption
	notify  notifyFlags
	history remembering
	several several
	of      func(tenant string) error // that was found, see audit.Run
	line    *pflag.FlagSet            // of the command
	with    with
}

func newAudit(sys *process.Sys) *cobra.Command { return (&auditFlags{sys: sys}).command() }

func (a *auditFlags) command() *cobra.Command {
	cmd := &cobra.Command{
		Use:        "audit",
		SuggestFor: []string{"report", "run", "scan", "check", "demo", "login"},
		Short:      "Check who can prepare a PC, and what to change first",
		Long:       auditHelp,
		Example: `  prepaudit audit --demo
  prepaudit audit --tenant contoso.com
  prepaudit audit --tenant contoso.com -o html=report.html --open
  prepaudit audit --tenant contoso.com --group "Autopilot users" -o xlsx=licenses.xlsx
  prepaudit audit --auth secret -o json=report.json --quiet
  prepaudit audit --from saved-answers`,
		Args: command.Arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.run(cmd.Context()) },
	}
	a.connection.flags(cmd)
	a.connection.fromFlag(cmd)
	a.selection.flags(cmd)
	a.scopeFlags(cmd)
	command.ReportFlags(cmd, &a.output)
	f := cmd.Flags()
	f.StringSliceVar(&a.columns, "columns", nil, "add this `PROPERTY` of users to reports that list people, by its name "+
		"in Graph (jobTitle, extensionAttribute1)"+command.Listed)
	f.DurationVar(&a.timeout, "timeout", 0, "stop signing in and reading after `TIME` (10m, 1h), and report what was "+
		"read as incomplete; by default only stalled requests are given up")
	a.with.flags(cmd)
	a.assumption.flags(cmd, "report as if you had made this `CHANGE`: changes of the report by their numbers (1,3), or "+
		swapHelp+"; reads people twice"+command.Repeated, "report as if trials, and subscriptions in their grace period, that "+
		"end before `DATE` (2027-01-31) had ended")
	a.notify.flags(cmd)
	a.history.flags(cmd)
	a.several.flags(cmd)
	a.line = f
	command.More(cmd, auditMore)
	command.Complete(cmd, "columns", graph.ExtraProperties)
	return cmd
}

// scopeFlags say who is checked.
func (a *auditFlags) scopeFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&a.base, "scope", "", "check the people of `SCOPE`: policies (assigned to a device preparation policy), "+
		"mdm (in the MDM user scope) or members (of the tenant); by default the first of these that is set up")
	f.StringArrayVar(&a.groups, "group", nil, "check only the members of `GROUP`, direct and nested, by id or name"+
		command.Repeated)
	f.StringArrayVar(&a.notGroups, "exclude-group", nil, "exclude the members of `GROUP`, direct and nested, by id or "+
		"name"+command.Repeated)
	f.StringArrayVar(&a.scope.ExcludeUPN, "exclude-upn", nil, "exclude users whose user principal name matches `PATTERN` "+
		"(svc-*), where * is any text and case doesn't matter"+command.Repeated)
	f.BoolVar(&a.scope.IncludeDisabled, "include-disabled", false, "check disabled accounts too")
	f.BoolVar(&a.scope.IncludeGuests, "include-guests", false, "check guests and external members too")
	f.BoolVar(&a.scope.IncludeUnlicensed, "include-unlicensed", false, "check members without a license, or with only a "+
		"room license, like everyone else: they fail")
	command.Choose(cmd, "scope", rules.ScopeWords)
}

func (a *auditFlags) run(ctx context.Context) error {
	if a.several.all {
		return a.everyTenant(ctx)
	}
	if err := a.check(); err != nil {
		return err
	}
	if err := a.history.check(a.sys); err != nil {
		return err
	}
	if err := a.assumption.parse(true, a.sys.Now(), a.asOf); err != nil {
		return err
	}
	if a.assumption.any() {
		if a.notify.kind != "" {
			return process.Usagef("--notify can't say that changes are assumed")
		}
		if err := output.WhatIf(a.output.Targets); err != nil {
			return err
		}
	}
	run, err := a.selection.run(a.sys)
	if err != nil {
		return err
	}
	if err := a.with.open(a.sys, &a.connection, run); err != nil {
		return err
	}
	defer a.with.done()
	run.Scope, run.Base, run.Of = a.scope, a.base, a.of
	run.Groups, run.ExcludeGroups, run.Columns = a.groups, a.notGroups, a.columns
	run.WhatIf, run.Assume = a.numbers, a.assume
	// A report for machines or for Excel lists users, and so that all are the same, with what people look them up by.
	run.People = len(a.output.Targets) > 0 || a.output.Folder != ""
	a.output.Quiet = a.quiet
	notifier, err := a.notifier(run)
	if err != nil {
		return err
	}
	out, err := a.report(ctx, run)
	if notifier != nil && ctx.Err() == nil {
		a.tell(ctx, notifier, out, err)
	}
	return err
}

// report runs, and ends with a verdict or an error. out has said what the run came to where it ends with a verdict.
func (a *auditFlags) report(ctx context.Context, run *audit.Run) (out *output.Output, err error) {
	if out, err = output.Open(ctx, a.sys, a.output); err != nil {
		return nil, err
	}
	defer out.Close()
	run.Excepted = out.ExceptedGroups()
	remember := a.history.begin(ctx, a.sys, run, a.from != "" && !snapshot.Is(a.from), out)
	reading, cancel := audit.Until(ctx, a.timeout)
	defer cancel()
	from, stop, err := a.connect(reading, a.sys, consent{run.Permissions(), run.Rules})
	if err != nil {
		return nil, err
	}
	defer stop()
	status, err := run.Do(ctx, reading, from, out)
	if err != nil {
		return nil, unknownProduct(err)
	}
	remember()
	return out, process.Verdict(status)
}

// check refuses what cannot be meant, before anything is opened.
func (a *auditFlags) check() error {
	if err := a.connection.check(); err != nil {
		return err
	}
	if err := a.notify.check(a.sys); err != nil {
		return err
	}
	if a.timeout < 0 {
		return process.Usagef("--timeout %v isn't a time: use 10m or 1h", a.timeout)
	}
	if a.base != "" {
		if err := process.OneOf("--scope", a.base, rules.ScopeWords()); err != nil {
			return err
		}
		if len(a.groups) > 0 {
			return process.Usagef("--scope and --group can't be combined")
		}
	}
	properties := graph.ExtraProperties()
	var columns []string
	for _, name := range a.columns {
		known, err := graph.CheckProperty(name)
		if err != nil {
			return process.WithHint(process.Usagef("--columns: %w", err),
				process.DidYouMean(name, properties, "it takes "+strings.Join(properties, ", ")))
		}
		if known != "" && !slices.Contains(columns, known) { // no table has two columns of one name
			columns = append(columns, known)
		}
	}
	if err := a.splitBy(&columns); err != nil {
		return err
	}
	a.columns = columns
	if err := a.scope.Check(); err != nil {
		return process.Usagef("--exclude-upn: %w", err)
	}
	return nil
}

// splitBy has the property of --split-by read where reports don't have it anyway.
func (a *auditFlags) splitBy(columns *[]string) error {
	by := a.output.SplitBy
	known := func(name string) bool { return strings.EqualFold(name, by) }
	if by == "" || slices.ContainsFunc(output.SplitProperties(), known) {
		return nil
	}
	name, err := graph.CheckProperty(by)
	switch {
	case err != nil:
		all := output.SplitProperties()
		for _, property := range graph.ExtraProperties() {
			all = append(all, property[strings.LastIndexByte(property, '/')+1:])
		}
		return process.WithHint(process.Usagef("--split-by: %w", err),
			process.DidYouMean(by, all, "it takes "+strings.Join(all, ", ")))
	case name == "":
		return process.WithHint(process.Usagef("--split-by %s: nobody shares it", by),
			"take a property that people share, such as companyName or department")
	case !slices.Contains(*columns, name):
		*columns = append(*columns, name)
	}
	return nil
}
