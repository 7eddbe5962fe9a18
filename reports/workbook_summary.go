package reports

import (
	"fmt"

	"prepaudit/reports/record"
	"prepaudit/reports/wording"
	"prepaudit/reports/xlsx"
	"prepaudit/rules"
)

// chartRows is the room that charts take above their tables, wideTo the number of the last column over which a long
// text of the cover goes.
const (
	chartRows = 18
	wideTo    = 8
)

// summary is the cover: the answer, charts and their tables, then the rules, in whose columns the rest stands too.
func (x *workbook) summary(s *record.Summary) error {
	tallies := tallyTable(x.run)
	fields := tallies.fields(inWorkbook)
	var widths []float64
	var head []xlsx.Cell
	for _, f := range fields {
		widths = append(widths, f.width)
		head = append(head, looks[f.kind].Head().Of(f.heading))
	}
	c := x.book.Cover(widths)
	subject := "tenant"
	if x.run.NetworkOnly {
		subject = "network"
	}
	c.Write(xlsx.Title.Of("Windows Autopilot device preparation: is the " + subject + " ready?"))
	word, said := wording.Verdict(s)
	under := ground(wording.OutcomeTone(s.Verdict))
	if s.Verdict == rules.NotEvaluated {
		under = doubtful
	}
	c.Write(looks[under].Of(word), xlsx.Text.Of(said))
	if !x.run.NetworkOnly {
		word, said = wording.Completeness(s)
		under = good
		if !s.Complete {
			under = doubtful
		}
		c.Write(looks[under].Of(word), xlsx.Text.Of(said))
		c.Wide("Tenant", x.run.Tenant.Name, wideTo)
		c.Wide("Scope", s.Scope.Description+" ("+s.Scope.Why+")", wideTo)
		c.Wide("Licences", shortfallWords(s), wideTo)
		draw(c, s)
	}
	first := c.Next()
	c.Write(head...)
	rows := tallies.open(inWorkbook, adder(fields, func(cells []xlsx.Cell) error {
		c.Write(cells...)
		return c.Err()
	}))
	if err := rows.Summary(s); err != nil {
		return err
	}
	c.Table("Rules", first, 1, len(fields))
	return c.Err()
}

// draw draws charts side by side, and writes their tables one below the other.
func draw(c *xlsx.Cover, s *record.Summary) {
	top := c.Next()
	c.Skip(chartRows)
	at := func(column string) string { return fmt.Sprintf("%s%d", column, top) }
	const height = 20*chartRows - 50 // two rows stay free, since programs differ about the rows above
	if s.Scope.Asked {
		c.Draw(xlsx.Bars{
			Title: "Users in scope by state", Table: "States", Heads: []string{"Users", "Share"}, Bars: 1,
			Rows: stateRows(s), At: at("A"), Width: 660, Height: height,
		})
	}
	if seats := wording.Seats(s); len(seats) > 0 {
		var rows [][]xlsx.Cell
		for _, k := range seats {
			rest := max(0, k.Whole-k.Part)
			rows = append(rows, []xlsx.Cell{xlsx.Wrapped.Of(k.Label), xlsx.Number.Of(k.Part), xlsx.Number.Of(rest)})
		}
		c.Draw(xlsx.Bars{
			Title: "Seats by subscription", Table: "Seats", Heads: []string{"Consumed", "Not consumed"}, Bars: 2,
			Rows: rows, At: at("E"), Width: 560, Height: height,
		})
	}
	if releases := wording.Releases(s); len(releases) > 0 {
		var rows [][]xlsx.Cell
		for _, k := range releases {
			rows = append(rows, []xlsx.Cell{xlsx.Wrapped.Of(k.Label), xlsx.Number.Of(k.Part)})
		}
		c.Draw(xlsx.Bars{
			Title: "Windows devices by version", Table: "Releases", Heads: []string{"Devices"}, Bars: 1,
			Rows: rows, At: at("K"), Width: 560, Height: height,
		})
	}
}

func stateRows(s *record.Summary) [][]xlsx.Cell {
	var rows [][]xlsx.Cell
	for _, f := range wording.Statuses(s) {
		row := []xlsx.Cell{xlsx.Wrapped.Of(f.Label), xlsx.Number.Of(f.Part)}
		if s.Scope.InScope > 0 {
			row = append(row, xlsx.Share.Of(float64(f.Part)/float64(s.Scope.InScope)))
		}
		rows = append(rows, row)
	}
	return rows
}
