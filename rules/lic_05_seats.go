package rules

import (
	"fmt"

	"prepaudit/rules/english"
	"prepaudit/rules/license"
	"prepaudit/rules/tenant"
)

var seatsForAll = &Rule{
	ID:       "LIC-05",
	Title:    "There is a seat for every user in scope who lacks a license",
	Level:    Recommended,
	Effect:   Effect{Enroll, Information, Information},
	Citation: requirement("licensing", licensing+", note"),
	Rationale: "Every user needs a license of their own. If fewer seats are free than users lack one, assigning " +
		"fails for the last of them; if a group assigns it, nobody gets a message.",
	Remediation: "Buy the missing seats, or free seats that nobody uses: " + productsPath + " > Buy licenses.",
	Needs:       []tenant.Dataset{tenant.SKUs, tenant.Users},
	Uses:        []tenant.Dataset{tenant.Subscriptions},
	Once:        overTenant(judgeSeats),
	Shown: []Shown{
		{Pass, "as many free seats as users"},
		{Warn, "one seat too few"},
		{Warn, "free seats of a suspended subscription"},
		{NotEvaluated, "nobody was checked"},
	},
}

func judgeSeats(env *Env) Verdict {
	lack := 0
	for _, n := range env.count.Seatless {
		lack += n
	}
	buy := 0
	aside := map[tenant.GUID]int{} // free seats that would be assigned
	for _, c := range closings(env.Facts, env.count.Seatless) {
		aside[c.SKU] += c.Free
		buy += c.Buy
	}
	ends := env.ending(aside)
	need := english.CountVerb(lack, "user", "in scope needs", "in scope need")
	switch {
	case env.count.Scope.InScope == 0:
		return Unknown("no user in scope was checked")
	case buy > 0 && env.perhapsFree() != "":
		return Unknown("%s a seat, and %s are free; %s", need, english.Number(lack-buy), env.perhapsFree())
	case buy > 0:
		return Warnf("%s a seat, %s are free%s; %s missing: the license plan says which to buy", need,
			english.Number(lack-buy), ends, english.CountVerb(buy, "seat", "is", "are"))
	case env.count.Statuses.By[LicensesUnknown] > 0:
		return Unknown("the licenses of %s in scope are not known",
			english.Count(env.count.Statuses.By[LicensesUnknown], "user"))
	}
	perhaps := ends
	if n := env.count.Statuses.By[Unclassified] + env.count.Statuses.By[NoSignIn]; n > 0 {
		perhaps += fmt.Sprintf("; %s without any license, who may not be people, aren't counted",
			english.Count(n, "user"))
	}
	if n := env.count.Statuses.By[RoomAccount]; n > 0 {
		perhaps += fmt.Sprintf("; %s with only licenses for a room or a shared device aren't counted",
			english.Count(n, "user"))
	}
	if lack == 0 {
		return Passf("no user in scope needs a seat%s", perhaps)
	}
	return Passf("%s a seat, and %s are free%s; the license plan says who can have them", need, english.Number(lack),
		perhaps)
}

// perhapsFree names a product with free seats of which it is not known what they would give.
func (f *Facts) perhapsFree() string {
	for _, s := range f.SKUs {
		h, _ := f.Licenses.Product(s.ID)
		for _, part := range []license.Part{h.Entra, h.Intune} {
			if part.State == license.Unsure && s.Enabled+s.Warning > s.Consumed && s.AppliesTo != "Company" {
				return fmt.Sprintf("whether those of %s help is not known: %s", f.product(s.ID), part.Why())
			}
		}
	}
	return ""
}

// ending says how many of the free seats that would be assigned go away by themselves: those beyond what a product has
// of lots that are paid for and in force.
func (f *Facts) ending(aside map[tenant.GUID]int) string {
	trial, grace, all := 0, 0, 0
	for i := range f.SKUs {
		s := &f.SKUs[i]
		n := aside[s.ID]
		tried := min(f.tried(s), s.Enabled)
		ends := min(n, max(0, s.Consumed+n-(s.Enabled-tried)))
		trial, grace, all = trial+min(ends, tried), grace+ends-min(ends, tried), all+n
	}
	said := ""
	if trial > 0 {
		said += fmt.Sprintf(", %s of them of a trial that ends", english.Number(trial))
	}
	if grace > 0 {
		said += fmt.Sprintf(", %s of them in a grace period that ends", english.Number(grace))
	}
	if all > 0 && !f.Has(tenant.Subscriptions) {
		said += "; which of them are of a trial was not read"
	}
	return said
}

// tried counts the seats of a product that are of a trial in force.
func (f *Facts) tried(s *tenant.SKU) int {
	if f.offer(s) == Trial {
		return s.Enabled
	}
	n := 0
	for _, l := range f.subscriptions(s.ID) {
		if l.IsTrial && l.Status == "Enabled" {
			n += l.TotalLicenses
		}
	}
	return n
}
