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
)

// Licensing reports whether a rule is about licenses: a plan reads what these read.
func Licensing(r *rules.Rule) bool { return strings.HasPrefix(r.ID, "LIC-") }

// Plan reads a tenant and plans licenses. It ends either with an exit status or with an error.
func (r *Run) Plan(ctx, reading context.Context, from Source, out *output.Output, prices record.Prices,
	o planning.Options, look reports.Options) (status int, err error) {
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
	m := planning.New(o)
	defer m.Close()
	s := &stream{c: from.Client, ev: ev, w: record.Translate(m), p: p}
	if _, err := r.write(reading, from, read, s, prices); err != nil {
		return 0, interrupted(ctx, err, p)
	}
	return WritePlan(ctx, m, out, look)
}

// WritePlan writes a plan, and says with which status the process ends.
func WritePlan(ctx context.Context, m *planning.Maker, out *output.Output, o reports.Options) (status int, err error) {
	err = out.WriteFiles(ctx, func(format string, w io.Writer) error { return reports.WritePlan(w, format, m, o) })
	if len(m.Plan().Missing) > 0 {
		return process.StatusUndecided, err
	}
	return process.StatusMet, err
}
