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

// Pump moves users from the tenant through the evaluator to the reports, one at a time. A read that
// breaks off leaves what was found and a gap that says how far it came; a report that cannot be
// written ends the run. Where sign-ins alone are refused, users are read without them.
func Pump(ctx context.Context, c *graph.Client, q graph.UserQuery, ev *rules.Evaluator, w *record.Translator, p *Progress, expected int) error {
	ev.Expect(expected)
	for u, err := range c.Users(ctx, q) {
		if err != nil {
			if Stopped(ctx) {
				return err
			}
			if denied, ok := errors.AsType[*graph.DeniedError](err); ok && denied.Dataset == tenant.SignIns {
				ev.Missing(Gap(tenant.SignIns, denied))
				q.SignIns = false
				return Pump(ctx, c, q, ev, w, p, expected)
			}
			ev.Missing(usersGap(err, p.Users()))
			return nil
		}
		p.add()
		row := ev.User(u)
		if row == nil {
			continue
		}
		if err := w.User(row); err != nil {
			return err
		}
	}
	if expected < 0 {
		return nil
	}
	after, err := c.CountUsers(ctx)
	if err != nil || after < 0 {
		after = expected // one count is better than none
	} else {
		ev.ExpectAfter(after)
	}
	if gap, ok := drift(expected, after, p.Users()); ok {
		ev.Missing(gap)
	}
	return nil
}

// usersGap is the gap of a read that ended early. Nothing read at all is a missing dataset.
func usersGap(err error, read int) rules.Gap {
	g := Gap(tenant.Users, err)
	if read > 0 {
		g.Partial = true
		g.Why = fmt.Sprintf("reading stopped after %s: %s", english.Count(read, "user"), g.Why)
	}
	return g
}

// drift holds the users read against the tenant's own count before and after. The count is eventually
// consistent and users come and go, so a small difference is no gap.
func drift(before, after, read int) (rules.Gap, bool) {
	low, high := min(before, after), max(before, after)
	slack := max(10, high/1000)
	if read >= low-slack && read <= high+slack {
		return rules.Gap{}, false
	}
	return rules.Gap{
		Dataset: tenant.Users, Partial: true,
		Why:  fmt.Sprintf("%s were read, but the tenant counts %s before and %s after", english.Count(read, "user"), english.Number(before), english.Number(after)),
		Hint: "run it again; if the difference stays, report it with the output of --verbose",
	}, true
}
