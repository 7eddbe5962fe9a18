package reports

import (
	"time"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

// subscribedSKU is a product of the tenant, and what of it was not read.
type subscribedSKU struct {
	*record.Subscription
	lotsUnread, usersUnread bool
}

func subscriptionTable(*record.Run) tabular {
	type row = *subscribedSKU
	return &table[row]{
		title: title{
			sheet: "Subscriptions", about: "the tenant's products and their seats",
			in: ofTenant, none: unless(tenant.SKUs, "the tenant has no subscription"),
		},
		end: func(s *record.Summary, add func(row) error) error {
			lotsUnread := s.Missed(tenant.Subscriptions)
			for i := range s.Subscriptions {
				if err := add(&subscribedSKU{&s.Subscriptions[i], lotsUnread, !s.Scope.Asked}); err != nil {
					return err
				}
			}
			return nil
		},
		columns: []column[row]{
			{"", "Product", "of the catalogue", 44, text, func(k row) any { return named(k.PartNumber, k.Name) }},
			{"", "Part number", "", 34, text, func(k row) any { return k.PartNumber }},
			{"", "SKU id", "", 38, text, func(k row) any { return k.ID.String() }},
			{"", "Status", "capabilityStatus", 12, text, row.status},
			{"", "Offer", "paid, trial, free, or per device; by the lots, else by the name", 34, text,
				func(k row) any { return string(k.Offer) }},
			{"", "For", "user, device, room, shared device …", 22, text, func(k row) any { return string(k.Class) }},
			{"", "Row", "of the requirement document", 7, numeral, func(k row) any { return orNone(k.Row) }},
			{"", "Match", "how the row is met", 11, text, func(k row) any { return string(k.Match) }},
			{"", "Gives Entra", "ID P1 or P2 to a person", 13, text, func(k row) any { return yes(k.Entra) }},
			{"", "Gives Intune", "to a person", 13, text, func(k row) any { return yes(k.Intune) }},
			{"", "Purchased", "seats that are enabled", 12, amount, func(k row) any { return k.listed(k.Enabled) }},
			{"", "In grace", "seats that have lapsed and still work", 11, amount,
				func(k row) any { return k.listed(k.Warning) }},
			{"", "Suspended", "seats", 12, amount, func(k row) any { return k.listed(k.Suspended) }},
			{"", "Locked out", "seats", 12, amount, func(k row) any { return k.listed(k.LockedOut) }},
			{"", "Consumed", "seats", 12, amount,
				func(k row) any { consumed, _ := seatsOf(k.Subscription); return k.listed(consumed) }},
			{"", "Held in scope", "by users in scope", 14, amount, func(k row) any { return k.held(k.InScope) }},
			{"", "Out of scope", "by others who are left out by group or name", 14, amount,
				func(k row) any { return k.held(k.OutOfScope) }},
			{"", "Guests", "and external members, in scope or not", 12, amount, func(k row) any { return k.held(k.Guests) }},
			{"", "Disabled", "by accounts that are disabled, in scope or not", 12, amount,
				func(k row) any { return k.held(k.Subscription.Disabled) }},
			{"", "Unexplained", "by nobody who was read: groups that are being processed, users who came or went " +
				"meanwhile", 14, amount, row.unexplained},
			{"", "Free", "purchased and in grace, less consumed", 12, amount,
				func(k row) any { _, free := seatsOf(k.Subscription); return k.listed(free) }},
			{"", "Redundant", "of those held in scope: another product gives these users as much", 12, amount,
				func(k row) any { return k.held(k.Redundant) }},
			{"", "Lots", "", 7, amount, func(k row) any { return k.ofLots(len(k.Lots)) }},
			{"", "Trial", "whether every lot is one", 8, text, func(k row) any { return k.ofLots(yes(k.Trial())) }},
			{"", "Next lot ends or renews (UTC)", "", 30, moment,
				func(k row) any { return k.ofLots(nextLot(k.Subscription)) }},
		},
	}
}

// unlisted stands for the status of a product that subscribedSkus does not list.
const unlisted = "lots alone"

func (k *subscribedSKU) status() any {
	if k.Unlisted {
		return toned{neutral, unlisted}
	}
	return toned{statusKind(k.CapabilityStatus), k.CapabilityStatus}
}

// listed is what subscribedSkus says of the product; nil where it does not list it.
func (k *subscribedSKU) listed(value any) any {
	if k.Unlisted {
		return nil
	}
	return value
}

// held is a count of users.
func (k *subscribedSKU) held(n int) any {
	if k.usersUnread {
		return "not read"
	}
	return n
}

func (k *subscribedSKU) unexplained() any {
	switch {
	case k.Unlisted:
		return nil
	case k.Class == license.Device && !k.usersUnread:
		return "per device"
	}
	return k.held(k.Unexplained)
}

// ofLots is what the lots say.
func (k *subscribedSKU) ofLots(value any) any {
	if k.lotsUnread {
		return "not read"
	}
	return value
}

// seatsOf are the consumed and the free seats of a product: numbers, or that they are per device. Such seats need not
// be assigned to anybody, so that most would look unused.
func seatsOf(k *record.Subscription) (consumed, free any) {
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
func nextLot(k *record.Subscription) time.Time {
	first := time.Time{}
	for _, l := range k.Lots {
		if t := l.NextLifecycle; !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
