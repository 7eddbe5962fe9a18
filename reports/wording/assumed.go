package wording

import (
	"fmt"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/rules/english"
)

// assumption is what a plan begins with that rests on one.
func assumption(a *record.PlanAssumed) string {
	if a == nil {
		return ""
	}
	return "Assuming " + strings.Join(a.Changes, "; ") + ": "
}

// sayWithout says what the assumption costs itself, and what the plan comes to without it.
func sayWithout(b *strings.Builder, a *record.PlanAssumed, c *record.PlanCost) {
	amount := func(seats int, cost record.Money) string {
		text := english.Count(seats, "seat")
		if c != nil && cost > 0 {
			text += fmt.Sprintf(" (%s %s a month)", Money(cost/12), c.Currency)
		}
		return text
	}
	var itself []string
	if a.Buys > 0 {
		itself = append(itself, "buys "+amount(a.Buys, a.Cost))
	}
	if a.Frees > 0 {
		itself = append(itself, "frees "+amount(a.Frees, a.Saves))
	}
	if itself != nil {
		b.WriteString(" The assumption itself " + strings.Join(itself, " and ") + ".")
	}
	fmt.Fprintf(b, " Without it, %s a change", english.CountVerb(a.People, "person", "needs", "need"))
	if a.Seats > 0 {
		b.WriteString(", and " + english.CountVerb(a.Seats, "seat", "is", "are") + " bought or renewed")
	}
	b.WriteString(".")
}
