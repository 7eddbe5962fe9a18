package audit

import (
	"context"
	"io"
	"slices"
	"strings"

	"prepaudit/cmd/prepaudit/output"
	"prepaudit/cmd/prepaudit/process"
	"prepaudit/reports"
	"prepaudit/reports/planning"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/plan"
)

// Licensing reports whether a rule is about licenses: a plan reads what these read.
func Licensing(r *rules.Rule) bool { return strings.HasPrefix(r.ID, "LIC-") }

// Plan reads a tenant and plans licenses. It ends either with an exit status or with an error.
func (r *Run) Plan(ctx, reading context.Context, from Source, out *output.Output, prices record.Prices, frontline bool,
	o reports.Options) (status int, err error) {
	p := newProgress(r.Sys, r.Quiet)
	defer p.done()
	r.Rules = slices.DeleteFunc(r.Rules, func(one *rules.Rule) bool { return !Licensing(one) })
	read, err := r.read(reading, from)
	if err != nil {
		return 0, interrupted(ctx, err, p)
	}
	ev, err := r.judge(read)
	if err != nil {
		return 0, err
	}
	facts := r.Facts
	m := planning.New(&plan.Tenant{SKUs: facts.SKUs, Subscriptions: facts.Subscriptions, OtherMDM: facts.OtherMDM,
		Now: facts.Now, By: facts.Now.AddDate(0, 0, facts.ExpiryDays), Frontline: frontline}, prices)
	s := &stream{c: from.Client, ev: ev, w: record.Translate(m), p: p}
	if _, err := r.write(reading, from, read, s, prices); err != nil {
		return 0, interrupted(ctx, err, p)
	}
	return WritePlan(ctx, m, out, o)
}

// WritePlan writes a plan, and says with which status the process ends.
func WritePlan(ctx context.Context, m *planning.Maker, out *output.Output, o reports.Options) (status int, err error) {
	err = out.WriteFiles(ctx, func(format string, w io.Writer) error { return reports.WritePlan(w, format, m, o) })
	if len(m.Plan().Missing) > 0 {
		return process.StatusUndecided, err
	}
	return process.StatusMet, err
}
