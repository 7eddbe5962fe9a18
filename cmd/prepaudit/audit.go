//go:build !netonly

package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"prepaudit/graph"
	"prepaudit/reports"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// audit is one run: what the flags ask for.
type audit struct {
	sys *sys
	connection
	scope      rules.Scope
	groups     []string
	notGroups  []string
	only, skip []string
	otherMDM   string
	outputs    []string
	color      string
	timeout    time.Duration
	quiet      bool
}

var mdmWords = []string{"intune", "other"}

func newAudit(sys *sys) *cobra.Command {
	a := &audit{sys: sys}
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "Read a tenant, judge it, and report",
		Long:  auditHelp,
		Example: `  prepaudit audit --tenant contoso.com --client-id APP --auth browser
  prepaudit audit --tenant contoso.com --group "Autopilot users" -o xlsx=licences.xlsx
  prepaudit audit --auth secret -o json=report.json --quiet
  prepaudit audit --from saved-responses
  prepaudit audit --demo`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			// An empty variable in a script must not turn a rehearsal into an audit of the live tenant.
			for _, name := range []string{"from", "demo", "graph-url"} {
				if f := cmd.Flags().Lookup(name); f.Changed && f.Value.String() == "" {
					return usagef("--%s is empty", name)
				}
			}
			return a.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	a.connection.flags(cmd)
	f.StringArrayVar(&a.groups, "group", nil, "judge the members of `GROUP` only, direct and nested, by id or name; repeats")
	f.StringArrayVar(&a.notGroups, "exclude-group", nil, "leave the members of `GROUP` out; repeats")
	f.StringArrayVar(&a.scope.ExcludeUPN, "exclude-upn", nil, "leave users out whose principal name matches `GLOB`; repeats")
	f.BoolVar(&a.scope.IncludeDisabled, "include-disabled", false, "judge disabled accounts too")
	f.BoolVar(&a.scope.IncludeGuests, "include-guests", false, "judge guests and external members too")
	f.BoolVar(&a.scope.IncludeUnlicensed, "include-unlicensed", false, "judge members without any licence as persons: they fail")
	f.StringSliceVar(&a.only, "only", nil, "judge by rule `ID` only; repeats, or takes a list with commas")
	f.StringSliceVar(&a.skip, "skip", nil, "leave rule `ID` out; repeats, or takes a list with commas")
	f.StringVar(&a.otherMDM, "mdm", "intune", "the MDM `SERVICE`: intune, or other to state that another one is used, which meets the last row of the list")
	f.StringArrayVarP(&a.outputs, "output", "o", nil, "write `FORMAT=FILE`, - for standard output; repeats. Formats: "+strings.Join(formatNames(), ", "))
	f.StringVar(&a.color, "color", "auto", "colours: `WHEN` is auto, always or never")
	f.DurationVar(&a.timeout, "timeout", 0, "stop reading after this long (10m, 1h) and report what was read as incomplete")
	f.BoolVarP(&a.quiet, "quiet", "q", false, "no progress on standard error")
	complete(cmd, "only", ruleIDs)
	complete(cmd, "skip", ruleIDs)
	complete(cmd, "mdm", func() []string { return mdmWords })
	complete(cmd, "color", func() []string { return colorWords })
	completeOutput(cmd)
	return cmd
}

// run is the whole job. What it returns is either a verdict, after every report was written, or an
// error, after which no file is there or changed.
func (a *audit) run(ctx context.Context) error {
	selected, err := a.check()
	if err != nil {
		return err
	}
	targets, err := parseTargets(a.outputs)
	if err != nil {
		return err
	}
	if err := openTargets(ctx, targets, a.sys.stdout); err != nil {
		return err
	}
	defer abandon(targets)
	a.sys.atWorst(func() { abandon(targets) })
	started := a.sys.now()
	c, source, err := a.connect(ctx, a.sys)
	if err != nil {
		return err
	}
	defer source.close()
	p := newProgress(a.sys, a.quiet)
	defer p.done()
	reading := ctx
	if a.timeout > 0 {
		var cancel context.CancelFunc
		reading, cancel = context.WithTimeoutCause(ctx, a.timeout, errTimeout)
		defer cancel()
	}
	asked := rules.Datasets(selected)
	read, err := readSettings(reading, c, asked)
	if err != nil {
		return interrupted(ctx, err, p)
	}
	scopeErr := a.readGroups(reading, c)
	if scopeErr != nil && !outOfTime(reading) {
		return interrupted(ctx, scopeErr, p)
	}
	env := &rules.Env{Settings: read.settings, OtherMDM: a.otherMDM == "other"}
	if asked[tenant.SKUs] && read.has(tenant.SKUs) {
		env.Licenses = license.NewTable(env.SKUs, license.Options{OtherMDM: env.OtherMDM})
	}
	ev := rules.NewEvaluator(env, &a.scope, selected)
	for _, g := range read.gaps {
		ev.Missing(g)
	}

	w, err := openReports(targets, reports.Options{Width: a.sys.outWidth, Color: a.sys.color(a.color)})
	if err != nil {
		return err
	}
	defer w.close()
	a.sys.atWorst(func() { w.close(); abandon(targets) })
	if err := w.Begin(a.describe(env, source, selected, started)); err != nil {
		return err
	}
	switch {
	case scopeErr != nil:
		// Without the groups nobody can be placed.
		ev.Missing(gap(tenant.ScopeGroups, scopeErr))
		ev.Missing(rules.Gap{Dataset: tenant.Users, Why: "not read, since the groups of the scope were not"})
	case asked[tenant.Users]:
		p.expect(read.users)
		if err := pump(reading, c, ev, w, p, read.users); err != nil {
			return interrupted(ctx, err, p)
		}
	}
	p.done()
	findings, sum := ev.Finish()
	for _, f := range findings {
		if err := w.Finding(f); err != nil {
			return err
		}
	}
	status := exitStatus(sum)
	measured := a.measured(c, status)
	if err := w.End(sum, measured); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return interrupted(ctx, err, p)
	}
	if err := publish(targets); err != nil {
		return err
	}
	if !a.quiet && !onStdout(targets, "table") {
		fmt.Fprintln(a.sys.stderr, statistics(sum, measured))
	}
	if status != statusMet {
		return verdictError(status)
	}
	return nil
}

// statistics is the last line of a run whose table, which ends with it, is not on the screen.
func statistics(s rules.Summary, r reports.Reading) string {
	return fmt.Sprintf("prepaudit: %d users read, %d pages, %d requests, %d retries, %v throttled, %d bytes; exit status %d",
		s.Scope.Read, r.Pages, r.Requests, r.Retries, r.Throttled.Round(time.Millisecond), r.Bytes, r.ExitStatus)
}

// check refuses what cannot be meant, before anything is opened.
func (a *audit) check() ([]*rules.Rule, error) {
	if err := a.connection.check(); err != nil {
		return nil, err
	}
	if a.timeout < 0 {
		return nil, usagef("--timeout %v is no time to read in", a.timeout)
	}
	if err := oneOf("--mdm", a.otherMDM, mdmWords); err != nil {
		return nil, err
	}
	if err := oneOf("--color", a.color, colorWords); err != nil {
		return nil, err
	}
	if err := a.scope.Check(); err != nil {
		return nil, usagef("--exclude-upn: %w", err)
	}
	selected, err := rules.Select(a.only, a.skip, nil)
	if err != nil {
		return nil, hintError{usageError{err}, "`prepaudit rules list` says what each rule is"}
	}
	if len(selected) == 0 {
		return nil, usagef("--only and --skip leave no rule")
	}
	return selected, nil
}

// interrupted is the one line of how far a run came when it was stopped from outside.
func interrupted(ctx context.Context, err error, p *progress) error {
	if ctx.Err() == nil {
		return err
	}
	return interruptedError(fmt.Sprintf("%d users", p.read()))
}

func (a *audit) describe(env *rules.Env, s source, selected []*rules.Rule, started time.Time) reports.Run {
	who, why := a.scope.Describe()
	run := reports.Run{
		Version: version(), CatalogDate: license.CatalogDate(),
		TenantID: env.Organization.ID, TenantName: env.Organization.DisplayName, Domain: env.Organization.DefaultDomain,
		Cloud: s.cloud, Source: s.name, Started: started.UTC(),
		ScopeText: who, ScopeWhy: why, Rules: selected, OtherMDM: env.OtherMDM,
	}
	for _, r := range rules.Catalog() {
		if !slices.Contains(selected, r) {
			run.Skipped = append(run.Skipped, r)
		}
	}
	return run
}

func (a *audit) measured(c *graph.Client, status int) reports.Reading {
	s := c.Stats()
	return reports.Reading{
		Finished: a.sys.now().UTC(), ExitStatus: status,
		Requests: s.Requests, Pages: s.Pages, Retries: s.Retries, Throttled: s.Throttled, Bytes: s.Bytes,
	}
}
