package reports

import (
	"slices"
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

func findingColumns(l styles, _ *record.Run) []sheetColumn {
	return []sheetColumn{
		{"Rule", "", 9, l.text},
		{"Requirement", "", 50, l.wrapped},
		{"Result", "fail, warning, not evaluated, check by hand", 14, l.text},
		{"Level", "required, recommended, advisory", 14, l.text},
		{"About", "user, device, sku, group, policy, tenant", 9, l.text},
		{"Name", "", 34, l.text},
		{"Object id", "", 38, l.text},
		{"Detail", "", 78, l.wrapped},
	}
}

// addFindings writes what wants a look; the passes of a rule are counted in the summary.
func (x *workbook) addFindings(all []record.Finding, of func() rules.Subject) error {
	for i := range all {
		f := &all[i]
		subject := f.Subject
		if subject.Kind == "" {
			subject = of()
		}
		if err := x.addFinding(f, subject); err != nil {
			return err
		}
	}
	return nil
}

func (x *workbook) addFinding(f *record.Finding, subject rules.Subject) error {
	if rank(f.Outcome) < 0 {
		return nil
	}
	return x.findings.add(f.Rule, x.run.Rule(f.Rule).Title, styled{x.look.outcome(f.Outcome), f.Outcome.String()},
		f.Level.String(), subject.Kind, subject.Name, subject.ID, f.Detail)
}

func subscriptionColumns(l styles, _ *record.Run) []sheetColumn {
	return []sheetColumn{
		{"Product", "of the catalogue", 44, l.text},
		{"Part number", "", 34, l.text},
		{"SKU id", "", 38, l.text},
		{"Status", "capabilityStatus", 12, l.text},
		{"Offer", "paid, trial, free, or per device; by the lots, else by the name", 34, l.text},
		{"For", "user, device, room, shared device …", 22, l.text},
		{"Row", "of the requirement document", 7, l.figure},
		{"Match", "how the row is met", 11, l.text},
		{"Gives Entra", "ID P1 or P2 to a person", 13, l.text},
		{"Gives Intune", "to a person", 13, l.text},
		{"Purchased", "seats that are enabled", 12, l.number},
		{"In grace", "seats that have lapsed and still work", 11, l.number},
		{"Suspended", "seats", 12, l.number},
		{"Locked out", "seats", 12, l.number},
		{"Consumed", "seats; the sum of the next five columns", 12, l.number},
		{"Held in scope", "by users in scope", 14, l.number},
		{"Out of scope", "by users who are left out by group or name", 14, l.number},
		{"Guests", "and external members", 12, l.number},
		{"Disabled", "by accounts that are disabled", 12, l.number},
		{"Unexplained", "by nobody who was read: groups that are being processed, users who came or went meanwhile", 14, l.number},
		{"Free", "purchased and in grace, less consumed", 12, l.number},
		{"Redundant", "of those held in scope: another product gives these users as much", 12, l.number},
		{"Lots", "", 7, l.number},
		{"Trial", "whether every lot is one", 8, l.text},
		{"Next lot ends or renews (UTC)", "", 30, l.time},
	}
}

func (x *workbook) fillSubscriptions(s *sheet, sum *record.Summary) error {
	for _, k := range sum.Subscriptions {
		var row any
		if k.Row != 0 {
			row = k.Row
		}
		consumed, free := seatsOf(k)
		var lots, trial, next any = len(k.Lots), yes(k.Trial()), nextLot(k)
		if missing(sum, tenant.Subscriptions) {
			lots, trial, next = "not read", "not read", "not read"
		}
		holders := []any{k.InScope, k.OutOfScope, k.Guests, k.Disabled, k.Unexplained}
		redundant := any(k.Redundant)
		switch {
		case !sum.Scope.Asked:
			holders, redundant = slices.Repeat([]any{"not read"}, len(holders)), "not read"
		case k.Class == license.Device:
			holders[4] = "per device"
		}
		status := styled{x.look.status(k.CapabilityStatus), k.CapabilityStatus}
		units := []any{k.Enabled, k.Warning, k.Suspended, k.LockedOut, consumed}
		if k.Unlisted {
			status, units, free, holders[4] = styled{x.look.neutral, unlisted}, make([]any, len(units)), nil, nil
		}
		cells := []any{named(k.Name), k.PartNumber, k.ID.String(), status, string(k.Offer), string(k.Class), row, string(k.Match),
			yes(k.Entra), yes(k.Intune)}
		cells = append(cells, units...)
		err := s.add(slices.Concat(cells, holders, []any{free, redundant, lots, trial, next})...)
		if err != nil {
			return err
		}
	}
	return nil
}

// unlisted stands for the status of a product that subscribedSkus does not list.
const unlisted = "lots alone"

// seatsOf are the consumed and the free seats of a product: numbers, or that they are per device. Such seats need not be
// assigned to anybody, so that most would look unused.
func seatsOf(k record.Subscription) (consumed, free any) {
	const perDevice = "per device"
	switch {
	case k.Class == license.Device:
		return perDevice, perDevice
	case k.Offer == rules.PerDevice:
		return k.Consumed, perDevice
	}
	return k.Consumed, k.Free
}

// nextLot is the date on which the first lot ends or renews, as far as Graph tells.
func nextLot(k record.Subscription) any {
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
func missing(s *record.Summary, ds tenant.Dataset) bool {
	return slices.ContainsFunc(s.Missing, func(g rules.Gap) bool { return g.Dataset == ds })
}
