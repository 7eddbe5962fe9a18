package reports

import (
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

func findingColumns(l styles) []sheetColumn {
	return []sheetColumn{
		{"Rule", 10, l.text},
		{"Requirement", 62, l.text},
		{"Result", 14, l.text},
		{"Level", 12, l.text},
		{"About", 11, l.text},
		{"Name", 34, l.text},
		{"Object id", 38, l.text},
		{"Detail", 80, l.text},
	}
}

// finding writes what wants a look; the passes of a rule are counted in the summary.
func (x *workbook) addFinding(f *rules.Finding) error {
	if rank(f.Outcome) < 0 {
		return nil
	}
	return x.findings.add(f.Rule.ID, f.Rule.Title, excelize.Cell{StyleID: x.look.outcome(f.Outcome), Value: f.Outcome.String()},
		f.Level.String(), f.Subject.Kind, f.Subject.Name, f.Subject.ID, f.Detail)
}

func subscriptionColumns(l styles) []sheetColumn {
	return []sheetColumn{
		{"Product", 44, l.text},
		{"Part number", 34, l.text},
		{"SKU id", 38, l.text},
		{"Status", 12, l.text},
		{"Offer", 34, l.text},
		{"For", 22, l.text},
		{"Row", 7, l.figure},
		{"Match", 11, l.text},
		{"Gives Entra", 13, l.text},
		{"Gives Intune", 13, l.text},
		{"Purchased", 12, l.number},
		{"In grace", 11, l.number},
		{"Suspended", 12, l.number},
		{"Locked out", 12, l.number},
		{"Consumed", 12, l.number},
		{"Free", 12, l.number},
		// Consumed is the sum of these five.
		{"Held in scope", 14, l.number},
		{"Out of scope", 14, l.number},
		{"Guests", 12, l.number},
		{"Disabled", 12, l.number},
		{"Unexplained", 14, l.number},
		{"Redundant", 12, l.number}, // of those in scope
		{"Lots", 7, l.number},
		{"Trial", 8, l.text},
		{"Next lot ends or renews (UTC)", 30, l.time},
	}
}

func (x *workbook) subscriptions(sum rules.Summary) error {
	s, err := x.sheet("Subscriptions", subscriptionColumns(x.look))
	if err != nil {
		return err
	}
	for _, k := range sum.SKUs {
		name := k.Name
		if name == "" {
			name = "unknown to the catalogue"
		}
		var row any
		if k.Row != 0 {
			row = k.Row
		}
		var consumed, free any = k.Consumed, k.Free()
		if k.Class == license.Device {
			// Device licences are not assigned to anybody, so all of them would look unused.
			consumed, free = "per device", "per device"
		}
		var lots, trial, next any = len(k.Lots), yes(k.Trial()), nextLot(k)
		if missing(sum, tenant.Subscriptions) {
			lots, trial, next = "not read", "not read", "not read"
		}
		holders := []any{k.InScope, k.OutOfScope, k.Guests, k.Disabled, k.Unexplained(), k.Redundant}
		switch {
		case !sum.Scope.Asked:
			holders = slices.Repeat([]any{"not read"}, len(holders))
		case k.Class == license.Device:
			holders[4] = "per device"
		}
		status := excelize.Cell{StyleID: x.look.status(k.CapabilityStatus), Value: k.CapabilityStatus}
		cells := []any{name, k.PartNumber, k.ID.String(), status, string(k.Offer()), string(k.Class), row, string(k.Match),
			yes(k.Entra), yes(k.Intune), k.Enabled, k.Warning, k.Suspended, k.LockedOut, consumed, free}
		err := s.add(slices.Concat(cells, holders, []any{lots, trial, next})...)
		if err != nil {
			return err
		}
	}
	return s.end()
}

// nextLot is the date on which the first lot ends or renews, as far as Graph tells.
func nextLot(k rules.SKURow) any {
	first := time.Time{}
	for _, l := range k.Lots {
		if t := l.NextLifecycle; !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	if first.IsZero() {
		return nil
	}
	return first.UTC()
}

func (s styles) status(capability string) int {
	switch capability {
	case "Enabled":
		return s.good
	case "Warning":
		return s.doubtful
	}
	return s.bad
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// missing reports whether a dataset was not read, or not whole.
func missing(s rules.Summary, ds tenant.Dataset) bool {
	return slices.ContainsFunc(s.Missing, func(g rules.Gap) bool { return g.Dataset == ds })
}
