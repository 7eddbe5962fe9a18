package audit

import (
	"context"
	"io"
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

// Tell reads what the rules of the run need of a tenant, and tells it to one who writes no report.
func (r *Run) Tell(ctx, reading context.Context, from Source, prices record.Prices, to record.Handler) error {
	p := newProgress(r.Sys, r.Quiet)
	defer p.done()
	read, err := r.read(reading, from)
	if err != nil {
		return interrupted(ctx, err, p)
	}
	ev, err := r.judge(read)
	if err != nil {
		return err
	}
	s := &stream{c: from.Client, ev: ev, w: record.Translate(to), p: p}
	if _, err := r.write(reading, from, read, s, prices); err != nil {
		return interrupted(ctx, err, p)
	}
	return nil
}

// WritePlan writes a plan, and says with which status the process ends.
func WritePlan(ctx context.Context, m *planning.Maker, out *output.Output, o reports.Options) (status int, err error) {
	err = out.WriteFiles(ctx, func(format string, w io.Writer) error { return reports.WritePlan(w, format, m, o) })
	if len(m.Plan().Missing) > 0 {
		return process.StatusUndecided, err
	}
	return process.StatusMet, err
}
