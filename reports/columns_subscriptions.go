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
	datesUnread, usersUnread bool
}

func subscriptionTable(*record.Run) tabular {
	type row = *subscribedSKU
	return &table[row]{
		title: title{
			sheet: "Products", about: "the tenant's products (subscribedSku) and their seats; free ones come last, " +
				"folded: click + to see them",
			in: ofTenant, none: unless(tenant.SKUs, "the tenant has no subscription"),
		},
		end: func(s *record.Summary, add func(row) error) error {
			datesUnread := s.Missed(tenant.Subscriptions)
			return freeLast(s, func(k *record.Subscription) error {
				return add(&subscribedSKU{k, datesUnread, !s.Scope.Asked})
			})
		},
		columns: []column[row]{
			{"", "Product", "its name in Microsoft's list", 44, text,
				func(k row) any { return foldFree(k.Subscription, named(k.PartNumber, k.Name)) }},
			{"", "Part number", "its name in Graph and in PowerShell", 34, text,
				func(k row) any { return k.PartNumber }},
			{"", "SKU id", "its id in Graph", 38, text, func(k row) any { return k.ID.String() }},
			{"", "Status", "capabilityStatus of Graph: Enabled, Warning (in grace), Suspended, LockedOut, " +
				"Deleted", 12, text, row.status},
			{"", "Offer", "paid, trial, trial that ended, free, or per device; by its subscriptions, else by " +
				"its name", 34, text,
				func(k row) any { return string(k.Offer) }},
			{"", "License type", "who or what it is for: user, device, room, shared device …", 22, text,
				func(k row) any { return string(k.Class) }},
			{"", "License option",
				"which of the seven subscriptions of Microsoft's requirements page it is", 14, numeral,
				func(k row) any { return orNone(k.Row) }},
			{"", "Match", matchAbout, 16, text, func(k row) any { return matchWords(k.Match) }},
			{"", "Includes Entra ID P1", "or P2, for a person", 19, text, func(k row) any { return yes(k.Entra) }},
			{"", "Includes Intune", "for a person", 16, text, func(k row) any { return yes(k.Intune) }},
			{"", "Purchased", "seats that are enabled", 12, amount, func(k row) any { return k.listed(k.Enabled) }},
			{"", "In grace", "seats that have lapsed and still work", 11, amount,
				func(k row) any { return k.listed(k.Warning) }},
			{"", "Suspended", "seats of subscriptions that are suspended", 12, amount,
				func(k row) any { return k.listed(k.Suspended) }},
			{"", "Locked out", "seats of subscriptions that were canceled", 12, amount,
				func(k row) any { return k.listed(k.LockedOut) }},
			{"", "Consumed", "seats that are assigned, as Graph counts them", 12, amount,
				func(k row) any { return k.listed(k.Consumed) }},
			{"", "Assigned in scope", "to users in scope; an assignment in error, which sheet Assignments lists " +
				"too, uses no seat", 14, amount,
				func(k row) any { return k.held(k.InScope) }},
			{"", "Out of scope", "assigned to users who are excluded by group or name", 14, amount,
				func(k row) any { return k.held(k.OutOfScope) }},
			{"", "Guests", "assigned to guests and external members, in scope or not", 12, amount,
				func(k row) any { return k.held(k.Guests) }},
			{"", "Disabled", "assigned to accounts that are disabled, in scope or not", 12, amount,
				func(k row) any { return k.held(k.Subscription.Disabled) }},
			{"", "Unaccounted for", "consumed, but assigned to nobody who was read: groups that are being " +
				"processed, users who were added or removed " +
				"during the run", 14, amount, row.unexplained},
			{"", "Free", "purchased and in grace, minus consumed; per device: such seats don't need to be " +
				"assigned, so how many are free " +
				"isn't known", 12, amount,
				func(k row) any { _, free := seatsOf(k.Subscription); return k.listed(free) }},
			{"", "Redundant", "of those assigned in scope: another product of these users includes the same", 12, amount,
				func(k row) any { return k.held(k.Redundant) }},
			{"", "Subscriptions", "how many: see sheet Subscriptions", 14, amount,
				func(k row) any { return k.ofSubscriptions(len(k.Subscriptions)) }},
			{"", "Trial", "whether every subscription is one", 8, text,
				func(k row) any { return k.ofSubscriptions(yes(k.Trial())) }},
			{"", "Next end or renewal (UTC)", "of the subscription that ends or renews first", 25, moment,
				func(k row) any { return k.ofSubscriptions(nextEnd(k.Subscription)) }},
		},
	}
}

// unlisted stands for the status of a product that subscribedSkus does not list.
const unlisted = "subscriptions alone"

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

// ofSubscriptions is what the subscriptions say.
func (k *subscribedSKU) ofSubscriptions(value any) any {
	if k.datesUnread {
		return "not read"
	}
	return value
}

// seatsOf are the consumed and the free seats of a product: numbers, or that they are per device. Such seats need not
// be assigned to anybody, so that most would look unused.
func seatsOf(k *record.Subscription) (consumed, free any) {
	const perDevice = "per device"
	if k.Class == license.Device || k.Offer == rules.PerDevice {
		return k.Consumed, perDevice
	}
	return k.Consumed, k.Free
}

// nextEnd is the date on which the first subscription ends or renews, as far as Graph tells.
func nextEnd(k *record.Subscription) time.Time {
	first := time.Time{}
	for _, l := range k.Subscriptions {
		if t := l.NextLifecycle; !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
}

// freeLast takes the products, the free ones behind the others: their million seats are nobody's to count.
func freeLast(s *record.Summary, take func(*record.Subscription) error) error {
	for _, free := range []bool{false, true} {
		for i := range s.Subscriptions {
			if k := &s.Subscriptions[i]; (k.Offer == rules.Free) == free {
				if err := take(k); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// foldFree is a value of a product, with whose row those begin that are folded where it is free.
func foldFree(k *record.Subscription, value any) any {
	if k.Offer == rules.Free {
		return folded{value}
	}
	return value
}
