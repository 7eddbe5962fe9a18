package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
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
}

func newAudit(sys *process.Sys) *cobra.Command { return (&auditFlags{sys: sys}).command() }

func (a *auditFlags) command() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "Read a tenant, judge it, and report",
		Long:  auditHelp,
		Example: `  prepaudit audit --tenant contoso.com
  prepaudit audit --tenant contoso.com --group "Autopilot users" -o xlsx=licenses.xlsx
  prepaudit audit --auth secret -o json=report.json --quiet
  prepaudit audit --from saved-responses
  prepaudit audit --demo`,
		Args: command.Arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.run(cmd.Context()) },
	}
	a.connection.flags(cmd)
	a.connection.fromFlag(cmd)
	a.selection.flags(cmd)
	a.scopeFlags(cmd)
	command.ReportFlags(cmd, &a.output)
	f := cmd.Flags()
	f.StringSliceVar(&a.columns, "columns", nil, "add the `PROPERTY` of users, by its name in Graph (jobTitle, "+
		"extensionAttribute1), to reports that list them; repeats, or takes a list with commas")
	f.DurationVar(&a.timeout, "timeout", 0, "stop signing in and reading after `TIME` (10m, 1h), and report what was "+
		"read as incomplete; without it only what stalls is given up")
	a.assumption.flags(cmd, "report as if this `CHANGE` were made: numbers are those of the report's changes (1,3); "+
		swapHelp+"; people are read twice; repeats", "report as if what goes away before `DATE` (2027-01-31) were gone: "+
		"trials, and subscriptions in their grace period")
	command.Complete(cmd, "columns", graph.ExtraProperties)
	return cmd
}

// scopeFlags say whom it is about.
func (a *auditFlags) scopeFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&a.base, "scope", "", "judge whom `BASE` means: policies, mdm or members; without it policies where "+
		"there are any, else mdm where it is a selection, else members")
	f.StringArrayVar(&a.groups, "group", nil, "judge the members of `GROUP` only, direct and nested, by id or name; "+
		"repeats")
	f.StringArrayVar(&a.notGroups, "exclude-group", nil, "leave the members of `GROUP` out, direct and nested, by id "+
		"or name; repeats")
	f.StringArrayVar(&a.scope.ExcludeUPN, "exclude-upn", nil, "leave users out whose principal name matches `GLOB`, "+
		"where * is any text, in any case (svc-*); repeats")
	f.BoolVar(&a.scope.IncludeDisabled, "include-disabled", false, "judge disabled accounts too")
	f.BoolVar(&a.scope.IncludeGuests, "include-guests", false, "judge guests and external members too")
	f.BoolVar(&a.scope.IncludeUnlicensed, "include-unlicensed", false, "judge members without any license, or "+
		"with one for a room only, as persons: they fail")
	command.Complete(cmd, "scope", rules.ScopeWords)
}

func (a *auditFlags) run(ctx context.Context) error {
	if err := a.check(); err != nil {
		return err
	}
	if err := a.assumption.parse(true, a.sys.Now(), a.asOf); err != nil {
		return err
	}
	if a.assumption.any() {
		if err := output.WhatIf(a.output.Targets); err != nil {
			return err
		}
	}
	run, err := a.selection.run(a.sys)
	if err != nil {
		return err
	}
	run.Scope, run.Base = a.scope, a.base
	run.Groups, run.ExcludeGroups, run.Columns = a.groups, a.notGroups, a.columns
	run.WhatIf, run.Assume = a.numbers, a.assume
	// A report for machines or for Excel lists users, and so that all are the same, with what people look them up by.
	run.People = len(a.output.Targets) > 0 || a.output.Folder != ""
	a.output.Quiet = a.quiet
	out, err := output.Open(ctx, a.sys, a.output)
	if err != nil {
		return err
	}
	defer out.Close()
	reading, cancel := audit.Until(ctx, a.timeout)
	defer cancel()
	from, stop, err := a.connect(reading, a.sys, consent{run.Permissions(), run.Rules})
	if err != nil {
		return err
	}
	defer stop()
	status, err := run.Do(ctx, reading, from, out)
	if err != nil {
		return unknownProduct(err)
	}
	return process.Verdict(status)
}

// check refuses what cannot be meant, before anything is opened.
func (a *auditFlags) check() error {
	if err := a.connection.check(); err != nil {
		return err
	}
	if a.timeout < 0 {
		return process.Usagef("--timeout %v is no time to read in", a.timeout)
	}
	if a.base != "" {
		if err := process.OneOf("--scope", a.base, rules.ScopeWords()); err != nil {
			return err
		}
		if len(a.groups) > 0 {
			return process.Usagef("--scope and --group exclude each other")
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
