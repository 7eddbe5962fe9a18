package audit

import (
	"context"
	"fmt"

	"prepaudit/graph"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// PumpDevices moves Windows devices the way pump moves users.
func PumpDevices(ctx context.Context, c *graph.Client, ev *rules.Evaluator, w *record.Translator, p *Progress) error {
	p.expectDevices()
	read := 0
	for d, err := range c.Devices(ctx) {
		if err != nil {
			if Stopped(ctx) {
				return err
			}
			g := Gap(tenant.ManagedDevices, err)
			if read > 0 {
				g.Partial = true
				g.Why = fmt.Sprintf("reading stopped after %s: %s", english.Count(read, "device"), g.Why)
			}
			ev.Missing(g)
			return nil
		}
		read++
		p.addDevice()
		row := ev.Device(d)
		if row == nil {
			continue
		}
		if err := w.Device(row); err != nil {
			return err
		}
	}
	return nil
}
