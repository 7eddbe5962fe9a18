//go:build !netonly

package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"prepaudit/cmd/prepaudit/audit"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph"
	"prepaudit/reports"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// run is the whole job. What it returns is either a verdict, after every report was written, or an
// error, after which no file is there or changed.
func (a *auditFlags) run(ctx context.Context) error {
	selected, err := a.check()
	if err != nil {
		return err
	}
	started := a.sys.Now()
	env, err := a.selection.env(a.sys)
	if err != nil {
		return err
	}
	redact, err := readKey(a.sys, a.redact)
	if err != nil {
		return err
	}
	prices, err := readPrices(a.prices)
	if err != nil {
		return err
	}
	targets, err := parseTargets(a.outputs)
	if err != nil {
		return err
	}
	if err := openTargets(ctx, targets, a.sys.Stdout); err != nil {
		return err
	}
	defer abandon(targets)
	a.sys.AtWorst(func() { abandon(targets) })
	c, source, err := a.connect(ctx, a.sys)
	if err != nil {
		return err
	}
	defer source.close()
	if err := checkNetwork(env.Network, source.cloud); err != nil {
		return err
	}
	p := audit.NewProgress(a.sys, a.quiet)
	defer p.Done()
	reading := ctx
	if a.timeout > 0 {
		var cancel context.CancelFunc
		reading, cancel = context.WithTimeoutCause(ctx, a.timeout, audit.ErrTimeout)
		defer cancel()
	}
	asked := rules.Datasets(selected)
	for _, ds := range a.scope.ScopeDatasets(a.base) {
		asked[ds] = asked[ds] || asked[tenant.Users]
	}
	// Whatever rules run: sign-ins tell who of those without a licence is a person.
	asked[tenant.SignIns] = a.signIns && asked[tenant.Users]
	read, err := audit.ReadSettings(reading, c, env, asked)
	if err != nil {
		return interrupted(ctx, err, p)
	}
	scopeErr := audit.ReadGroups(reading, c, &a.scope, a.groups, a.notGroups)
	if scopeErr != nil && !audit.OutOfTime(reading) {
		return interrupted(ctx, scopeErr, p)
	}
	settled(env, read, asked, source.cloud)
	ev, err := a.evaluator(env, selected, read)
	if err != nil {
		return err
	}

	w, err := openReports(targets, reports.Options{Width: a.sys.OutWidth, Color: a.sys.Color(a.color), Details: a.details}, redact)
	if err != nil {
		return err
	}
	defer w.close()
	a.sys.AtWorst(func() { w.close(); abandon(targets) })
	run := a.describe(env, source, selected, started)
	run.Prices, run.Permissions = prices, asking(asked, c.AppOnly())
	to := record.Translate(w)
	if err := to.Run(run); err != nil {
		return err
	}
	switch {
	case scopeErr != nil:
		// Without the groups nobody can be placed.
		ev.Missing(audit.Gap(tenant.ScopeGroups, scopeErr))
		ev.Missing(rules.Gap{Dataset: tenant.Users, Why: "not read, since the groups of the scope were not"})
	case asked[tenant.Users]:
		p.Expect(read.Users)
		if err := audit.Pump(reading, c, a.query(selected), ev, to, p, read.Users); err != nil {
			return interrupted(ctx, err, p)
		}
	}
	if asked[tenant.ManagedDevices] {
		if err := audit.PumpDevices(reading, c, ev, to, p); err != nil {
			return interrupted(ctx, err, p)
		}
	}
	p.Done()
	findings, sum := ev.Finish()
	for _, f := range findings {
		if err := to.Finding(f); err != nil {
			return err
		}
	}
	status := process.ExitStatus(sum)
	measured := a.measured(c)
	if err := to.Summary(sum, status, measured); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return interrupted(ctx, err, p)
	}
	if err := publish(targets); err != nil {
		return err
	}
	if !a.quiet && !onStdout(targets, "table") {
		fmt.Fprintln(a.sys.Stderr, statistics(sum, status, measured))
	}
	if status != process.StatusMet {
		return process.VerdictError(status)
	}
	return nil
}

// evaluator decides who is in scope and begins the judging.
func (a *auditFlags) evaluator(env *rules.Env, selected []*rules.Rule, read *audit.Reading) (*rules.Evaluator, error) {
	for _, g := range read.Gaps {
		if !g.Partial {
			env.Forget(g.Dataset)
		}
	}
	if rules.Datasets(selected)[tenant.Users] {
		if err := a.scope.Choose(a.base, env); err != nil {
			return nil, process.WithHint(fmt.Errorf("--scope %s: %w", a.base, err), "leave --scope out, or name the users by --group")
		}
	}
	ev := rules.NewEvaluator(env, &a.scope, selected)
	for _, g := range read.Gaps {
		ev.Missing(g)
	}
	return ev, nil
}

// query is what must be read of each user.
func (a *auditFlags) query(selected []*rules.Rule) graph.UserQuery {
	asked := rules.Datasets(selected)
	return graph.UserQuery{
		Extra: a.columns, SignIns: a.signIns, Plans: asked[tenant.AssignedPlans], OnPremisesUPN: asked[tenant.OnPremisesUPNs],
		// A report for machines or for Excel lists users, and so that all are the same, with what people look them up by.
		People: len(a.outputs) > 0,
	}
}

// statistics is the last line of a run whose table, which ends with it, is not on the screen.
func statistics(s rules.Summary, status int, r record.Reading) string {
	return fmt.Sprintf("prepaudit: %s users read, %s pages, %s requests, %s retries, %v throttled, %s bytes; exit status %d",
		english.Number(s.Scope.Read), english.Number(r.Pages), english.Number(r.Requests), english.Number(r.Retries),
		r.Throttled().Round(time.Millisecond), english.Number(r.Bytes), status)
}

func (a *auditFlags) describe(env *rules.Env, s source, selected []*rules.Rule, started time.Time) *record.Run {
	who, why := a.scope.Describe()
	var skipped []*rules.Rule
	for _, r := range rules.Catalog() {
		if !slices.Contains(selected, r) {
			skipped = append(skipped, r)
		}
	}
	org := env.Organization
	run := &record.Run{
		Version: version(), CatalogDate: license.CatalogDate(), WindowsDate: env.Windows.Date().Format(time.DateOnly),
		Tenant: record.Tenant{ID: org.ID, Name: org.DisplayName, DefaultDomain: org.DefaultDomain},
		Cloud:  s.cloud, Reading: record.RunReading{Source: s.name, Started: started.UTC()},
		Scope: record.Scope{Description: who, Why: why}, Rules: record.NewRules(selected), Skipped: record.NewRules(skipped),
		OtherMDM: env.OtherMDM, Groups: record.NewGroups(env.LicenseGroups), Network: env.Network, Columns: a.columns,
	}
	if a.asOf != "" {
		run.AsOf = record.Day(env.Now)
	}
	return run
}

func (a *auditFlags) measured(c *graph.Client) record.Reading {
	s := c.Stats()
	return record.Reading{
		Finished: a.sys.Now().UTC(), Requests: s.Requests, Pages: s.Pages, Retries: s.Retries,
		ThrottledSeconds: s.Throttled.Seconds(), Bytes: s.Bytes,
	}
}
