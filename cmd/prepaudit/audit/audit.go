// Package audit is one run: it reads a tenant, judges it, and writes reports. It knows no command line.
package audit

import (
	"context"
	"time"

	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/cmd/prepaudit/telemetry"
	"prepaudit/graph"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/plan"
	"prepaudit/rules/tenant"
)

// Run is what one run is asked.
type Run struct {
	Sys     *process.Sys
	Started time.Time
	Quiet   bool          // no progress
	Rules   []*rules.Rule // by which it judges
	Facts   *rules.Facts  // what they may look at before anything is read
	AsOf    bool          // Facts.Now was stated, and is not today
	SignIns bool          // whatever the rules ask for

	// Whom it is about. The groups, by id or name, are looked up in the tenant.
	Scope         rules.Scope
	Base          string // one of rules.ScopeWords, or ""
	Groups        []string
	ExcludeGroups []string
	Excepted      []tenant.GUID // groups that exceptions name

	Allowed rules.Allowed // of User: what may be missing

	People  bool     // reports list users, with what people look them up by
	Columns []string // what reports say of users besides, by its name in Graph

	// Of is told the id of the tenant once it is found, and may refuse it; nil for nothing.
	Of func(tenant string) error

	With []With // what others read, and the run uses

	WhatIf []int       // the numbers of causes, from 1, that a report takes as done
	Assume plan.Assume // changes of products that it takes as done
}

// With is what a snapshot of somebody else has, which the run reads as if it were its own.
type With struct {
	record.With
	File          string
	Tenant, Cloud string
}

// Source is where a tenant is read.
type Source struct {
	*graph.Client
	Name  string // a Graph host, a folder, or the name of a demonstration
	Cloud string // one of login.CloudNames; "" where it is not known
	Saved bool   // as answers that somebody kept, in a folder or a snapshot
	// Taken is when a snapshot was begun; zero where that isn't known, or is now.
	Taken time.Time
	// Tenant is the id or domain that the answers have to be of; "" where nobody said.
	Tenant string
	Live   bool // Graph itself answers
	Sure   bool // the sign-in, or its token, is of Tenant, even if the organization can't be read
}

// Until makes the context of signing in and reading, which ends after the time; 0 is none.
func Until(ctx context.Context, timeout time.Duration) (context.Context, context.CancelFunc) {
	if timeout == 0 {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, timeout, errTimeout)
}

// Do reads, judges and writes; reading, which is of ctx, may end earlier. It ends either with an exit status, after
// every report was written, or with an error, after which no file is there or changed.
func (r *Run) Do(ctx, reading context.Context, from Source, out *output.Output) (status int, err error) {
	if err := checkNetwork(r.Facts.Network, from.Cloud); err != nil {
		return 0, err
	}
	p := newProgress(r.Sys, r.Quiet)
	defer p.done()
	read, err := r.read(reading, from)
	if err != nil {
		return 0, interrupted(ctx, err, p)
	}
	var done *assumed
	if len(r.WhatIf) > 0 || r.Assume.Changes() || !r.Assume.By.IsZero() {
		if done, err = r.assume(reading, from, read); err != nil {
			return 0, interrupted(ctx, err, p)
		}
	}
	ev, err := r.judge(read)
	if err != nil {
		return 0, err
	}
	if err := r.excepted(reading, read, out); err != nil {
		return 0, interrupted(ctx, err, p)
	}
	var end ending
	writing, written := telemetry.Span(ctx, "write reports") // as people are read, whose span is beside it
	err = out.Write(writing, func(w record.Handler) (err error) {
		s := &stream{c: from.Client, ev: ev, w: record.Translate(w), p: p, done: done}
		end, err = r.write(reading, from, read, s, out.Prices)
		return err
	})
	written(err)
	if err != nil {
		return 0, interrupted(ctx, err, p)
	}
	if !r.Quiet && !out.OnStdout("table") {
		end.status = out.Status
		r.Sys.Note(end.String(), end.fields()...)
	}
	return out.Status, nil
}

// interrupted is the one line of how far a run came when it was stopped from outside.
func interrupted(ctx context.Context, err error, p *progress) error {
	if ctx.Err() == nil {
		return err
	}
	return process.InterruptedError(english.Count(p.read(), "user"))
}
