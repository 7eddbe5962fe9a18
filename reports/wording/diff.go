package wording

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// WhoChanged is said wherever settings are listed.
const WhoChanged = "Graph's answers don't say who changed what. See Entra admin center > Entra ID > Monitoring & health > " +
	"Audit logs, and Intune admin center > Tenant administration > Audit logs."

// DiffVerdict says in a word and a sentence what two reports differ by.
func DiffVerdict(d *record.Diff) (word, text string) {
	word = map[record.DiffResult]string{record.DiffWorse: "WORSE", record.DiffNotAll: "NOT ALL COMPARED",
		record.DiffBetter: "BETTER", record.DiffChanged: "CHANGED", record.DiffSame: "NO CHANGE"}[d.Result]
	said := append([]string{}, d.Worse...)
	better := func(n int, one, many string) {
		if n > 0 {
			said = append(said, english.Number(n)+" "+english.Verb(n, one, many))
		}
	}
	better(d.People.Sum(record.BecameReady), "person became ready", "people became ready")
	fixed := 0
	for i := range d.Causes {
		if c := &d.Causes[i]; c.Change == record.IsFixed && c.Old.Stops > 0 {
			fixed++
		}
	}
	better(fixed, "cause that blocked people is fixed", "causes that blocked people are fixed")
	if d.Result == record.DiffSame {
		return word, "the reports say the same"
	}
	if len(said) == 0 {
		said = append(said, "nobody is known to have become ready or blocked")
	}
	return word, strings.Join(said, ", ")
}

// DiffTone is that of a DiffVerdict.
func DiffTone(r record.DiffResult) Tone {
	return map[record.DiffResult]Tone{record.DiffWorse: Bad, record.DiffNotAll: Open, record.DiffBetter: Good}[r]
}

// DiffSide says in a line which report it is, and how it stands.
func DiffSide(s *record.DiffSide) string {
	text := plain.Clip(s.Name, 120) + ", " + Minute(s.Finished)
	if s.AsOf != "" {
		text += ", as of " + plain.Clip(s.AsOf, 20)
	}
	text += fmt.Sprintf(": %s of %s ready, %s blocked", english.Number(s.Ready.Ready), english.Count(s.Ready.People, "person"),
		english.Number(s.Ready.Blocked))
	if s.Ready.Unknown > 0 {
		text += ", " + english.Number(s.Ready.Unknown) + " unknown"
	}
	if !s.Complete {
		text += "; incomplete"
	}
	return text
}

// ChangedPeople says how many people changed in one way.
func ChangedPeople(k record.DiffKind, n int) string {
	who := english.Count(n, "person")
	be, have := english.Verb(n, "is", "are"), english.Verb(n, "has", "have")
	switch k {
	case record.BecameBlocked, record.BecameReady:
		return who + " " + string(k)
	case record.CameBlocked:
		return who + " came into scope, and " + be + " blocked"
	case record.OtherCauses:
		return who + " " + be + " still blocked, but the causes changed"
	case record.NoLongerKnown:
		return who + " " + be + " no longer known to be ready or blocked: neither better nor worse"
	case record.NowKnown:
		return who + " " + be + " now known to be ready or blocked: neither better nor worse"
	case record.Came:
		return who + " came into scope"
	case record.Left:
		return who + " left the scope"
	case record.Counted:
		return english.CountVerb(n, "account", "now counts as a person", "now count as people")
	case record.NotCounted:
		return english.CountVerb(n, "account", "no longer counts as a person", "no longer count as people")
	case record.OtherLicenses:
		return who + " " + have + " other licenses"
	}
	return who + " can't be compared"
}

// ChangedDevices says the same of devices.
func ChangedDevices(k record.DiffKind, n int) string {
	what := english.Count(n, "device")
	be := english.Verb(n, "is", "are")
	switch k {
	case record.BecameBlocked:
		return what + " became unfit"
	case record.BecameReady:
		return what + " became fit"
	case record.OtherCauses:
		return what + " " + be + " still unfit, but by other rules"
	case record.NoLongerKnown:
		return what + " " + be + " no longer known to be fit or unfit"
	case record.NowKnown:
		return what + " " + be + " now known to be fit or unfit"
	case record.Came:
		return what + " " + be + " new in Intune"
	case record.Left:
		return what + " " + be + " no longer in Intune"
	case record.Counted:
		return what + " " + be + " now checked"
	case record.NotCounted:
		return what + " " + be + " no longer checked"
	}
	return what + " can't be compared"
}

// DiffCauseSize says whom a cause affects, and whom it did.
func DiffCauseSize(c *record.DiffCause) string {
	var parts []string
	zero := &record.CauseSize{}
	was, is := cmp.Or(c.Old, zero), cmp.Or(c.New, zero)
	for _, p := range []struct {
		verb    string
		old, is int
	}{{"blocks", was.Stops, is.Stops}, {"degrades", was.Degrades, is.Degrades}, {"concerns", was.Concerns, is.Concerns}} {
		switch {
		case p.old == 0 && p.is == 0:
		case c.Change == record.NotComparable && c.Old == nil:
			parts = append(parts, p.verb+" "+Arrow("unknown", english.Number(p.is)))
		case c.Change == record.NotComparable && c.New == nil:
			parts = append(parts, p.verb+" "+Arrow(english.Number(p.old), "unknown"))
		case c.Old == nil, c.Old != nil && c.New != nil && p.old == p.is:
			parts = append(parts, p.verb+" "+english.Number(p.is))
		case c.New == nil:
			parts = append(parts, map[string]string{"blocks": "blocked", "degrades": "degraded", "concerns": "concerned"}[p.verb]+
				" "+english.Number(p.old))
		default:
			parts = append(parts, p.verb+" "+Arrow(english.Number(p.old), english.Number(p.is)))
		}
	}
	return strings.Join(parts, ", ")
}

// DiffRuleResult says what a rule said, and says.
func DiffRuleResult(r *record.DiffRule) string {
	word := func(o *rules.Outcome) string {
		if o == nil {
			return "not run"
		}
		return OutcomeWord(*o)
	}
	return Arrow(word(r.Old), word(r.New))
}

// Differing is as much of two untrusted texts as is shown of them. Where they are too long and begin alike, they are
// shown from shortly before where they differ, so that no one is shown twice.
func Differing(before, after string, columns int) (string, string) {
	alike := 0
	for alike < min(len(before), len(after)) && before[alike] == after[alike] {
		alike++
	}
	if alike > columns/2 && (plain.Clip(before, columns) != before || plain.Clip(after, columns) != after) {
		from := alike - columns/4
		if space := strings.IndexByte(before[from:alike], ' '); space >= 0 {
			from += space + 1
		}
		for alike-from < columns/4+utf8.UTFMax && from < len(before) && !utf8.RuneStart(before[from]) {
			from--
		}
		before, after = "…"+before[from:], "…"+after[from:]
	}
	return plain.Clip(before, columns), plain.Clip(after, columns)
}

// Arrow is a value before and after.
func Arrow(before, after string) string {
	return cmp.Or(before, "nothing") + " → " + cmp.Or(after, "nothing")
}

// SettingName is what changed of which thing.
func SettingName(s *record.DiffSetting) string {
	kind := map[string]string{"sku": "product", "mdmPolicy": "MDM service"}[s.Kind]
	name := cmp.Or(kind, s.Kind)
	if s.Name != "" && s.Kind != "tenant" {
		name += ` "` + plain.Clip(s.Name, 80) + `"`
	}
	return name + ": " + plain.Shown(s.What)
}

// SeatsName is the product whose seats changed, and whether the tenant has it no longer, or only now.
func SeatsName(s *record.DiffSeats) string {
	name := cmp.Or(s.Name, s.PartNumber, s.ID.String())
	switch {
	case s.Change != record.IsChanged:
		return name + " (" + string(s.Change) + ")"
	case s.Old.Status != s.New.Status:
		return name + " (" + Arrow(s.Old.Status, s.New.Status) + ")"
	}
	return name
}

// SeatCells are the seats that are enabled, consumed and free, each before and after where it changed.
func SeatCells(s *record.DiffSeats) (cells []string) {
	was, is := cmp.Or(s.Old, &record.Seats{}), cmp.Or(s.New, &record.Seats{})
	for _, n := range [][2]int{{was.Enabled, is.Enabled}, {was.Consumed, is.Consumed}, {was.Free, is.Free}} {
		cell := english.Number(n[1])
		if n[0] != n[1] {
			cell = english.Number(n[0]) + " → " + cell
		}
		cells = append(cells, cell)
	}
	return cells
}
