package reports

import (
	"fmt"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/reports/xlsx"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

func causeTable(*record.Run) tabular {
	type row = struct {
		*rules.Cause
		place int
	}
	return &table[row]{
		title: title{
			name: "causes", sheet: "Causes", about: "what to change, in the order in which most people become " +
				"ready soonest",
			in: ofTenant, none: always("no rule fails or warns"),
		},
		end: func(s *record.Summary, add func(row) error) error {
			for i := range s.Causes {
				if err := add(row{&s.Causes[i], i + 1}); err != nil {
					return err
				}
			}
			return nil
		},
		columns: []column[row]{
			{"order", "", "the order in which most people become ready soonest", 0, numeral, func(c row) any { return c.place }},
			{"", "No.", "the order in which most people become ready soonest", 6, numeral, func(c row) any {
				return anchored{causeRow + c.ID, c.place}
			}},
			{"id", "", "the same in every report while the thing is the same; blockedBy of users names it", 0, text,
				func(c row) any { return c.ID }},
			{"title", "What to change", "the change that fixes it", 60, prose,
				func(c row) any { return c.Title }},
			{"consequence", "Consequence",
				"the most serious one for people: " + choice(rules.Consequences(), rules.Consequence.String),
				14, text, func(c row) any { return toned{ground(wording.ConsequenceTone(c.Does)), c.Does.String()} }},
			{"step", "Step", "the first step of setup that it affects: " + choice(rules.Steps(), rules.Step.String), 14, text,
				func(c row) any { return c.Step.String() }},
			{"who", "Who", "licensing, Intune, identity, network", 12, text, func(c row) any { return c.Who }},
			{"stops", "Blocked", "people who can't prepare a PC because of it", 10, amount,
				func(c row) any { return c.Stops }},
			{"degrades", "Degraded", "people whose PC is prepared, but something is missing on it", 10, amount,
				func(c row) any { return c.Degrades }},
			{"concerns", "Concerns", "people, devices, products or policies that it is about, without blocking anybody", 10, amount,
				func(c row) any { return c.Concerns }},
			{"", "Rows", "leads to the first of its people or findings", 24, link,
				func(c row) any {
					return causeRows(c.Cause, c.place)
				}},
			{"readyAfter", "Ready after", "people who are ready when this and everything before it is fixed; empty where " +
				"it blocks nobody",
				12, amount, func(c row) any {
					if c.ReadyAfter == nil {
						return nil
					}
					return *c.ReadyAfter
				}},
			{"fix", "How to fix", "where to click", 70, prose, func(c row) any { return c.Fix }},
			{"why", "Why", "one of the findings that it fixes", 60, prose, func(c row) any { return c.Why }},
			{"link", "", "opens the portal there", 0, text, func(c row) any { return c.Link }},
			{"", "Portal", "opens the portal there", 10, link, func(c row) any {
				if c.Link == "" {
					return nil
				}
				return xlsx.Hyperlink{Text: "Open", URL: c.Link, Tip: "opens the portal there"}
			}},
			{"powershell", "PowerShell", "Microsoft Graph PowerShell: makes the change without -WhatIf, or shows how things are " +
				"today; UPN stands for each person", 60, prose,
				func(c row) any { return c.PowerShell }},
			{"bash", "", "the same by the Azure CLI: makes the change without echo", 0, text, func(c row) any { return c.Bash }},
			{"rules", "", "whose findings it fixes", 0, text,
				func(c row) any { return strings.Join(c.Rules, ", ") }},
			{"", "Rules", "whose findings it fixes", 50, prose, func(c row) any { return wording.Titled(c.Rules) }},
		},
	}
}

// causeRow begins the name of a cause's own row, where rows of people have its id alone.
const causeRow = "cause "

// causeRows leads to the first person whom a cause stops, or else to the first finding of its rules.
func causeRows(c *rules.Cause, place int) any {
	if c.Stops > 0 {
		return jump{[]string{c.ID}, english.Count(c.Stops, "person"), fmt.Sprintf(
			"the first of them; for all of them filter column Blocked by: contains (%d)", place)}
	}
	return jump{c.Rules, "the findings",
		"the first of them; for all of them filter column Rule"}
}
