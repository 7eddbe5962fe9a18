package audit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/cmd/prepaudit/telemetry"
	"prepaudit/graph"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// ending is what is known at the end of a run.
type ending struct {
	record.Reading
	users  int // read
	status int // of the process
}

// String is the last line of a run whose table, which ends with it, is not on the screen.
func (e ending) String() string {
	return fmt.Sprintf("%s users read, %s pages, %s requests, %s retries, %v throttled, %s bytes; "+
		"exit status %d",
		english.Number(e.users), english.Number(e.Pages), english.Number(e.Requests), english.Number(e.Retries),
		e.Throttled().Round(time.Millisecond), english.Number(e.Bytes), e.status)
}

// fields are the same by themselves.
func (e ending) fields() []any {
	return []any{"users", e.users, "pages", e.Pages, "requests", e.Requests, "retries", e.Retries,
		"throttledSeconds", e.ThrottledSeconds, "bytes", e.Bytes, "exitStatus", e.status}
}

// write tells the reports everything in its order, users and devices as they are read.
func (r *Run) write(ctx context.Context, from Source, read *reading, s *stream, prices record.Prices) (ending, error) {
	run := r.describe(from, read)
	run.Prices = prices
	if err := s.w.Run(run); err != nil {
		return ending{}, err
	}
	if err := r.everybody(ctx, s, read); err != nil {
		return ending{}, err
	}
	s.p.done()
	findings, sum := s.ev.Finish()
	if s.done != nil {
		sum.WhatIf = s.done.said
	}
	for _, f := range findings {
		if err := s.w.Finding(f); err != nil {
			return ending{}, err
		}
	}
	stats := from.Stats()
	end := ending{users: sum.Scope.Read, Reading: record.Reading{
		Finished: r.Sys.Now().UTC(), Requests: stats.Requests, Pages: stats.Pages, Retries: stats.Retries,
		ThrottledSeconds: stats.Throttled.Seconds(), Bytes: stats.Bytes,
	}}
	return end, s.w.Summary(sum, end.Reading)
}

// describe is what is known before the first user is read.
func (r *Run) describe(from Source, read *reading) *record.Run {
	var skipped []*rules.Rule
	for _, rule := range rules.Catalog() {
		if !slices.Contains(r.Rules, rule) {
			skipped = append(skipped, rule)
		}
	}
	facts, org := r.Facts, r.Facts.Organization
	who, why := r.Scope.Describe()
	run := &record.Run{
		Version: process.Version(), CatalogDate: license.CatalogDate(),
		WindowsDate: facts.Windows.Date().Format(time.DateOnly),
		Tenant:      record.Tenant{ID: org.ID, Name: org.DisplayName, DefaultDomain: org.DefaultDomain},
		Cloud:       from.Cloud, Reading: record.RunReading{Source: from.Name, Started: r.Started.UTC(), Taken: from.Taken},
		Scope: record.Scope{Description: who, Why: why},
		Rules: record.NewRules(r.Rules), Skipped: record.NewRules(skipped),
		ExpiryDays: facts.ExpiryDays, OtherMDM: facts.OtherMDM, Groups: record.NewGroups(facts.LicenseGroups), Network: facts.Network,
		Products:    record.NewProducts(&facts.Settings),
		Columns:     r.Columns,
		Permissions: asking(read.want, from.AppOnly()),
	}
	for _, w := range r.With {
		run.With = append(run.With, w.With)
	}
	if r.AsOf {
		run.AsOf = record.Day(facts.Now)
	}
	return run
}

// everybody streams what there is one by one: users, then devices, which are read first.
func (r *Run) everybody(ctx context.Context, s *stream, read *reading) (err error) {
	h := &held{most: mostHeld}
	defer func() { err = errors.Join(err, h.Close()) }()
	if read.want[tenant.ManagedDevices] {
		ctx, end := telemetry.Span(ctx, "read "+string(tenant.ManagedDevices))
		err := s.hold(ctx, h, &r.Facts.Devices)
		if end(err); err != nil {
			return err
		}
	}
	switch {
	case read.unplaced != nil:
		s.ev.Missing(gap(tenant.ScopeGroups, read.unplaced))
		s.ev.Missing(rules.Gap{Dataset: tenant.Users, Why: "not read, since the groups of the scope were not"})
	case read.want[tenant.Users]:
		s.p.expect(read.users)
		ctx, end := telemetry.Span(ctx, "read "+string(tenant.Users))
		err := s.users(ctx, r.query(), read.users)
		if end(err); err != nil {
			return err
		}
	}
	return s.devices(h)
}

// query is what must be read of each user.
func (r *Run) query() graph.UserQuery {
	asked := rules.Datasets(r.Rules)
	return graph.UserQuery{
		Extra: r.Columns, SignIns: r.SignIns || asked[tenant.SignIns], People: r.People,
		Plans: asked[tenant.AssignedPlans], OnPremisesUPN: asked[tenant.OnPremisesUPNs],
	}
}

// asking lists the permissions that open datasets, for an app or for a person.
func asking(datasets map[tenant.Dataset]bool, app bool) []string {
	var all []string
	for ds, asked := range datasets {
		a := graph.PermissionFor(ds)
		name := a.Delegated
		if app {
			name = a.Application
		}
		if asked && name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}
