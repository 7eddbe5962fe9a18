package audit

import (
	"context"
	"errors"
	"fmt"

	"prepaudit/graph"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// stream moves what a tenant has many of through the evaluator to the reports, one at a time. A read that breaks off
// leaves what was found and a gap that says how far it came; a report that cannot be written ends the run.
type stream struct {
	c  *graph.Client
	ev *rules.Evaluator
	w  *record.Translator
	p  *progress

	done *assumed // nil is nothing
}

// users moves the users, of whom so many are expected; -1 when the tenant does not say.
func (s *stream) users(ctx context.Context, q graph.UserQuery, expected int) error {
	s.ev.Expect(expected)
	q.SignInsRefused = func(err error) { s.ev.Missing(gap(tenant.SignIns, err)) }
	for u, err := range s.c.Users(ctx, q) {
		if err != nil {
			if stopped(ctx) {
				return err
			}
			s.ev.Missing(brokenOff(tenant.Users, err, s.p.read(), "user"))
			return nil
		}
		s.p.add()
		if s.done != nil {
			s.done.of(u)
		}
		if row := s.ev.User(u); row != nil {
			if err := s.w.User(row); err != nil {
				return err
			}
		}
	}
	if expected >= 0 {
		s.recount(ctx, expected)
	}
	return nil
}

// recount holds the users that were read against the tenant's own count, before and now.
func (s *stream) recount(ctx context.Context, before int) {
	after, err := s.c.CountUsers(ctx)
	if err != nil || after < 0 {
		after = before // one count is better than none
	} else {
		s.ev.ExpectAfter(after)
	}
	if gap, ok := drift(before, after, s.p.read()); ok {
		s.ev.Missing(gap)
	}
}

// hold reads the Windows devices, and counts them for the users who come next.
func (s *stream) hold(ctx context.Context, h *held, counts *rules.PrimaryDevices) error {
	*counts = rules.PrimaryDevices{}
	whole := false
	defer func() { counts.Close(!whole) }()
	s.p.expectDevices()
	for d, err := range s.c.Devices(ctx) {
		if err != nil {
			if stopped(ctx) {
				return err
			}
			if denied, ok := errors.AsType[*graph.DeniedError](err); ok && denied.NoIntune {
				s.ev.Without(tenant.ManagedDevices)
				return nil
			}
			if parts, ok := errors.AsType[graph.Parts](err); ok {
				for _, part := range parts {
					g := gap(tenant.ManagedDevices, part)
					g.Partial = true
					s.ev.Missing(g)
				}
				return nil
			}
			s.ev.Missing(brokenOff(tenant.ManagedDevices, err, h.count, "device"))
			return nil
		}
		s.p.addDevice()
		counts.Add(d)
		if err := h.add(d); err != nil {
			return fmt.Errorf("keeping devices in a temporary file: %w", err)
		}
	}
	whole = true
	return nil
}

// devices moves the devices that were held.
func (s *stream) devices(h *held) error {
	for d, err := range h.all() {
		if err != nil {
			return fmt.Errorf("reading devices from a temporary file: %w", err)
		}
		if row := s.ev.Device(d); row != nil {
			if err := s.w.Device(row); err != nil {
				return err
			}
		}
	}
	return nil
}

// brokenOff is the gap of a read that ended early, after so many of what noun names. Nothing read at all is a missing
// dataset.
func brokenOff(ds tenant.Dataset, err error, read int, noun string) rules.Gap {
	g := gap(ds, err)
	if read > 0 {
		g.Partial = true
		g.Why = fmt.Sprintf("reading stopped after %s: %s", english.Count(read, noun), g.Why)
	}
	return g
}

// drift holds the users read against the tenant's own count before and after. Users come and go, and one of the two
// counts may be from before. Fewer than both is a gap, be it by one: what ends early looks like that. The count lags
// behind users who came, so that a few more are none.
func drift(before, after, read int) (rules.Gap, bool) {
	low, high := min(before, after), max(before, after)
	if read >= low && read <= high+max(10, high/1000) {
		return rules.Gap{}, false
	}
	return rules.Gap{
		Dataset: tenant.Users, Partial: true,
		Why: fmt.Sprintf("%s were read, but the tenant counts %s before and %s after", english.Count(read, "user"),
			english.Number(before), english.Number(after)),
		Hint: "run it again in some minutes, since a user who was deleted may be counted still; if the difference stays, " +
			"report it with the output of --verbose",
	}, true
}
