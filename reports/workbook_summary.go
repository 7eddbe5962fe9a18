package reports

import (
	"fmt"

	"prepaudit/reports/record"
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
	var head []cell
	for _, f := range fields {
		widths = append(widths, f.width)
		head = append(head, looks[f.kind].head().of(f.heading))
	}
	c := x.book.front(widths)
	subject := "tenant"
	if x.run.NetworkOnly {
		subject = "network"
	}
	c.write(lookTitle.of("Windows Autopilot device preparation: is the " + subject + " ready?"))
	word, said := verdict(s)
	ground := outcomeKind(s.Verdict)
	if s.Verdict == rules.NotEvaluated {
		ground = doubtful
	}
	c.write(looks[ground].of(word), lookText.of(said))
	if !x.run.NetworkOnly {
		word, said = completeness(s)
		ground = good
		if !s.Complete {
			ground = doubtful
		}
		c.write(looks[ground].of(word), lookText.of(said))
		c.wide("Tenant", x.run.Tenant.Name, wideTo)
		c.wide("Scope", s.Scope.Description+" ("+s.Scope.Why+")", wideTo)
		c.wide("Licences", shortfallWords(s), wideTo)
		draw(c, s)
	}
	first := c.next()
	c.write(head...)
	rows := tallies.open(inWorkbook, adder(fields, func(cells []cell) error {
		c.write(cells...)
		return c.err
	}))
	if err := rows.Summary(s); err != nil {
		return err
	}
	c.table("Rules", first, 1, len(fields))
	return c.err
}

// draw draws charts side by side, and writes their tables one below the other.
func draw(c *cover, s *record.Summary) {
	top := c.next()
	c.skip(chartRows)
	at := func(column string) string { return fmt.Sprintf("%s%d", column, top) }
	const height = 20*chartRows - 50 // two rows stay free, since programs differ about the rows above
	if s.Scope.Asked {
		c.draw(bars{
			title: "Users in scope by state", table: "States", heads: []string{"Users", "Share"}, bars: 1,
			rows: stateRows(s), at: at("A"), width: 660, height: height,
		})
	}
	if seats := seatFigures(s); len(seats) > 0 {
		var rows [][]cell
		for _, k := range seats {
			rest := max(0, k.whole-k.part)
			rows = append(rows, []cell{lookWrapped.of(k.label), lookNumber.of(k.part), lookNumber.of(rest)})
		}
		c.draw(bars{
			title: "Seats by subscription", table: "Seats", heads: []string{"Consumed", "Not consumed"}, bars: 2,
			rows: rows, at: at("E"), width: 560, height: height,
		})
	}
	if releases := releaseFigures(s); len(releases) > 0 {
		var rows [][]cell
		for _, k := range releases {
			rows = append(rows, []cell{lookWrapped.of(k.label), lookNumber.of(k.part)})
		}
		c.draw(bars{
			title: "Windows devices by version", table: "Releases", heads: []string{"Devices"}, bars: 1,
			rows: rows, at: at("K"), width: 560, height: height,
		})
	}
}

func stateRows(s *record.Summary) [][]cell {
	var rows [][]cell
	for _, st := range rules.Standings() {
		n := s.Users[st]
		if n == 0 && st >= rules.NoLicence {
			continue
		}
		row := []cell{lookWrapped.of(st.String()), lookNumber.of(n)}
		if s.Scope.InScope > 0 {
			row = append(row, lookShare.of(float64(n) / float64(s.Scope.InScope)))
		}
		rows = append(rows, row)
	}
	return rows
}
