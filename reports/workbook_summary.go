package reports

import (
	"fmt"
	"strconv"
	"strings"

	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/reports/xlsx"
	"prepaudit/rules"
	"prepaudit/rules/english"
)

const coverSheet = "Summary"

// coverWidths are those of the columns of the cover: those of its first table.
var coverWidths = []float64{14, 58, 13, 12, 14, 12, 76, 18}

// summary is the cover: the answer, of when and whom it is, and what to change, the first thing first. What needs
// nothing done is on other sheets.
func (x *workbook) summary(s *record.Summary) error {
	c := x.book.Cover(coverSheet, coverWidths)
	subject := x.run.Tenant.Name
	if x.run.NetworkOnly {
		subject = "the network of " + x.run.Network.Machine
	}
	title := "Windows Autopilot device preparation"
	if subject != "" {
		title += ": " + subject
	}
	c.Write(xlsx.Title.Of(title))
	word, said := wording.Verdict(s)
	x.answer(c, word, said, wording.OutcomeTone(s.Verdict), s.Verdict == rules.NotEvaluated)
	if !s.Complete && !x.run.NetworkOnly {
		word, said := wording.Completeness(s)
		x.answer(c, word, said, wording.Doubtful, true)
	}
	x.fact(c, "Date", wording.Minute(s.Reading.Finished))
	if x.run.NetworkOnly {
		return x.unmet(c, s)
	}
	tenant := x.run.Tenant.Name + " (" + x.run.Tenant.DefaultDomain + ")"
	if x.run.Tenant.ID == "" {
		tenant = "not known: organization was not read"
	}
	x.fact(c, "Tenant", tenant)
	if x.run.Excerpt != nil {
		x.fact(c, "Shows", excerpt(x.run.Excerpt))
	}
	if s.Scope.Asked {
		inScope := s.Scope.InScope
		if x.run.Excerpt != nil {
			inScope = x.run.Excerpt.InScope
		}
		x.fact(c, "Checked", english.Number(inScope)+" of "+english.Count(s.Scope.Read, "user")+": "+
			s.Scope.Description)
	}
	x.fact(c, "Licenses", wording.Licenses(s))
	for _, said := range wording.Excused(s, len(s.Tallies)) {
		x.fact(c, said.About, said.Text)
	}
	if s.Plan != nil && s.Plan.People > 0 {
		c.Write(xlsx.Text.Of("Plan by person"), xlsx.Link.Of(xlsx.Hyperlink{
			Text: "Who gets which license", URL: "#'Plan by person'!A1", Tip: "go there"}))
	}
	if x.run.Excerpt == nil && wording.Trend(x.run, s) != nil {
		c.Write(xlsx.Text.Of(trendSheet), xlsx.Link.Of(xlsx.Hyperlink{
			Text: "Readiness over time", URL: "#'" + trendSheet + "'!A1", Tip: "go there"}))
	}
	c.Write(xlsx.Text.Of("Dictionary"), xlsx.Link.Of(xlsx.Hyperlink{
		Text: "What terms, sheets and columns mean", URL: "#'Dictionary'!A1", Tip: "go there"}))
	x.causes(c, s)
	draw(c, s, x.run.Excerpt)
	c.OnePage()
	return c.Err()
}

func (x *workbook) answer(c *xlsx.Cover, word, said string, tone wording.Tone, open bool) {
	under := ground(tone)
	if open {
		under = doubtful
	}
	c.WideBeside(looks[under].Of(word), said, len(coverWidths)-1)
}

func (x *workbook) fact(c *xlsx.Cover, label, text string) {
	c.WideBeside(xlsx.Wrapped.Of(label), text, len(coverWidths)-1)
}

// causes are those that somebody meets, each with a link to its row on sheet Causes, and from there to the people.
func (x *workbook) causes(c *xlsx.Cover, s *record.Summary) {
	first := c.Next()
	head := xlsx.Head.Of
	number := xlsx.HeadNumber.Of
	c.Write(head("No."), head("What to change"), head("Who"), number("Blocked"), number("Ready after"),
		number("Degraded"), head("How to fix"), head("Portal"))
	more := 0
	for i := range s.Causes {
		k := &s.Causes[i]
		if k.Stops+k.Degrades == 0 && (k.Does != rules.Terms || k.Concerns == 0) && !wording.Urgent(s, k) {
			more++
			continue
		}
		portal := xlsx.Cell{}
		if k.Link != "" {
			portal = xlsx.Link.Of(xlsx.Hyperlink{Text: "Open", URL: k.Link, Tip: "opens the portal there"})
		}
		// The number is the link: LibreOffice cuts a link that takes more than a line.
		c.Write(xlsx.Link.Of(x.rows.link(jump{[]string{causeRow + k.ID}, strconv.Itoa(i + 1),
			"to its row on sheet Causes, which leads on to the people"})), xlsx.Wrapped.Of(k.Title),
			xlsx.Text.Of(k.Who), orBlank(k.Stops), after(k), orBlank(k.Degrades),
			xlsx.Wrapped.Of(wording.Remedy(k.Fix)), portal)
	}
	if c.Row() == first {
		c.Write(xlsx.Cell{}, xlsx.Wrapped.Of(nothingToChange(s)))
	}
	c.Table("To_do", first, 1, len(coverWidths))
	if more > 0 {
		text := english.CountVerb(more, "more cause", "blocks", "block") + " nobody today: see sheet Causes"
		c.Write(xlsx.Cell{}, xlsx.Link.Of(xlsx.Hyperlink{Text: text, URL: "#'Causes'!A1", Tip: "go there"}))
	}
}

func nothingToChange(s *record.Summary) string {
	if !s.Complete {
		return "nothing is known: not everything was read"
	}
	return "nothing"
}

func orBlank(n int) xlsx.Cell {
	if n == 0 {
		return xlsx.Cell{}
	}
	return xlsx.Number.Of(n)
}

func after(k *rules.Cause) xlsx.Cell {
	if k.ReadyAfter == nil {
		return xlsx.Cell{}
	}
	return xlsx.Number.Of(*k.ReadyAfter)
}

// unmet is what the probe of a network found that wants a look.
func (x *workbook) unmet(c *xlsx.Cover, s *record.Summary) error {
	first := c.Next()
	c.Write(xlsx.Head.Of("Rule"), xlsx.Head.Of("Requirement"), xlsx.Head.Of("Result"))
	for i := range s.Tallies {
		t := &s.Tallies[i]
		if t.Skipped || t.Outcome() == rules.Pass || t.Outcome() == rules.NotApplicable {
			continue
		}
		c.Write(xlsx.Link.Of(x.rows.link(jump{[]string{t.ID}, t.ID, "to what was found"})), xlsx.Wrapped.Of(t.Title),
			looks[ground(wording.OutcomeTone(t.Outcome()))].Of(wording.Result(*t)))
	}
	if c.Row() == first {
		c.Write(xlsx.Cell{}, xlsx.Wrapped.Of("everything that was tested passes"))
	}
	c.Table("To_do", first, 1, 3)
	return c.Err()
}

// chartRows is the room that charts take above their tables.
const chartRows = 16

// draw draws charts side by side, and writes their tables one below the other.
func draw(c *xlsx.Cover, s *record.Summary, of *record.Excerpt) {
	top := c.Next()
	c.Skip(chartRows)
	at := func(column string) string { return fmt.Sprintf("%s%d", column, top) }
	const height = 20*chartRows - 50 // two rows stay free, since programs differ about the rows above
	if ready := readyRows(s); ready != nil {
		c.Draw(xlsx.Bars{
			Title: "People ready after each change", Table: "Ready", Heads: []string{"Ready", "Share"}, Bars: 1,
			Rows: ready, At: at("A"), Width: 510, Height: height,
		})
	}
	if s.Scope.Asked {
		c.Draw(xlsx.Bars{
			Title: "Users in scope by license", Table: "States", Heads: []string{"Users", "Share"}, Rows: stateRows(s),
		})
	}
	if seats := wording.Seats(s); len(seats) > 0 {
		title := "Seats by product"
		if of != nil {
			title += ", whole tenant"
		}
		var rows [][]xlsx.Cell
		for _, k := range seats {
			rest := max(0, k.Whole-k.Part)
			rows = append(rows, []xlsx.Cell{xlsx.Wrapped.Of(k.Label), xlsx.Number.Of(k.Part), xlsx.Number.Of(rest)})
		}
		c.Draw(xlsx.Bars{
			Title: title, Table: "Seats", Heads: []string{"Assigned", "Free"}, Bars: 2,
			Rows: rows, At: at("C"), Width: 700, Height: height,
		})
	}
}

// mostChanges is how many changes a chart can show so that each can be read.
const mostChanges = 12

// readyRows are how many people are ready today, and after each change with all before it; nil where nothing blocks.
func readyRows(s *record.Summary) (rows [][]xlsx.Cell) {
	add := func(label string, n int) {
		rows = append(rows, []xlsx.Cell{xlsx.Wrapped.Of(label), xlsx.Number.Of(n),
			xlsx.Share.Of(float64(n) / float64(s.Ready.People))})
	}
	for i := range s.Causes {
		if k := &s.Causes[i]; k.ReadyAfter != nil && s.Ready.People > 0 && len(rows) <= mostChanges {
			if rows == nil {
				add("Today", s.Ready.Ready)
			}
			add("After change "+strconv.Itoa(i+1), *k.ReadyAfter)
		}
	}
	return rows
}

func stateRows(s *record.Summary) [][]xlsx.Cell {
	var rows [][]xlsx.Cell
	for _, f := range wording.Statuses(s) {
		if f.Part == 0 {
			continue
		}
		row := []xlsx.Cell{xlsx.Wrapped.Of(strings.ToUpper(f.Label[:1]) + f.Label[1:]), xlsx.Number.Of(f.Part)}
		if s.Scope.InScope > 0 {
			row = append(row, xlsx.Share.Of(float64(f.Part)/float64(s.Scope.InScope)))
		}
		rows = append(rows, row)
	}
	return rows
}

// versions is the sheet with the chart of the devices: those of sheet Devices, each once.
func (x *workbook) versions(s *record.Summary) error {
	c := x.charts
	if c == nil {
		return nil
	}
	var rows [][]xlsx.Cell
	for _, k := range wording.Releases(s) {
		rows = append(rows, []xlsx.Cell{xlsx.Wrapped.Of(k.Label), xlsx.Number.Of(k.Part),
			xlsx.Number.Of(max(0, k.Whole-k.Part))})
	}
	if rows == nil {
		c.Write(xlsx.Cell{}, xlsx.Text.Of(noDevice(s)))
		c.Table("Versions", 1, 2, 4)
		return c.Err()
	}
	c.Skip(chartRows)
	c.Draw(xlsx.Bars{
		Title: "Windows devices by version", Table: "Versions", Heads: []string{"Checked", "Not checked"}, Bars: 2,
		Rows: rows, At: "B1", Width: 700, Height: 20*chartRows - 50,
	})
	return c.Err()
}
