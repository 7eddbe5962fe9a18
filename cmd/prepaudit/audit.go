//go:build !netonly

package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// auditFlags is one run: what the flags ask for.
type auditFlags struct {
	sys *process.Sys
	connection
	selection
	scope     rules.Scope
	base      string // --scope
	groups    []string
	notGroups []string
	columns   []string
	prices    string
	redact    string
	outputs   []string
	color     string
	details   bool
	timeout   time.Duration
	quiet     bool
}

func newAudit(sys *process.Sys) *cobra.Command {
	a := &auditFlags{sys: sys}
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "Read a tenant, judge it, and report",
		Long:  auditHelp,
		Example: `  prepaudit audit --tenant contoso.com --client-id APP --auth browser
  prepaudit audit --tenant contoso.com --group "Autopilot users" -o xlsx=licences.xlsx
  prepaudit audit --auth secret -o json=report.json --quiet
  prepaudit audit --from saved-responses
  prepaudit audit --demo`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.run(cmd.Context()) },
	}
	f := cmd.Flags()
	a.connection.flags(cmd)
	a.selection.flags(cmd)
	f.StringVar(&a.base, "scope", "", "judge whom `BASE` means: policies, mdm or members; without it policies where there are any, else mdm where it is a selection, else members")
	f.StringArrayVar(&a.groups, "group", nil, "judge the members of `GROUP` only, direct and nested, by id or name; repeats")
	f.StringArrayVar(&a.notGroups, "exclude-group", nil, "leave the members of `GROUP` out, direct and nested, by id or name; repeats")
	f.StringArrayVar(&a.scope.ExcludeUPN, "exclude-upn", nil, "leave users out whose principal name matches `GLOB`, where * is any text, in any case (svc-*); repeats")
	f.BoolVar(&a.scope.IncludeDisabled, "include-disabled", false, "judge disabled accounts too")
	f.BoolVar(&a.scope.IncludeGuests, "include-guests", false, "judge guests and external members too")
	f.BoolVar(&a.scope.IncludeUnlicensed, "include-unlicensed", false, "judge members without any licence, or with one for a room only, as persons: they fail")
	f.StringSliceVar(&a.columns, "columns", nil, "add the `PROPERTY` of users, by its name in Graph (jobTitle, extensionAttribute1), to reports that list them; repeats, or takes a list with commas")
	f.StringVar(&a.redact, "redact", "", "replace what names a person or a device by pseudonyms, with the key in `KEYFILE`, 16 bytes or more (openssl rand -hex 32)")
	f.StringVar(&a.prices, "prices", "", "add what seats cost, from a CSV `FILE` with the columns sku, currency, price and period (month or year)")
	f.StringArrayVarP(&a.outputs, "output", "o", nil, outputUsage())
	f.StringVar(&a.color, "color", "auto", "colours: `WHEN` is auto, always or never")
	f.BoolVar(&a.details, "details", false, "show every rule in the table, and the first findings of each")
	f.DurationVar(&a.timeout, "timeout", 0, "stop reading after `TIME` (10m, 1h) and report what was read as incomplete; without it there is no end")
	f.BoolVarP(&a.quiet, "quiet", "q", false, "no progress on standard error")
	complete(cmd, "scope", rules.ScopeWords)
	complete(cmd, "columns", graph.ExtraProperties)
	complete(cmd, "color", func() []string { return colorWords })
	completeOutput(cmd)
	return cmd
}

// check refuses what cannot be meant, before anything is opened.
func (a *auditFlags) check() ([]*rules.Rule, error) {
	if err := a.connection.check(); err != nil {
		return nil, err
	}
	if a.timeout < 0 {
		return nil, process.Usagef("--timeout %v is no time to read in", a.timeout)
	}
	if err := oneOf("--color", a.color, colorWords); err != nil {
		return nil, err
	}
	if a.base != "" {
		if err := oneOf("--scope", a.base, rules.ScopeWords()); err != nil {
			return nil, err
		}
		if len(a.groups) > 0 {
			return nil, process.Usagef("--scope and --group exclude each other")
		}
	}
	var columns []string
	for _, name := range a.columns {
		known, err := graph.CheckProperty(name)
		if err != nil {
			return nil, process.WithHint(process.Usagef("--columns: %w", err), process.DidYouMean(name, graph.ExtraProperties(), "it takes "+strings.Join(graph.ExtraProperties(), ", ")))
		}
		if known != "" && !slices.Contains(columns, known) { // no table has two columns of one name
			columns = append(columns, known)
		}
	}
	a.columns = columns
	if err := a.scope.Check(); err != nil {
		return nil, process.Usagef("--exclude-upn: %w", err)
	}
	return a.selection.rules()
}

// interrupted is the one line of how far a run came when it was stopped from outside.
func interrupted(ctx context.Context, err error, p *audit.Progress) error {
	if ctx.Err() == nil {
		return err
	}
	return process.InterruptedError(english.Count(p.Users(), "user"))
}
