package history

import (
	"context"
	"errors"
	"io/fs"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports/record"
	"prepaudit/rules"
)

// Recorder has one run remembered: it adds the trend to what reports are told, and the run to the history once they are
// written. What goes wrong with that is told by Append, and harms no report.
type Recorder struct {
	ctx   context.Context
	to    Target
	scope *rules.Scope // as it is when the run ends
	// Undated says that nobody knows of which day the answers are: a folder has them, and --as-of isn't there.
	Undated bool

	id    string
	run   *record.Run
	entry *entry
	err   error
}

// NewRecorder makes the Recorder of a run. Its scope may still be chosen.
func NewRecorder(ctx context.Context, to Target, scope *rules.Scope) *Recorder {
	return &Recorder{ctx: ctx, to: to, scope: scope, id: newID()}
}

// Before adds the trend to what a Handler gets. It must be told what was judged.
func (r *Recorder) Before(h record.Handler) record.Handler { return &remembered{h, r} }

// remembered hands everything on.
type remembered struct {
	record.Handler
	r *Recorder
}

func (m *remembered) Run(run *record.Run) error {
	m.r.run = run
	return m.Handler.Run(run)
}

func (m *remembered) Summary(was *record.Summary) error {
	s, r := *was, m.r
	if r.err = r.unfit(was); r.err == nil {
		r.entry = newEntry(r.id, r.run, was, r.scope)
		s.Trend, r.err = r.trend(s.Now(r.run))
	}
	return m.Handler.Summary(&s)
}

// unfit says why a run isn't remembered.
func (r *Recorder) unfit(s *record.Summary) error {
	switch {
	case r.run.Tenant.ID == "":
		return errors.New("whose tenant it is isn't known, since organization couldn't be read")
	case len(s.WhatIf) > 0:
		return errors.New("it takes changes as made")
	case r.Undated:
		return process.WithHint(errors.New("saved answers don't say of which day they are"), "add --as-of DATE")
	}
	return nil
}

// mostDays is how many days back a trend goes.
const mostDays = 90

// trend is what earlier runs of the tenant came to that asked for the same, one a day. It makes nothing: the run may
// still fail, and then no file is there.
func (r *Recorder) trend(now record.Past) (earlier []record.Past, err error) {
	err = r.to.with(r.ctx, false, func(ctx context.Context, s *store) error {
		tenants, err := s.runs(ctx, Query{Tenant: tenantID(r.run), Since: now.At.AddDate(0, 0, -mostDays)})
		for _, t := range tenants {
			for _, p := range t.Runs {
				if p.Asked == r.entry.asked && !p.At.After(now.At) {
					earlier = append(earlier, p)
				}
			}
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, errNone) {
		return nil, nil
	}
	return record.Daily(earlier), err
}

// Append adds the run to the history.
func (r *Recorder) Append(ctx context.Context) error {
	if r.err == nil {
		r.err = r.to.with(ctx, true, func(ctx context.Context, s *store) error { return s.append(ctx, r.entry) })
	}
	return r.err
}
