package planning

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// renewals are the subscriptions that have a next state, the first first, but those of free products.
func (m *Maker) renewals() (all []record.PlanRenewal) {
	for i := range m.told.Subscriptions {
		s := &m.told.Subscriptions[i]
		if s.Offer == rules.Free {
			continue
		}
		for k := range s.Subscriptions {
			l := &s.Subscriptions[k]
			if l.NextLifecycle.IsZero() || l.NextLifecycle.Year() > 9000 { // never
				continue
			}
			r := record.PlanRenewal{SKU: s.ID, PartNumber: s.PartNumber, Name: cmp.Or(s.Name, s.PartNumber),
				Subscription: l.ID, On: record.Day(l.NextLifecycle), Status: l.Status, Trial: l.IsTrial,
				Seats: l.TotalLicenses, Used: s.Consumed, InScope: s.InScope}
			if usable(l.Status) && assignable(s) {
				r.Lacking = max(0, min(s.Consumed-others(s, k), l.TotalLicenses))
			}
			if r.Lacking > 0 || !usable(s.CapabilityStatus) && assignable(s) {
				r.Depend = m.depend[s.ID]
			}
			if r.Lacking > 0 {
				r.Depend = min(r.Depend, r.Lacking)
			}
			r.Then = m.then(s, l, &r)
			all = append(all, r)
		}
	}
	slices.SortStableFunc(all, func(a, b record.PlanRenewal) int {
		return cmp.Or(strings.Compare(a.On, b.On), strings.Compare(a.Name, b.Name), cmp.Compare(b.Seats, a.Seats))
	})
	return all
}

// assignable reports whether seats of a product are those of accounts.
func assignable(s *record.Subscription) bool {
	return s.AppliesTo != "Company" && s.Offer != rules.PerDevice
}

func usable(status string) bool { return status == "Enabled" || status == "Warning" }

// others are the seats of a product that last longer than one of its subscriptions.
func others(s *record.Subscription, than int) (seats int) {
	for k := range s.Subscriptions {
		l := &s.Subscriptions[k]
		if k != than && usable(l.Status) && (l.NextLifecycle.IsZero() ||
			l.NextLifecycle.After(s.Subscriptions[than].NextLifecycle)) {
			seats += l.TotalLicenses
		}
	}
	return seats
}

// then says what happens on the day, and to whom.
func (m *Maker) then(s *record.Subscription, l *tenant.Subscription, r *record.PlanRenewal) string {
	past := l.NextLifecycle.Before(m.tenant.Now)
	what, then := "", "Then "
	switch {
	case l.Status == "Enabled" && l.IsTrial && past:
		what = "The trial has ended"
	case l.Status == "Enabled" && l.IsTrial:
		what = "The trial ends"
	case l.Status == "Enabled" && past:
		what = "Was to end or renew on this day, and is still on"
	case l.Status == "Enabled":
		what, then = "Renews or lapses", "If it lapses, after its grace period "
	case l.Status == "Warning" && past:
		what = "Its grace period was to end on this day, and it still works"
	case l.Status == "Warning":
		what = "Its grace period ends"
	case l.Status == "Suspended" && past:
		what = "Suspended: nobody can use it, and after this day it may be gone for good"
	case l.Status == "Suspended":
		what = "Suspended: nobody can use it, and from this day it can't be renewed"
	case l.Status == "LockedOut" && past:
		what = "Canceled: nobody can use it, and it was to be deleted on this day"
	case l.Status == "LockedOut":
		what = "Canceled: nobody can use it, and on this day it is deleted"
	default:
		what = "Status " + l.Status
	}
	if !assignable(s) {
		return what
	}
	who := "account"
	if s.Class == "user" {
		who = "person"
	}
	switch {
	case usable(l.Status) && r.Used == 0:
		return what + ". Nobody uses it"
	case usable(l.Status) && r.Lacking == 0:
		return what + ". Other seats last longer, for everybody who uses it"
	case usable(l.Status) && r.Lacking < r.Used:
		what += fmt.Sprintf(". %s%s for %s with it", then, english.CountVerb(r.Lacking, "seat", "is missing", "are missing"),
			english.Count(r.Used, who))
	case usable(l.Status):
		what += ". " + then + english.CountVerb(r.Used, who, "loses it", "lose it")
	}
	if r.Depend > 0 {
		what += "; " + english.CountVerb(r.Depend, "person", "in scope has nothing else that licenses them",
			"in scope have nothing else that licenses them")
	}
	return what + m.dealtWith(s.ID)
}

// dealtWith says what the plan does about a product that goes away; "" where it does nothing.
func (m *Maker) dealtWith(sku tenant.GUID) string {
	o := m.product(sku)
	var does []string
	if o.Renew > 0 {
		does = append(does, "renews "+english.Count(o.Renew, "seat"))
	}
	if o.Buy > 0 && m.gone(sku) != "" {
		does = append(does, "buys "+english.Count(o.Buy, "seat"))
	}
	if len(does) == 0 {
		return ""
	}
	return ". The plan " + strings.Join(does, " and ")
}
