package reports

import (
	"fmt"
	"strings"

	"prepaudit/reports/diff"
	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules/english"
)

// diffTable is one of the tables of what two reports differ by: in the workbook, on the page and in Markdown.
type diffTable struct {
	sheet, about string
	fields       []field
	rows         func(add func(...any) error) error
	people       bool // a person a row, whose object id is the last cell: reviewers write beside it
}

// mostCell is how many bytes of what is listed in one cell.
const mostCell = 4000

// diffTables are all that have rows, and People always.
func diffTables(c *diff.Change) []diffTable {
	all := []diffTable{peopleChanged(c), causesChanged(c), rulesChanged(c), seatsChanged(c), settingsChanged(c)}
	if len(c.Diff.Devices.Changed) > 0 {
		all = append(all, devicesChanged(c))
	}
	return all
}

// changeTone colors how something changed.
func changeTone(k record.DiffKind) toned {
	kind := neutral
	switch k {
	case record.BecameBlocked, record.CameBlocked, record.NewlyFails:
		kind = bad
	case record.BecameReady, record.IsFixed:
		kind = good
	case record.NotComparable, record.NowKnown, record.NoLongerKnown:
		kind = doubtful
	}
	return toned{kind, string(k)}
}

func peopleChanged(c *diff.Change) diffTable {
	titles := func(ids []string) string {
		var all []string
		for _, id := range ids {
			all = append(all, c.Title(id))
		}
		return joined(all)
	}
	return diffTable{
		sheet: "People", about: "everyone who changed, and by which causes", people: true,
		fields: []field{
			{"", "Name", "of Microsoft Entra ID", 28, text},
			{"", "User principal name", "the name that the user signs in with", 38, text},
			{"", "Department", "of Microsoft Entra ID", 22, text},
			{"", "Change", "how the person changed", 18, text},
			{"", "Before", "in OLD", 14, text},
			{"", "Now", "in NEW", 14, text},
			{"", "Blocked by, new", "causes that block the person now and didn't before", 60, prose},
			{"", "Blocked by, fixed", "causes that blocked the person and no longer do", 60, prose},
			{"", "Licenses added", "part numbers of products", 24, prose},
			{"", "Licenses removed", "part numbers of products", 24, prose},
			{"", "Service plans changed", "products of which other service plans are turned off", 24, prose},
			{"", "Object id", "in Microsoft Entra ID", 38, text},
		},
		rows: func(add func(...any) error) error {
			return c.People(func(p *record.DiffPerson) error {
				return add(p.DisplayName, p.UPN, p.Department, changeTone(p.Change), p.Old, p.New, titles(p.Added),
					titles(p.Fixed),
					joined(p.Gained), joined(p.Lost), joined(p.Replanned), p.ID.String())
			})
		},
	}
}

func joined(all []string) string {
	text := strings.Join(all, "; ")
	if len(text) > mostCell {
		return strings.ToValidUTF8(text[:mostCell], "") + "…"
	}
	return text
}

func causesChanged(c *diff.Change) diffTable {
	return diffTable{
		sheet: "Causes", about: "causes that are new, are fixed, or affect more or fewer",
		fields: []field{
			{"", "What to change", "the cause", 70, prose},
			{"", "Change", "how it changed", 16, text},
			{"", "Who", "is responsible", 12, text},
			{"", "Affects", "people, devices, products or policies", 34, prose},
			{"", "Became blocked", "people who were ready and are blocked by it", 12, amount},
			{"", "Became ready", "people who were blocked by it and are ready", 12, amount},
			{"", "Why not compared", "what a report lacks", 40, prose},
			{"", "Id", "of the cause", 30, text},
		},
		rows: func(add func(...any) error) error {
			for i := range c.Causes {
				k := &c.Causes[i]
				tone := changeTone(k.Change)
				if k.Change == record.IsNew && k.New.Stops > 0 {
					tone.kind = bad
				}
				if err := add(k.Title, tone, k.Who, wording.DiffCauseSize(k), k.Blocked, k.Ready, k.Why,
					k.ID); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func rulesChanged(c *diff.Change) diffTable {
	return diffTable{
		sheet: "Rules", about: "rules whose result changed, or can't be compared",
		fields: []field{
			{"", "Rule", "its id", 10, text},
			{"", "Requirement", "its title", 70, prose},
			{"", "Level", "required, recommended or advisory", 14, text},
			{"", "Change", "how its result changed", 16, text},
			{"", "Result", "before and now", 28, text},
			{"", "Failed", "how many failed it before", 10, amount},
			{"", "Fail", "how many fail it now", 10, amount},
			{"", "Why not compared", "what a report lacks", 50, prose},
		},
		rows: func(add func(...any) error) error {
			for i := range c.Rules {
				r := &c.Rules[i]
				err := add(r.ID, r.Title, r.Level.String(), changeTone(r.Change), wording.DiffRuleResult(r),
					r.OldFails, r.NewFails, r.Why)
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func seatsChanged(c *diff.Change) diffTable {
	seats := func(s *record.Seats) record.Seats {
		if s == nil {
			return record.Seats{}
		}
		return *s
	}
	return diffTable{
		sheet: "Seats", about: "products whose seats changed",
		fields: []field{
			{"", "Product", "its name", 44, prose},
			{"", "Part number", "its skuPartNumber", 34, text},
			{"", "Change", "whether the tenant has it only now, or no longer", 12, text},
			{"", "Enabled before", "seats in OLD", 12, amount},
			{"", "Enabled now", "seats in NEW", 12, amount},
			{"", "Consumed before", "seats in OLD", 12, amount},
			{"", "Consumed now", "seats in NEW", 12, amount},
			{"", "Free before", "seats in OLD", 12, amount},
			{"", "Free now", "seats in NEW", 12, amount},
			{"", "Status", "capabilityStatus, before and now where it changed", 24, text},
		},
		rows: func(add func(...any) error) error {
			for i := range c.Seats {
				s := &c.Seats[i]
				was, is := seats(s.Old), seats(s.New)
				status := is.Status
				if was.Status != is.Status {
					status = wording.Arrow(was.Status, is.Status)
				}
				err := add(s.Name, s.PartNumber, changeTone(s.Change), was.Enabled, is.Enabled, was.Consumed,
					is.Consumed, was.Free,
					is.Free, status)
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func settingsChanged(c *diff.Change) diffTable {
	return diffTable{
		sheet: "Settings", about: "settings that changed, and what rules found about them",
		fields: []field{
			{"", "Kind", "of thing", 14, text},
			{"", "Name", "of the thing", 40, prose},
			{"", "What", "of it changed: for what a rule found, the requirement", 60, prose},
			{"", "Change", "how it changed", 12, text},
			{"", "Before", "in OLD", 50, prose},
			{"", "Now", "in NEW", 50, prose},
			{"", "Rule", "that found it", 10, text},
			{"", "Id", "of the thing", 38, text},
		},
		rows: func(add func(...any) error) error {
			for i := range c.Settings {
				s := &c.Settings[i]
				old, now := wording.Differing(s.Old, s.New, plain.Longest)
				if err := add(s.Kind, s.Name, s.What, changeTone(s.Change), besides{s.Old, old}, besides{s.New, now},
					s.Rule, s.ID); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func devicesChanged(c *diff.Change) diffTable {
	kinds := map[record.DiffKind]string{record.BecameBlocked: "became unfit", record.BecameReady: "became fit",
		record.OtherCauses: "other rules"}
	return diffTable{
		sheet: "Devices", about: "devices that changed; no rule fails or warns about a fit device",
		fields: []field{
			{"", "Device", "its name in Intune", 28, text},
			{"", "Change", "how it changed", 18, text},
			{"", "Before", "in OLD", 14, text},
			{"", "Now", "in NEW", 14, text},
			{"", "Rules, new", "that fail or warn about it now and didn't before", 30, prose},
			{"", "Rules, fixed", "that failed or warned about it and no longer do", 30, prose},
			{"", "Object id", "in Intune", 38, text},
		},
		rows: func(add func(...any) error) error {
			return c.Devices(func(d *record.DiffDevice) error {
				tone := changeTone(d.Change)
				if word := kinds[d.Change]; word != "" {
					tone.value = word
				}
				return add(d.Name, tone, d.Old, d.New, joined(d.Added), joined(d.Fixed), d.ID.String())
			})
		},
	}
}

// besides is a text beside another: a workbook has it whole, and what is read shows where they differ.
type besides struct{ whole, shown string }

// diffText is a value of a table as text.
func diffText(value any) string {
	if t, ok := value.(toned); ok {
		value = t.value
	}
	switch v := value.(type) {
	case besides:
		return v.shown
	case nil:
		return ""
	case int:
		return english.Number(v)
	}
	return fmt.Sprint(value)
}
