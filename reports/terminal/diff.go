package terminal

import (
	"cmp"
	"io"
	"strings"

	"prepaudit/reports/plain"
	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

// mostDiffered is how many lines of one kind there is room for; the formats of files have all.
const mostDiffered = 8

// WriteDiff writes what two reports differ by: what it comes to, what is to be known first, then who and what changed.
// The people are the first who changed in each way.
func WriteDiff(w io.Writer, d *record.Diff, people []record.DiffPerson, o Options) error {
	t := newScreen(w, o)
	word, text := wording.DiffVerdict(d)
	t.paragraph(0, t.paint(colors[wording.DiffTone(d.Result)], word)+": "+text)
	t.labeled("OLD", wording.DiffSide(&d.Old))
	t.labeled("NEW", wording.DiffSide(&d.New))
	t.diffCaveats(d)
	t.diffPeople(d, people)
	t.diffCauses(d.Causes)
	t.diffRules(d.Rules)
	t.diffSeats(d.Seats)
	t.diffSettings(d.Settings)
	t.diffDevices(&d.Devices)
	if d.Result != record.DiffSame {
		t.line("")
		t.paragraph(0, "Everyone: -o xlsx=FILE, -o html=FILE or -o json=FILE")
	}
	if t.err != nil {
		return t.err
	}
	_, err := w.Write(clean(t.out.Bytes()))
	return err
}

// section begins a part.
func (t *screen) section(heading string) {
	t.line("")
	t.heading(heading)
}

// each lists the first of many, and counts the others.
func eachDiffered[T any](t *screen, all []T, line func(*T)) {
	for i := range all[:min(len(all), mostDiffered)] {
		line(&all[i])
	}
	if more := len(all) - mostDiffered; more > 0 {
		t.paragraph(2, "… and "+english.Number(more)+" more")
	}
}

func (t *screen) diffCaveats(d *record.Diff) {
	if len(d.Caveats)+len(d.NotCompared) == 0 {
		return
	}
	t.section("Read this first")
	for i := range d.Caveats {
		t.hanging(plain.Clip(d.Caveats[i].Text, longestPlan))
	}
	for i := range d.NotCompared {
		t.hanging("Not compared: " + d.NotCompared[i].What + ". " + plain.Clip(d.NotCompared[i].Why, longestPlan) + ".")
	}
}

// hanging is a paragraph behind a dash.
func (t *screen) hanging(text string) {
	for i, l := range plain.Wrap(text, t.width-4) {
		t.line([]string{"  - ", "    "}[min(i, 1)] + l)
	}
}

func (t *screen) diffPeople(d *record.Diff, people []record.DiffPerson) {
	if len(d.People.Changed) == 0 {
		return
	}
	t.section("People")
	for _, kind := range record.SubjectChanges() {
		n := d.People.Changed[kind]
		if n == 0 {
			continue
		}
		t.paragraph(2, t.paint(kindColor(kind), wording.ChangedPeople(kind, n)))
		eachDiffered(t, byCause(d.Causes, kind), func(s *string) { t.paragraph(6, *s) })
		if names := named(people, kind, n); names != "" {
			t.paragraph(6, names)
		}
	}
}

// byCause says by which causes people became blocked or ready.
func byCause(causes []record.DiffCause, kind record.DiffKind) (lines []string) {
	for i := range causes {
		c := &causes[i]
		n := map[record.DiffKind]int{record.BecameBlocked: c.Blocked, record.BecameReady: c.Ready}[kind]
		if n > 0 {
			lines = append(lines, english.Number(n)+": "+plain.Shown(c.Title))
		}
	}
	return lines
}

// named are the first of those who changed in one way; where who they are says little, nobody.
func named(people []record.DiffPerson, kind record.DiffKind, n int) string {
	var names []string
	for i := range people {
		if p := &people[i]; p.Change == kind {
			names = append(names, plain.Clip(cmp.Or(p.UPN, p.DisplayName, p.ID.String()), 60))
		}
	}
	if len(names) == 0 {
		return ""
	}
	text := strings.Join(names, ", ")
	if more := n - len(names); more > 0 {
		text += " and " + english.Number(more) + " more"
	}
	return text
}

func kindColor(k record.DiffKind) string {
	switch k {
	case record.BecameBlocked, record.CameBlocked, record.NewlyFails:
		return red
	case record.BecameReady, record.IsFixed:
		return green
	case record.NotComparable, record.NowKnown, record.NoLongerKnown:
		return yellow
	}
	return ""
}

// comparable are the things that can be compared, and how many can't: those stand behind.
func comparable[T any](all []T, kind func(*T) record.DiffKind) (some []T, open int) {
	for i := range all {
		if kind(&all[i]) == record.NotComparable {
			return all[:i], len(all) - i
		}
	}
	return all, 0
}

func (t *screen) diffCauses(all []record.DiffCause) {
	if len(all) == 0 {
		return
	}
	t.section("Causes")
	some, open := comparable(all, func(c *record.DiffCause) record.DiffKind { return c.Change })
	eachDiffered(t, some, func(c *record.DiffCause) {
		color := kindColor(c.Change)
		if c.Change == record.IsNew && c.New.Stops > 0 {
			color = red
		}
		text := t.paint(color, string(c.Change)) + ": " + plain.Shown(c.Title)
		if size := wording.DiffCauseSize(c); size != "" {
			text += " (" + plain.Shown(c.Who) + ", " + size + ")"
		}
		t.hanging(text)
	})
	if open > 0 {
		t.hanging(t.paint(yellow, english.Count(open, "cause")+" can't be compared"))
	}
}

// diffRules lists the rules whose result changed, and counts those that can't be compared.
func (t *screen) diffRules(all []record.DiffRule) {
	if len(all) == 0 {
		return
	}
	t.section("Rules")
	some, open := comparable(all, func(r *record.DiffRule) record.DiffKind { return r.Change })
	eachDiffered(t, some, func(r *record.DiffRule) {
		level := ""
		if r.Level != rules.Required {
			level = " (" + r.Level.String() + ")"
		}
		t.hanging(plain.Shown(r.Title) + level + ": " + t.paint(kindColor(r.Change), wording.DiffRuleResult(r)))
	})
	if open > 0 {
		t.hanging(t.paint(yellow, english.Count(open, "rule")+" can't be compared"))
	}
}

func (t *screen) diffSeats(all []record.DiffSeats) {
	if len(all) == 0 {
		return
	}
	t.section("Seats")
	var rows [][]string
	for i := range all[:min(len(all), mostDiffered)] {
		rows = append(rows, append([]string{plain.Clip(wording.SeatsName(&all[i]), 60)}, wording.SeatCells(&all[i])...))
	}
	t.grid([]gridColumn{{title: "Product", flex: true}, {title: "Enabled", right: true}, {title: "Consumed", right: true},
		{title: "Free", right: true}}, rows)
	if more := len(all) - mostDiffered; more > 0 {
		t.paragraph(2, "… and "+english.Number(more)+" more")
	}
}

func (t *screen) diffSettings(all []record.DiffSetting) {
	if len(all) == 0 {
		return
	}
	t.section("Settings, and what was found about them")
	eachDiffered(t, all, func(s *record.DiffSetting) {
		t.hanging(wording.SettingName(s) + ": " + wording.Arrow(wording.Differing(s.Old, s.New, 150)))
	})
	t.paragraph(2, wording.WhoChanged)
}

func (t *screen) diffDevices(c *record.DiffCount) {
	if len(c.Changed) == 0 {
		return
	}
	t.section("Devices")
	for _, kind := range record.SubjectChanges() {
		if n := c.Changed[kind]; n > 0 {
			t.paragraph(2, t.paint(kindColor(kind), wording.ChangedDevices(kind, n)))
		}
	}
}
