package wording

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
	"prepaudit/rules/tenant"
)

// Licenses is the license plan in two sentences, or why there is none.
func Licenses(s *record.Summary) string {
	if s.Plan == nil {
		return "There is no license plan: " + s.Unplanned() + "."
	}
	return s.Plan.Text
}

// Plan says a license plan as a whole, with so many of its steps at most.
func Plan(p *record.LicensePlan, most int) string {
	var b strings.Builder
	nobody := "Nobody in scope"
	if p.Assumed != nil {
		nobody = "nobody in scope"
	}
	b.WriteString(assumption(p.Assumed))
	if len(p.Missing) > 0 {
		b.WriteString("Incomplete: ")
		nobody = "nobody who was read"
	}
	if p.People == 0 {
		b.WriteString(nobody + " needs a license change.")
	} else {
		b.WriteString(english.CountVerb(p.People, "person", "needs", "need") + " a license change.")
	}
	rest := 0
	for i, s := range p.Steps {
		switch {
		case s.People == 0: // of seats that people have already
			b.WriteString(" " + strings.ToUpper(s.Title[:1]) + s.Title[1:] + ".")
		case i < most:
			fmt.Fprintf(&b, " %s: %s.", english.Number(s.People), s.Title)
		default:
			rest += s.People
		}
	}
	if rest > 0 {
		fmt.Fprintf(&b, " %s: other changes.", english.Number(rest))
	}
	if c := p.Cost; c != nil {
		if c.After != c.Before {
			fmt.Fprintf(&b, " %s %s more a month.", Money((c.After-c.Before)/12), c.Currency)
		}
		if len(c.Unpriced) > 0 {
			fmt.Fprintf(&b, " Without a price, and not in it: %s.", strings.Join(c.Unpriced, ", "))
		}
	}
	if p.Assumed != nil {
		sayWithout(&b, p.Assumed, p.Cost)
	}
	if p.Waiting > 0 {
		fmt.Fprintf(&b, " %s a license that a group is still assigning.",
			english.CountVerb(p.Waiting, "person", "waits for", "wait for"))
	}
	if p.Unknown > 0 {
		fmt.Fprintf(&b, " The licenses of %s aren't known.", english.Count(p.Unknown, "person"))
	}
	if slices.ContainsFunc(p.Missing, func(g rules.Gap) bool { return g.Dataset == tenant.Subscriptions }) {
		b.WriteString(" Which seats are of a trial, or end soon, wasn't read.")
	}
	return b.String()
}

// SeatsToGet are how many seats the plan buys and renews.
func SeatsToGet(p *record.LicensePlan) (buy, renew int) {
	for i := range p.Products {
		buy, renew = buy+p.Products[i].Buy, renew+p.Products[i].Renew
	}
	return buy, renew
}

// PlannedProduct is a product with why its seats are not counted on, or that there are too few.
func PlannedProduct(o *record.PlanProduct) string {
	if note := PlannedNote(o); note != "" {
		return o.Name + " (" + note + ")"
	}
	return o.Name
}

// PlannedNote is what is to be said of the seats of a product; "" for nothing.
func PlannedNote(o *record.PlanProduct) string {
	switch {
	case o.Ends != "":
		return o.Ends
	case o.Undated:
		return "maybe of a trial: that wasn't read"
	case o.Left < 0:
		return "oversubscribed: " + english.CountVerb(-o.Left, "seat", "is", "are") + " used beyond those owned"
	}
	return ""
}

// Money is an amount with two decimals, and a comma before each three digits.
func Money(m record.Money) string {
	if m < 0 {
		return "-" + Money(-m)
	}
	whole, cents, _ := strings.Cut(m.String(), ".")
	n, _ := strconv.ParseInt(whole, 10, 64) // they are digits
	return english.Number(n) + "." + cents
}

// Amount is the same of what may not be known.
func Amount(m *record.Money) string {
	if m == nil {
		return "-"
	}
	return Money(*m)
}
